#!/usr/bin/env bash
# Repeats the comparison of outlets of left and right (docs/validity) with the reader as it is, and renews its table.
#
#   ./validity.sh ../../shared/data            with the articles of docs/validity/heldout.txt
#   ./validity.sh ../../shared/data DRAWN      with those that no coded sentence and none of the draw DRAWN is from
set -euo pipefail
cd "$(dirname "$0")"
DYAD_DATA=$(cd "${1:?the folder of data}" && pwd)
export DYAD_DATA
drawn=${2:+$(realpath "$2")} docs=$(cd ../docs/validity && pwd)
work=$(realpath -m "${WORK:-runs/validity}")
mkdir -p "$work"
python3 -m reader.heldout ${drawn:+--drawn "$drawn"} --ids "$docs/heldout.txt" --out "$work/heldout.jsonl"
(cd .. && go build -o "$work/dyad" ./cmd/dyad)
studies=(trump-clinton democrats-trump obama-republicans)
for s in "${studies[@]}"; do
  "$work/dyad" run --quiet --force --study "$docs/$s.yaml" --out "$work/$s" "$work/heldout.jsonl"
done
cd "$work"
./dyad validate groups "${studies[@]}" --by meta_bias --low left --high right --format csv > "$docs/groups.csv"
./dyad validate groups "${studies[@]}" --by meta_bias --low left --high right --format markdown > "$work/groups.md"
# The table stands in the page between its marks.
awk -v table="$work/groups.md" '/<!-- end of table -->/ {skip = 0} !skip {print}
  /<!-- table -->/ {while ((getline line < table) > 0) print line; skip = 1}' "$docs/README.md" > "$work/README.md"
cp "$work/README.md" "$docs/README.md"

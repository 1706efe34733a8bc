#!/usr/bin/env bash
# Makes annotate/parse/model/en_ewt.model.zst from the data and from what the teacher said.
#
#   ./build.sh ../../../shared/data             from silver.csv.gz, as shipped: some twenty minutes of one core
#   TEACHER=1 ./build.sh ../../../shared/data   a teacher and its trees anew: an hour and a half, and not the same bytes
set -euo pipefail
cd "$(dirname "$0")"
DYAD_DATA=$(cd "${1:?the folder of data}" && pwd)
export DYAD_DATA OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false HF_HUB_OFFLINE=1
runs=../runs/parser
mkdir -p $runs
[[ -d ../venv ]] || { python3 -m venv ../venv && ../venv/bin/pip install --quiet -r ../requirements.txt; }
teacher() { ../venv/bin/python teacher.py "$@"; }
sample=$DYAD_DATA/news/allsides_sample.jsonl.gz
if [[ ${TEACHER:-} ]]; then
	base=../bases/all-mpnet-base-v2
	[[ -d $base ]] || (cd .. && venv/bin/python -m reader.fetch bases)
	[[ -f ../runs/buckets.json ]] || (cd .. && venv/bin/python -m reader.clusters runs/buckets.json)
	teacher train --base $base --treebank "$DYAD_DATA/treebank/en_ewt-train.conllu.gz" --dev "$DYAD_DATA/treebank/en_ewt-dev.conllu.gz" --epochs 3 --frozen 3 --out $runs/teacher.pt
	teacher articles --keys ../runs/buckets.json --heldout ../../docs/validity/heldout.txt --from "$sample" --seed 7 --out $runs/drawn.jsonl
	go -C ../.. run ./cmd/dyad annotate --quiet "$PWD/$runs/drawn.jsonl" >$runs/articles.jsonl
	teacher draw --annotated $runs/articles.jsonl --seed 11 --limit 28000 --out $runs/sentences.jsonl
	teacher parse --base $base --model $runs/teacher.pt --sentences $runs/sentences.jsonl --out silver.csv.gz
else
	go -C ../.. run ./cmd/dyad annotate --quiet "$sample" >$runs/articles.jsonl
fi
teacher words --annotated $runs/articles.jsonl --silver silver.csv.gz --out $runs/silver.conllu
go -C .. run ./cmd/syntax --seed 1 --folds 2 --treebank "$DYAD_DATA/treebank/en_ewt-train.conllu.gz" --silver runs/parser/silver.conllu \
	--texts "$DYAD_DATA/target/train.csv,$DYAD_DATA/directed/train.csv" --out ../annotate/parse/model/en_ewt.model
zstd -19 --rm -f ../../annotate/parse/model/en_ewt.model

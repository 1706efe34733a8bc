#!/usr/bin/env bash
# Makes stance/reader/model/reader.safetensors from the data; see README.md.
#
#   ./build.sh ../../shared/data
set -euo pipefail
cd "$(dirname "$0")"
DYAD_DATA=$(cd "${1:?the folder of data}" && pwd)
export DYAD_DATA DYAD_BASES=$PWD/bases DYAD_UNITS=$PWD/runs/units.jsonl OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false HF_HUB_OFFLINE=1
[[ -d venv ]] || { python3 -m venv venv && venv/bin/pip install --quiet -r requirements.txt; }
py() { venv/bin/python -m "reader.$1" "${@:2}"; }
mkdir -p runs
[[ -d bases/all-mpnet-base-v2 ]] || py fetch bases
[[ -f runs/buckets.json ]] || py clusters runs/buckets.json
[[ -f runs/units.jsonl ]] || py texts runs/units.jsonl
# The teacher: one pass over everything, then one that ends at rest, with less of NewsMTSC and DSE.
[[ -f runs/teacher/epoch1.pt ]] || py train --base mpnet --freeze 6 --epochs 1 --neutral 1500 --lr 5e-5 --out runs/teacher
[[ -f runs/teacher2/epoch1.pt ]] || py train --base mpnet --freeze 6 --epochs 1 --init runs/teacher/epoch1.pt --target-rows 3000 --signed 1500 --neutral 800 --lr 4e-5 --head-lr 7e-4 --seed 3 --out runs/teacher2
[[ -f runs/unlabelled.jsonl ]] || py unlabelled draw --articles "$DYAD_DATA/news/allsides_sample.jsonl.gz" --out runs/unlabelled.jsonl
[[ -d runs/soft ]] || py unlabelled label --state runs/teacher2/epoch1.pt --out runs/soft --chunk 2000
# The student: people's labels and codes together with the soft labels, then people's labels and codes alone.
[[ -f runs/student/epoch4.pt ]] || py train --base bge --soft 'runs/soft/*.pkl' --epochs 4 --rows 120000 --neutral 1500 --lr 8e-5 --seed 5 --out runs/student
[[ -f runs/final/epoch1.pt ]] || py train --base bge --init runs/student/epoch4.pt --epochs 1 --neutral 1500 --lr 4e-5 --head-lr 5e-4 --seed 6 --out runs/final
venv/bin/python make_meta.py runs/meta.json
py export --state runs/final/epoch1.pt --meta runs/meta.json --out ../stance/reader/model/reader.safetensors
py parity > ../stance/reader/testdata/inputs.sha256
go run ./cmd/fit --codes codes

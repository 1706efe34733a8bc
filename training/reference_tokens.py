"""Write hashes of the reference tokenizer's output: encoder/testdata/tokens.sha256.

    python reference_tokens.py MODEL_DIR           (DYAD_DATA: the data folder, default ../shared/data)

The texts are drawn in a fixed way that the Go test repeats: every distinct text of target/train.csv in
the order of the file, at most 4,000; then of directed/train.csv, at most 4,000; then the sentences of
treebank/en_ewt-train.conllu.gz ("# text = "), at most 2,000. One line is the SHA-256 of 100 texts, each
"id:start:end" joined by spaces (byte offsets) and a line feed. No text is written.
"""
import csv
import gzip
import hashlib
import os
import sys

from transformers import BertTokenizerFast

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
DATA = os.environ.get("DYAD_DATA") or os.path.join(ROOT, "..", "shared", "data")
CHUNK = 100


def rows(name):
    with open(os.path.join(DATA, *name.split("/")), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            yield row["text"]


def treebank():
    mark = "# text = "
    with gzip.open(os.path.join(DATA, "treebank", "en_ewt-train.conllu.gz"), "rt", encoding="utf-8", newline="\n") as f:
        for line in f:
            if line.startswith(mark):
                yield line[len(mark):].rstrip("\n")


def distinct(texts, limit):
    seen = {}
    for t in texts:
        if len(seen) == limit:
            break
        seen.setdefault(t)
    return list(seen)


def line(tokenizer, text):
    enc = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    at = [0]
    for c in text:
        at.append(at[-1] + len(c.encode()))
    return " ".join(f"{i}:{at[a]}:{at[b]}" for i, (a, b) in zip(enc["input_ids"], enc["offset_mapping"])) + "\n"


def main():
    tokenizer = BertTokenizerFast.from_pretrained(sys.argv[1])
    texts = distinct(rows("target/train.csv"), 4000) + distinct(rows("directed/train.csv"), 4000)
    texts += distinct(treebank(), 2000)
    out = os.path.join(ROOT, "encoder", "testdata", "tokens.sha256")
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, "w", encoding="utf-8", newline="\n") as f:
        for i in range(0, len(texts), CHUNK):
            digest = hashlib.sha256("".join(line(tokenizer, t) for t in texts[i:i + CHUNK]).encode())
            f.write(digest.hexdigest() + "\n")
    print(len(texts), "texts")


if __name__ == "__main__":
    main()

"""Hashes of the token ids of inputs, against which a test of stance/reader holds the Go side.

    python -m reader.parity > ../stance/reader/testdata/inputs.sha256
"""
import hashlib
from transformers import AutoTokenizer
from . import data
from .inputs import Inputs, Mention, chars
from .train import base_path


def main():
    inp = Inputs(AutoTokenizer.from_pretrained(base_path("bge")), maxlen=1 << 20)
    for name, spans, rows in (("target", ("target",), data.rows(f"{data.DATA}/target/train.csv")[:2000]),
                              ("directed", ("holder", "target"), data.rows(f"{data.DATA}/directed/train.csv")[:4000:2])):
        h = hashlib.sha256()
        for r in rows:
            ms = [Mention(*chars(r["text"], (int(r[s + "_start"]), int(r[s + "_end"]))), a) for a, s in enumerate(spans)]
            x = inp(r["text"], ms, len(spans))
            h.update((" ".join(map(str, x["ids"])) + "|" + ";".join(" ".join(map(str, w)) for w in x["where"]) + "\n").encode())
        print(h.hexdigest(), name, len(rows))


if __name__ == "__main__":
    main()

"""Write PyTorch's float32 states for the accuracy test of the Go encoder.

    python reference_states.py MODEL_DIR OUT       (DYAD_DATA: the data folder, default ../shared/data)

The first 500 rows of target/dev_rw.csv and dev_mt.csv. OUT, little-endian: int32 rows and width; for each
row int32 length, the ids with [CLS] and [SEP], and the float32 mean of the last hidden states.
"""
import csv
import os
import sys

import numpy as np
import torch
from transformers import BertModel, BertTokenizerFast

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
DATA = os.environ.get("DYAD_DATA") or os.path.join(ROOT, "..", "shared", "data")


def main():
    model_dir, out = sys.argv[1:3]
    torch.set_num_threads(1)
    tokenizer = BertTokenizerFast.from_pretrained(model_dir)
    model = BertModel.from_pretrained(model_dir).eval()
    texts = []
    for name in ("dev_rw.csv", "dev_mt.csv"):
        with open(os.path.join(DATA, "target", name), encoding="utf-8", newline="") as f:
            texts += [r["text"] for r in csv.DictReader(f)]
    with open(out, "wb") as f, torch.no_grad():
        f.write(np.array([len(texts[:500]), model.config.hidden_size], "<i4").tobytes())
        for text in texts[:500]:
            ids = tokenizer(text, truncation=True, max_length=512)["input_ids"]
            states = model(torch.tensor([ids])).last_hidden_state[0]
            f.write(np.array([len(ids)] + ids, "<i4").tobytes())
            f.write(states.mean(0).numpy().astype("<f4").tobytes())


if __name__ == "__main__":
    main()

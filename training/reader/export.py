"""Writes a trained net as the weights file that the Go side reads.

    python -m reader.export --base bge --state runs/student/epoch1.pt --out ../stance/reader/model/reader.safetensors
"""
import argparse, json, os, sys
import torch
from transformers import AutoTokenizer
from .heads import HEADS, Reader
from .inputs import Inputs
from .train import base_path
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from export import export   # training/export.py


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--base", default="bge"); p.add_argument("--state", required=True); p.add_argument("--out", required=True)
    p.add_argument("--meta", default="")
    a = p.parse_args()
    tok = AutoTokenizer.from_pretrained(base_path(a.base))
    inp = Inputs(tok)
    net = Reader(base_path(a.base), inp.slot)
    net.load_state_dict(torch.load(a.state))
    with torch.no_grad():
        net.enc.embeddings.word_embeddings.weight[inp.slot] += net.slots
    extra = {"absent": net.absent.detach()}
    for n in HEADS:
        h, at = net.heads[n], f"heads.{n}."
        extra[at + "word.weight"], extra[at + "word.bias"] = h.word.weight.detach(), h.word.bias.detach()
        extra[at + "target.weight"] = h.target.weight.detach()
        if h.holder is not None:
            extra[at + "holder.weight"] = h.holder.weight.detach()
        extra[at + "look"] = h.look.weight.detach()[0]
        extra[at + "share"] = h.share.weight.detach().reshape(-1)
        extra[at + "bias"] = h.bias.detach()
    meta = json.load(open(a.meta)) if a.meta else {}
    export(net.enc.state_dict(), net.enc.config.to_dict(), extra, os.path.join(base_path(a.base), "vocab.txt"), a.out, meta)
    print(os.path.getsize(a.out), "bytes")


if __name__ == "__main__":
    main()

"""Tries a parsing head on the reader's frozen encoder: UPOS and UAS on the treebank's dev part.

    python -m reader.parsing --state runs/final/epoch1.pt --epochs 6

It is a measurement, not a part of the build: docs/reader.md says why the parser stays. Words are read at their
first piece; arcs by a biaffine head (Dozat and Manning 2017), heads by argmax; layers says from which layers the
states come (their mean is learnt).
"""
import argparse, gzip, json, os, time
import numpy as np
import torch, torch.nn as nn
from transformers import AutoTokenizer
from .data import DATA
from .heads import Reader
from .inputs import Inputs
from .train import base_path


def treebank(part):
    out, cur = [], []
    for l in gzip.open(f"{DATA}/treebank/en_ewt-{part}.conllu.gz", "rt", encoding="utf-8"):
        l = l.rstrip("\n")
        if not l:
            if cur:
                out.append(cur)
            cur = []
        elif l[0] != "#":
            c = l.split("\t")
            if c[0].isdigit():
                cur.append((c[1], c[3], int(c[6]), c[7]))
    return out


@torch.no_grad()
def states(net, tok, sents, bs=32):
    """For each sentence the states of all layers at the first piece of each word, and at [CLS] for the root."""
    out = [None] * len(sents)
    order = sorted(range(len(sents)), key=lambda i: len(sents[i]))
    for k in range(0, len(order), bs):
        ix = order[k:k + bs]
        x = tok([[w[0] for w in sents[i]] for i in ix], is_split_into_words=True, padding=True, truncation=True, max_length=256, return_tensors="pt")
        h = net.enc(input_ids=x["input_ids"], attention_mask=x["attention_mask"], output_hidden_states=True).hidden_states
        for j, i in enumerate(ix):
            first, seen = [0], set()
            for p, w in enumerate(x.word_ids(j)):
                if w is not None and w not in seen:
                    seen.add(w); first.append(p)
            if len(first) == len(sents[i]) + 1:
                out[i] = torch.stack([l[j, first] for l in h], 1).half()
    return out


class Parser(nn.Module):
    def __init__(self, dim, layers, tags, width=256):
        super().__init__()
        self.mix = nn.Parameter(torch.zeros(layers))
        self.tag = nn.Sequential(nn.Linear(dim, width), nn.GELU(), nn.Dropout(0.2), nn.Linear(width, tags))
        self.dep = nn.Sequential(nn.Linear(dim, width), nn.GELU(), nn.Dropout(0.3))
        self.head = nn.Sequential(nn.Linear(dim, width), nn.GELU(), nn.Dropout(0.3))
        self.u = nn.Parameter(torch.randn(width, width) / width)
        self.b = nn.Linear(width, 1)

    def forward(self, h):
        x = (h * self.mix.softmax(0)[None, None, :, None]).sum(2)
        d, e = self.dep(x), self.head(x)
        return self.tag(x), d @ self.u @ e.transpose(1, 2) + self.b(e).transpose(1, 2)


def batches(sents, st, bs, tags, shuffle):
    ix = [i for i in range(len(sents)) if st[i] is not None]
    ix.sort(key=lambda i: len(sents[i]))
    parts = [ix[k:k + bs] for k in range(0, len(ix), bs)]
    for p in np.random.permutation(len(parts)) if shuffle else range(len(parts)):
        ix = parts[p]
        n = max(len(sents[i]) for i in ix) + 1
        h = torch.zeros(len(ix), n, st[ix[0]].shape[1], st[ix[0]].shape[2])
        tag, head = torch.full((len(ix), n), -1), torch.full((len(ix), n), -1)
        for j, i in enumerate(ix):
            m = len(sents[i]) + 1
            h[j, :m] = st[i].float()
            tag[j, 1:m] = torch.tensor([tags[w[1]] for w in sents[i]])
            head[j, 1:m] = torch.tensor([w[2] for w in sents[i]])
        yield h, tag, head


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--state", required=True); p.add_argument("--epochs", type=int, default=6)
    a = p.parse_args()
    torch.set_num_threads(1); torch.manual_seed(1); np.random.seed(1)
    tok = AutoTokenizer.from_pretrained(base_path("bge"))
    net = Reader(base_path("bge"), Inputs(tok).slot)
    net.load_state_dict(torch.load(a.state)); net.eval()
    train, dev = treebank("train"), treebank("dev")
    tags = {t: i for i, t in enumerate(sorted({w[1] for s in train for w in s}))}
    t0 = time.time()
    st, sd = states(net, tok, train), states(net, tok, dev)
    print("states", round(time.time() - t0), "s", flush=True)
    m = Parser(st[0].shape[2], st[0].shape[1], len(tags))
    opt = torch.optim.AdamW(m.parameters(), lr=2e-3)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, 2e-3, total_steps=a.epochs * (len(train) // 32 + 2))
    for ep in range(a.epochs):
        m.train()
        for h, tag, head in batches(train, st, 32, tags, True):
            mask = torch.arange(h.shape[1])[None] < (tag >= 0).sum(1, keepdim=True) + 1
            lt, la = m(h)
            la = la.masked_fill(~mask[:, None], -1e4)
            loss = nn.functional.cross_entropy(lt[tag >= 0], tag[tag >= 0]) + nn.functional.cross_entropy(la[head >= 0], head[head >= 0])
            opt.zero_grad(); loss.backward(); opt.step(); sched.step()
        m.eval()
        c = np.zeros(3)
        with torch.no_grad():
            for h, tag, head in batches(dev, sd, 32, tags, False):
                mask = torch.arange(h.shape[1])[None] < (tag >= 0).sum(1, keepdim=True) + 1
                lt, la = m(h)
                la = la.masked_fill(~mask[:, None], -1e4)
                k = tag >= 0
                c += [(lt.argmax(-1)[k] == tag[k]).sum().item(), (la.argmax(-1)[k] == head[k]).sum().item(), k.sum().item()]
        print(json.dumps(dict(epoch=ep + 1, upos=round(c[0] / c[2], 4), uas=round(c[1] / c[2], 4), words=int(c[2]), s=round(time.time() - t0))), flush=True)


if __name__ == "__main__":
    main()

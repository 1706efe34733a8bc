"""Figures of a net on the dev sets and on coded sentences."""
import numpy as np
import torch
from sklearn.metrics import f1_score
from .heads import HEADS, collate


@torch.no_grad()
def predict(net, rows, pad, names=None, bs=32, bf16=False):
    """Returns for each row a list of probability vectors, one a label (question) of that row."""
    net.eval()
    out = [[None] * len(r["labels"]) for r in rows]
    ix = sorted(range(len(rows)), key=lambda i: len(rows[i]["ids"]))
    names = names or list(HEADS)
    for k in range(0, len(ix), bs):
        part = ix[k:k + bs]
        x = collate([rows[i] for i in part], pad, names)
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            lg = net(x)
        for n, l in lg.items():
            p = l.float().softmax(-1).numpy()
            for (i, j), v in zip(x["q"][n]["ref"], p):
                out[part[i]][j] = v
    net.train()
    return out


def hard(l):
    return l if isinstance(l, int) else int(np.argmax(l))


def gather(rows, pred, head):
    y, p = [], []
    for r, q in zip(rows, pred):
        for (n, _, _, l), v in zip(r["labels"], q):
            if n == head and v is not None:
                y.append(hard(l)); p.append(v)
    return np.array(y), np.array(p)


def macro(y, k, labels=None):
    return round(float(f1_score(y, k, average="macro", labels=labels, zero_division=0)), 4)


def best_neutral(y, p, c=1):
    """A factor on the neutral class's probability that gives the best macro-F1 (only for a set that may be tuned on)."""
    best = (-1, 1.0)
    for z in np.exp(np.arange(-2.5, 2.6, 0.1)):
        q = p.copy(); q[:, c] *= z
        best = max(best, (macro(y, q.argmax(1)), float(z)))
    return best


def report(net, sets, pad):
    out = {}
    for s in ("dev_rw", "dev_mt"):
        if s in sets:
            r = predict(net, sets[s], pad, ["mtsc"])
            y, p = gather(sets[s], r, "mtsc")
            out[s] = macro(y, p.argmax(1))
    if "valid" in sets:
        r = predict(net, sets["valid"], pad, ["dse"])
        y, p = gather(sets["valid"], r, "dse")
        out["dse"], out["dse_tuned"] = macro(y, p.argmax(1)), tuple(round(v, 3) for v in best_neutral(y, p))
    if sets.get("codes"):
        rows = sets["codes"]
        r = predict(net, rows, pad)
        for h in ("portrayal", "own", "other", "voice", "directed", "relation", "agent", "status"):
            y, p = gather(rows, r, h)
            if not len(y):
                continue
            if h == "relation":
                y3, p3 = np.where(y == 2, 1, y), p.argmax(1)
                out["relation4"] = macro(y, p.argmax(1))
                keep = y != 2
                p3 = np.stack([p[:, 0], p[:, 1], p[:, 3]], 1)
                out["relation"] = macro(np.array([0, 1, 9, 2])[y[keep]], p3[keep].argmax(1))
                ex = lambda q: (q[:, 3] - q[:, 0])
                out["relation_r"] = round(float(np.corrcoef((y == 3) * 1.0 - (y == 0), ex(p))[0, 1]), 3)
            else:
                out[h] = macro(y, p.argmax(1))
                if h in ("portrayal", "own"):
                    out[h + "_tuned"] = tuple(round(v, 3) for v in best_neutral(y, p))
                    out[h + "_r"] = round(float(np.corrcoef((y == 2) * 1.0 - (y == 0), p[:, 2] - p[:, 0])[0, 1]), 3)
        out["n"] = len(rows)
    return out

"""Draws unlabelled sentences for distillation and lets the teacher label them.

    python -m reader.unlabelled draw --articles FILE.jsonl.gz --out runs/unlabelled.jsonl
    python -m reader.unlabelled label --state runs/teacher/epoch1.pt --part 0/2 --out runs/soft

Articles of the test split, reserved ones and their copies, and those kept for the comparison of outlets
(split buckets below KEEP) give none. Labels are probabilities of every head about every actor and pair.
"""
import argparse, gzip, hashlib, json, os, pickle, random, re, time
import numpy as np
import torch
from transformers import AutoTokenizer
from .actors import mentions_of
from .actors_draw import A, RX
from .heads import HEADS, Reader, collate
from .inputs import Inputs, Mention
from .sentences import sentences
from .train import base_path

KEEP = 30      # buckets of articles (of 100) that are never distilled from
WORDS = (6, 42)


def draw(a):
    keep = json.load(open(a.keys))                      # doc_id -> bucket of its story cluster, -1: never used
    seen, out = set(), 0
    with open(a.out, "w", encoding="utf-8") as f:
        for l in gzip.open(a.articles, "rt", encoding="utf-8"):
            r = json.loads(l)
            if keep.get(r["id"], -1) < KEEP:
                continue
            full = (r.get("title") or "") + "\n" + r["text"]
            names = [n for n in RX if any(x in full for x in A[n][1])]
            for s in [r.get("title") or ""] + [r["text"][x:y] for x, y in sentences(r["text"])]:
                if not WORDS[0] <= len(s.split()) <= WORDS[1] or s in seen:
                    continue
                seen.add(s)
                ms = {n: mentions_of(n, s) for n in names if any(x in s for x in A[n][1])}
                spans = [sp for v in ms.values() for sp in v]
                ms = {n: [sp for sp in v if not any(o != sp and o[0] <= sp[0] and sp[1] <= o[1] for o in spans)] for n, v in ms.items()}
                ms = {n: v for n, v in ms.items() if v}
                if ms:
                    ms = dict(sorted(ms.items(), key=lambda x: x[1][0])[:4])
                    f.write(json.dumps(dict(doc=r["id"], text=s, mentions=list(ms.values())), ensure_ascii=False) + "\n")
                    out += 1
    print(out, "sentences")


def questions(n):
    q = [(h, i, i) for i in range(n) for h in ("portrayal", "own", "voice", "other", "mtsc")]
    if n > 1:
        q += [(h, 1, 0) for h in ("relation", "agent", "status")]
        q += [(h, j, i) for i, j in ((0, 1), (1, 0)) for h in ("directed", "dse")]
    return q


class OnnxEncoder:
    """The teacher's encoder in ONNX Runtime, int8: four times as fast as float32 on one core."""

    def __init__(self, net, path):
        import onnxruntime as ort
        from onnxruntime.quantization import quantize_dynamic, QuantType

        class Wrap(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.net = net

            def forward(self, w, att):
                e = self.net.enc
                ext = (1.0 - att[:, None, None, :].float()) * -1e4
                mp = e.config.model_type == "mpnet"
                if mp:
                    h = e.embeddings(inputs_embeds=w, position_ids=(torch.arange(w.shape[1]) + 2)[None].expand(w.shape[0], w.shape[1]))
                    pb = e.encoder.compute_position_bias(h)
                else:
                    h, pb = e.embeddings(inputs_embeds=w), None
                for l in e.encoder.layer:
                    h = l(h, ext, None, pb, output_attentions=False)[0] if mp else l(h, ext)[0]
                return h
        if not os.path.exists(path + ".int8"):
            d = net.enc.config.hidden_size
            torch.onnx.export(Wrap().eval(), (torch.randn(2, 9, d), torch.ones(2, 9, dtype=torch.long)), path, input_names=["w", "att"], output_names=["h"],
                              dynamic_axes={"w": {0: "b", 1: "t"}, "att": {0: "b", 1: "t"}, "h": {0: "b", 1: "t"}}, opset_version=17, dynamo=False)
            quantize_dynamic(path, path + ".int8", per_channel=True, weight_type=QuantType.QInt8)
        o = ort.SessionOptions()
        o.intra_op_num_threads = 1
        o.inter_op_num_threads = 1
        self.s = ort.InferenceSession(path + ".int8", o, providers=["CPUExecutionProvider"])
        self.net = net

    def __call__(self, ids, att):
        w = self.net.enc.embeddings.word_embeddings(ids)
        k = ids - self.net.first_slot
        w = w + self.net.slots[k.clamp(0, len(self.net.slots) - 1)] * self.net.placeholders(ids)[..., None]
        return torch.from_numpy(self.s.run(None, {"w": w.numpy(), "att": att.numpy()})[0])


@torch.no_grad()
def label(a):
    torch.set_num_threads(1)
    tok = AutoTokenizer.from_pretrained(base_path(a.base))
    student = AutoTokenizer.from_pretrained(base_path("bge"))
    inp, out_inp = Inputs(tok, maxlen=96), Inputs(student, maxlen=96)
    net = Reader(base_path(a.base), inp.slot)
    net.load_state_dict(torch.load(a.state))
    net.eval()
    if not a.float:
        net.run = OnnxEncoder(net, a.state + ".onnx")
    rows = [json.loads(l) for l in open(a.sentences, encoding="utf-8")]
    random.Random(1).shuffle(rows)
    i, n = map(int, a.part.split("/"))
    rows = rows[i::n][: a.limit or None]
    rows, done = rows[a.skip:], a.skip // a.chunk
    t0 = time.time()
    for at in range(0, len(rows), a.chunk):
        part = rows[at:at + a.chunk]
        xs, ys = [], []
        for r in part:
            ms = [Mention(s, e, k) for k, v in enumerate(r["mentions"]) for s, e in v]
            n_act = len(r["mentions"])
            q = [(h, t, hd, -1) for h, t, hd in questions(n_act)]
            x = inp(r["text"], ms, n_act); x["labels"] = q
            y = out_inp(r["text"], ms, n_act)
            xs.append(x), ys.append(y)
        order = sorted(range(len(xs)), key=lambda k: len(xs[k]["ids"]))
        got = [[None] * len(x["labels"]) for x in xs]
        for k in range(0, len(order), 32):
            ix = order[k:k + 32]
            b = collate([xs[j] for j in ix], tok.pad_token_id, list(HEADS))
            for name, l in net(b).items():
                for (j, m), v in zip(b["q"][name]["ref"], l.softmax(-1).numpy()):
                    got[ix[j]][m] = v
        out = []
        for x, y, g in zip(xs, ys, got):
            y["labels"] = [(h, t, hd, np.round(v, 4).astype(np.float32).tolist()) for (h, t, hd, _), v in zip(x["labels"], g)]
            out.append(y)
        os.makedirs(a.out, exist_ok=True)
        with open(f"{a.out}/part{i}-{done + at // a.chunk:03d}.pkl.tmp", "wb") as f:
            pickle.dump(out, f)
        os.rename(f"{a.out}/part{i}-{done + at // a.chunk:03d}.pkl.tmp", f"{a.out}/part{i}-{done + at // a.chunk:03d}.pkl")
        print(at + len(part), "of", len(rows), round((time.time() - t0) / (at + len(part)) * 1000, 1), "ms a sentence", flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=["draw", "label"]); p.add_argument("--articles"); p.add_argument("--keys", default="runs/buckets.json")
    p.add_argument("--out", required=True); p.add_argument("--base", default="mpnet"); p.add_argument("--state"); p.add_argument("--part", default="0/1")
    p.add_argument("--sentences", default="runs/unlabelled.jsonl"); p.add_argument("--limit", type=int, default=0); p.add_argument("--skip", type=int, default=0, help="sentences of the part that are labelled already"); p.add_argument("--chunk", type=int, default=4000)
    p.add_argument("--float", action="store_true")
    a = p.parse_args()
    draw(a) if a.what == "draw" else label(a)


if __name__ == "__main__":
    main()

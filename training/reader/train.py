"""Fine-tunes one base encoder with the heads; a checkpoint after each part of an epoch.

    python -m reader.train --base mpnet --freeze 7 --tasks target,directed,codes --epochs 2 --out runs/teacher
"""
import argparse, glob, hashlib, json, os, pickle, random, time
import numpy as np
import torch
from transformers import AutoTokenizer
from . import data
from .heads import HEADS, Reader, collate
from .inputs import Inputs
from .measure import report

WEIGHT = dict(portrayal=1.0, own=1.3, voice=0.4, other=0.6, mtsc=1.0, relation=1.0, agent=0.3, status=0.3, directed=0.8, dse=0.8)
NEUTRAL = dict(dse=(1, 0.4), own=(1, 0.7), other=(1, 0.7), directed=(1, 0.7))   # class and its weight


def base_path(name):
    return os.path.join(os.environ.get("DYAD_BASES", "bases"), {"mpnet": "all-mpnet-base-v2", "bge": "bge-small-en-v1.5"}[name])


def bucket(key):
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 100


def pairs_of(text):
    """own=2.6,directed=1.6 as a dict of numbers."""
    out = {k: float(v) for k, v in (x.split("=") for x in text.split(",") if x)}
    if set(out) - set(WEIGHT):
        raise SystemExit(f"no such head: {', '.join(sorted(set(out) - set(WEIGHT)))}")
    return out


def load(a, inp, epoch):
    rnd = random.Random(a.seed * 1000 + epoch)
    out = []
    tasks = a.tasks.split(",")
    if "target" in tasks:
        t = data.target("train", inp)
        out += rnd.sample(t, min(a.target_rows, len(t))) if a.target_rows else t
    if "directed" in tasks:
        d = data.directed("train", inp)
        signed = [x for x in d if any(l[3] != 1 for l in x["labels"])]
        rest = [x for x in d if all(l[3] == 1 for l in x["labels"])]
        out += rnd.sample(signed, min(a.signed, len(signed))) + rnd.sample(rest, min(a.neutral, len(rest)))
    if "codes" in tasks:
        c = data.codes(inp, a.context, "train", data.units(a.units))
        if a.dev:
            c = [x for x in c if bucket(x["doc"]) % 10 != 0]
        if a.share < 1:                                     # for a learning curve: that share of the articles
            c = [x for x in c if bucket("share " + x["doc"]) < 100 * a.share]
        if a.balance:
            c = balanced(c, a.balance, rnd)
        out += c * a.repeat
    if a.soft:
        part = out[epoch - 1::a.epochs]         # gold and codes once over all parts, soft labels as the teacher writes them
        return part + soft(a, len(out) // a.epochs)
    return out[: a.rows] if a.rows else out


def balanced(rows, head, rnd):
    """All rows in which a head has a label that is not its neutral class, and as many others."""
    signed = [r for r in rows if any(n == head and y != 1 for n, _, _, y in r["labels"])]
    ids = {r["id"] for r in signed}
    rest = [r for r in rows if r["id"] not in ids]
    return signed + rnd.sample(rest, min(len(signed), len(rest)))


def soft(a, gold):
    """The next files of soft labels that no earlier part used; waits for the teacher where it is not so far yet."""
    want = a.rows // a.epochs - gold
    out = []
    while len(out) < want:
        new = [f for f in sorted(glob.glob(a.soft)) if f not in a.used]
        if not new:
            time.sleep(5)
            continue
        a.used.append(new[0])
        with open(new[0], "rb") as h:
            out += pickle.load(h)
    return out


def batches(rows, bs, rnd):
    rows = rows[:]
    rnd.shuffle(rows)
    out = []
    for k in range(0, len(rows), bs * 40):
        part = sorted(rows[k:k + bs * 40], key=lambda r: len(r["ids"]))
        out += [part[i:i + bs] for i in range(0, len(part), bs)]
    rnd.shuffle(out)
    return out


def loss_of(logits, q, name):
    lp = logits.float().log_softmax(-1)
    l = -(q["p"] * lp).sum(-1)
    if name in NEUTRAL:
        c, w = NEUTRAL[name]
        l = l * (1 - (1 - w) * q["p"][:, c])
    return l.sum()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--base", default="bge"); p.add_argument("--tasks", default="target,directed,codes")
    p.add_argument("--epochs", type=int, default=2); p.add_argument("--freeze", type=int, default=0); p.add_argument("--layers", type=int, default=0)
    p.add_argument("--lr", type=float, default=4e-5); p.add_argument("--head-lr", type=float, default=1e-3); p.add_argument("--bs", type=int, default=16)
    p.add_argument("--neutral", type=int, default=3000); p.add_argument("--context", default="none"); p.add_argument("--units", default=os.environ.get("DYAD_UNITS"))
    p.add_argument("--seed", type=int, default=1); p.add_argument("--init", default=""); p.add_argument("--out", required=True)
    p.add_argument("--soft", default=""); p.add_argument("--rows", type=int, default=0); p.add_argument("--dev", action="store_true")
    p.add_argument("--target-rows", type=int, default=0); p.add_argument("--signed", type=int, default=1 << 20)
    p.add_argument("--share", type=float, default=1.0); p.add_argument("--measure", default="calibrate", help="part of the codes that figures are of")
    p.add_argument("--bf16", action="store_true"); p.add_argument("--repeat", type=int, default=1); p.add_argument("--width", type=int, default=96); p.add_argument("--total", type=int, default=0, help="steps of the schedule where later epochs will hold more rows")
    p.add_argument("--balance", default="", help="of the codes only rows with a sign by this head, and as many others")
    p.add_argument("--weights", default="", help="heads' weights other than the usual ones: own=2.6,directed=1.6")
    p.add_argument("--neutrals", default="", help="weights of the neutral class in a head's loss other than the usual ones: own=0.3")
    p.add_argument("--start", type=int, default=0, help="first step of the schedule (to go on from a checkpoint)")
    a = p.parse_args()
    a.used = []
    WEIGHT.update(pairs_of(a.weights))
    NEUTRAL.update({k: (1, w) for k, w in pairs_of(a.neutrals).items()})
    torch.set_num_threads(1)
    random.seed(a.seed); np.random.seed(a.seed); torch.manual_seed(a.seed)
    os.makedirs(a.out, exist_ok=True)
    tok = AutoTokenizer.from_pretrained(base_path(a.base))
    inp = Inputs(tok)
    net = Reader(base_path(a.base), inp.slot, a.freeze, a.layers or None, a.width)
    net.start_placeholders(tok)
    if a.init:
        print(net.load_state_dict(torch.load(a.init), strict=False))
    dec = lambda k: not (k.endswith("bias") or "LayerNorm" in k)
    groups = [dict(params=[q for k, q in net.named_parameters() if q.requires_grad and k.startswith("enc.") and dec(k) == z], lr=a.lr, weight_decay=0.01 if z else 0.0) for z in (True, False)]
    groups.append(dict(params=[q for k, q in net.named_parameters() if not k.startswith("enc.")], lr=a.head_lr, weight_decay=0.01))
    opt = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
    step, names, total, sched = a.start, list(HEADS), a.total, None
    dev = None
    for ep in range(1, a.epochs + 1):
        rows = load(a, inp, ep)
        rnd = random.Random(a.seed * 100 + ep)
        bs = batches(rows, a.bs, rnd)
        if sched is None:
            total = total or len(bs) * a.epochs
            sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + a.start) / max(1, 0.06 * total)) * max(0.02, (total - s - a.start) / total))
        print(f"# epoch {ep}: {len(rows)} rows, {sum(len(r['ids']) for r in rows) / len(rows):.1f} tokens, {len(bs)} steps of {total}", flush=True)
        net.train()
        t0, c0, tot = time.time(), time.process_time(), {}
        for k, b in enumerate(bs):
            x = collate(b, tok.pad_token_id, names)
            with torch.autocast("cpu", torch.bfloat16, enabled=a.bf16):  # half as fast as float32 on CPUs without AMX
                lg = net(x)
            loss = 0
            for n, l in lg.items():
                v = loss_of(l, x["q"][n], n)
                loss = loss + WEIGHT[n] * v
                t = tot.setdefault(n, [0.0, 0]); t[0] += v.item(); t[1] += len(l)
            loss = loss / len(b)
            opt.zero_grad(set_to_none=True); loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step(); sched.step(); step += 1
            if (k + 1) % 100 == 0:
                print(f"ep {ep} {k + 1}/{len(bs)} {(time.time() - t0) / (k + 1):.3f} s {(time.process_time() - c0) / (k + 1):.3f} cpu " + " ".join(f"{n} {t[0] / t[1]:.3f}" for n, t in tot.items()), flush=True)
                tot = {}
            if (k + 1) % 400 == 0:
                torch.save(net.state_dict(), f"{a.out}/last.pt")
        torch.save(net.state_dict(), f"{a.out}/epoch{ep}.pt")
        if a.soft and ep < a.epochs:
            continue
        if dev is None:
            dev = dict(dev_rw=data.target("dev_rw", inp), dev_mt=data.target("dev_mt", inp), valid=data.directed("valid", inp))
            c = data.codes(inp, a.context, "train" if a.dev else a.measure, data.units(a.units))
            dev["codes"] = [r for r in c if not a.dev or bucket(r["doc"]) % 10 == 0]
        print(json.dumps(dict(epoch=ep, cpu_s=round(time.process_time() - c0), **report(net, dev, tok.pad_token_id))), flush=True)
        json.dump(vars(a), open(f"{a.out}/args.json", "w"))


if __name__ == "__main__":
    main()

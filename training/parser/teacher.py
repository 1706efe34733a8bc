"""A teacher for the built-in parser: a biaffine parser and tagger on a pretrained encoder.

    python teacher.py train --base BASE --treebank en_ewt-train.conllu.gz --dev en_ewt-dev.conllu.gz --out teacher.pt
    python teacher.py articles --keys buckets.json --heldout ../../docs/validity/heldout.txt --from allsides_sample.jsonl.gz --out drawn.jsonl
    python teacher.py draw --annotated articles.jsonl --out sentences.jsonl
    python teacher.py parse --base BASE --model teacher.pt --sentences sentences.jsonl --out silver.csv.gz
    python teacher.py words --annotated articles.jsonl --silver silver.csv.gz --out silver.conllu

The encoder's layers are mixed by learnt weights, a word is its first piece. Heads and relations are scored by
biaffine forms (Dozat and Manning 2017), tags by a linear one; trees are the best projective ones (Eisner 1996), as the
parser that learns from them can build no others. One thread, one seed.

articles.jsonl is what `dyad annotate drawn.jsonl` writes (build.sh has all steps). silver.csv.gz holds the trees without a word of the articles: the
document, where its words stand, and what the teacher said of each; words puts the words back.
"""
import argparse, csv, gzip, hashlib, json, random, sys, time
import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

NORMAL = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "--", "\u2014": "--", "\u2026": "..."}


def normal(word):
    for a, b in NORMAL.items():
        word = word.replace(a, b)
    return word


def treebank(path):
    """Sentences as lists of (word, xpos|upos, head from 0 with -1 for the root, relation)."""
    out, cur = [], []
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if cur:
                    out.append(cur)
                cur = []
            elif line[0] != "#":
                c = line.split("\t")
                if c[0].isdigit():
                    cur.append((normal(c[1]), f"{c[3]} {c[4]}", int(c[6]) - 1, c[7]))
    return out + ([cur] if cur else [])


class Biaffine(nn.Module):
    def __init__(self, n, out=1):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(out, n + 1, n + 1))
        nn.init.normal_(self.w, std=0.02)

    def forward(self, x, y):
        one = torch.ones_like(x[..., :1])
        return torch.einsum("bxi,oij,byj->boxy", torch.cat([x, one], -1), self.w, torch.cat([y, one], -1))


class Teacher(nn.Module):
    def __init__(self, base, tags, rels, frozen=0, arc=400, lab=128):
        super().__init__()
        self.enc = AutoModel.from_pretrained(base, attn_implementation="eager")
        hidden, layers = self.enc.config.hidden_size, self.enc.config.num_hidden_layers
        self.mix = nn.Parameter(torch.zeros(layers + 1))
        self.scale = nn.Parameter(torch.ones(1))
        self.root = nn.Parameter(torch.zeros(hidden))
        self.drop = nn.Dropout(0.25)
        mlp = lambda n: nn.Sequential(nn.Linear(hidden, n), nn.GELU(), nn.Dropout(0.25))
        self.arc_d, self.arc_h, self.rel_d, self.rel_h = mlp(arc), mlp(arc), mlp(lab), mlp(lab)
        self.arc, self.rel = Biaffine(arc), Biaffine(lab, rels)
        self.tag = nn.Linear(hidden, tags)
        self.norm = nn.LayerNorm(hidden)
        for p in self.enc.embeddings.parameters():
            p.requires_grad = frozen == 0
        for layer in self.enc.encoder.layer[:frozen]:
            for p in layer.parameters():
                p.requires_grad = False

    def forward(self, ids, mask, first):
        h = self.enc(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        w = torch.softmax(self.mix, 0)
        x = self.scale * sum(w[i] * v.float() for i, v in enumerate(h))
        x = self.norm(x)
        x = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.size(-1)))
        tags = self.tag(self.drop(x))
        x = self.drop(torch.cat([self.root.expand(x.size(0), 1, -1), x], 1))  # the root stands at 0
        arc = self.arc(self.arc_d(x), self.arc_h(x)).squeeze(1)  # dependent, head
        return tags, arc, self.rel_d(x), self.rel_h(x)

    def relations(self, d, h, heads):
        """Scores of the relations of each dependent to its head in heads."""
        h = torch.gather(h, 1, heads.unsqueeze(-1).expand(-1, -1, h.size(-1)))
        one = torch.ones_like(d[..., :1])
        return torch.einsum("bxi,oij,bxj->bxo", torch.cat([d, one], -1), self.rel.w, torch.cat([h, one], -1))


def batches(sents, tok, size, shuffle, rng=None):
    """Batches of at most size pieces, sentences of like length together."""
    order = sorted(range(len(sents)), key=lambda i: len(sents[i]))
    out, cur = [], []
    for i in order:
        if cur and (len(cur) + 1) * (len(sents[i]) + 2) > size:
            out.append(cur)
            cur = []
        cur.append(i)
    out.append(cur)
    if shuffle:
        rng.shuffle(out)
    for b in out:
        enc = tok([[w[0] for w in sents[i]] for i in b], is_split_into_words=True, padding=True, truncation=True, max_length=384, return_tensors="pt")
        n = max(len(sents[i]) for i in b)
        first = torch.zeros(len(b), n, dtype=torch.long)
        valid = torch.zeros(len(b), n, dtype=torch.bool)
        for r, i in enumerate(b):
            last = -1
            for p, w in enumerate(enc.word_ids(r)):
                if w is not None and w != last and w < n:
                    first[r, w] = p
                    last = w
            valid[r, : len(sents[i])] = True
        yield b, enc["input_ids"], enc["attention_mask"], first, valid


def eisner(score):
    """The best projective tree with one root: score[dependent, head], 0 is the root. Heads of all, -1 for 0."""
    n = len(score)
    s = score.T.copy()  # head, dependent
    neg = -1e9
    inc = np.full((n, n, 2), neg)
    com = np.full((n, n, 2), neg)
    inc_b, com_b = np.zeros((n, n, 2), int), np.zeros((n, n, 2), int)
    for i in range(n):
        com[i, i] = 0
    for k in range(1, n):
        for i in range(n - k):
            j = i + k
            if i > 0:
                v = com[i, i:j, 1] + com[i + 1 : j + 1, j, 0]
                r = int(v.argmax())
                inc[i, j, 0], inc_b[i, j, 0] = v[r] + s[j, i], i + r
                inc[i, j, 1], inc_b[i, j, 1] = v[r] + s[i, j], i + r
                v = com[i, i:j, 0] + inc[i:j, j, 0]
                r = int(v.argmax())
                com[i, j, 0], com_b[i, j, 0] = v[r], i + r
            v = inc[i, i + 1 : j + 1, 1] + com[i + 1 : j + 1, j, 1]
            if i > 0:
                r = int(v.argmax())
                com[i, j, 1], com_b[i, j, 1] = v[r], i + 1 + r
    # the root has one dependent: a whole sentence under it
    m = n - 1
    v = np.array([s[0, r] + com[1, r, 0] + com[r, m, 1] for r in range(1, n)])
    top = int(v.argmax()) + 1
    heads = [-1] * n
    heads[top] = 0
    todo = [(1, top, 0, True), (top, m, 1, True)]
    while todo:
        i, j, d, whole = todo.pop()
        if i == j:
            continue
        if whole:
            r = com_b[i, j, d]
            if d == 0:
                todo += [(i, r, 0, True), (r, j, 0, False)]
            else:
                todo += [(i, r, 1, False), (r, j, 1, True)]
        else:
            r = inc_b[i, j, d]
            if d == 0:
                heads[i] = j
            else:
                heads[j] = i
            todo += [(i, r, 1, True), (r + 1, j, 0, True)]
    return heads


def decode(model, tok, sents, size=1500):
    """Yields (index, tags, heads from 0 with -1 for the root, relations) of each sentence."""
    model.eval()
    with torch.no_grad():
        for b, ids, mask, first, valid in batches(sents, tok, size, False):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tags, arc, d, h = model(ids, mask, first)
            tags, arc, d, h = tags.float(), arc.float(), d.float(), h.float()
            heads = torch.zeros(arc.shape[:2], dtype=torch.long)
            for r, i in enumerate(b):
                n = len(sents[i])
                a = torch.log_softmax(arc[r, : n + 1, : n + 1].masked_fill(torch.eye(n + 1, dtype=torch.bool), -1e9), -1).numpy()
                t = eisner(a)
                heads[r, 1 : n + 1] = torch.tensor(t[1:])
            rel = model.relations(d, h, heads)
            rel = rel.masked_fill((torch.arange(rel.size(-1)) == 0) & (heads != 0).unsqueeze(-1), -1e9)  # relation 0 is root
            best, tag = rel.argmax(-1), tags.argmax(-1)
            for r, i in enumerate(b):
                n = len(sents[i])
                hs = (heads[r, 1 : n + 1] - 1).tolist()
                rs = [0 if hs[k] < 0 else int(best[r, k + 1]) for k in range(n)]
                yield i, tag[r, :n].tolist(), hs, rs


def evaluate(model, tok, sents, tags, rels):
    n = right = both = tagged = 0
    for i, ts, hs, rs in decode(model, tok, sents):
        for k, (_, t, h, r) in enumerate(sents[i]):
            n += 1
            right += hs[k] == h
            both += hs[k] == h and rels[rs[k]] == r
            tagged += tags[ts[k]] == t
    return tagged / n, right / n, both / n


def train(a):
    sents, dev = treebank(a.treebank), treebank(a.dev)
    tags = sorted({w[1] for s in sents for w in s})
    rels = ["root"] + sorted({w[3] for s in sents for w in s} - {"root"})
    tag_id, rel_id = {t: i for i, t in enumerate(tags)}, {r: i for i, r in enumerate(rels)}
    tok = AutoTokenizer.from_pretrained(a.base, add_prefix_space=True)
    model = Teacher(a.base, len(tags), len(rels), a.frozen)
    enc = [p for n, p in model.named_parameters() if n.startswith("enc.") and p.requires_grad]
    own = [p for n, p in model.named_parameters() if not n.startswith("enc.")]
    opt = torch.optim.AdamW([{"params": enc, "lr": a.rate}, {"params": own, "lr": 1e-3}], weight_decay=0.01, betas=(0.9, 0.98))
    rng = random.Random(a.seed)
    # a sentence is at times shown in capitals, title case or lower case, as headlines are
    per = sum(1 for _ in batches(sents, tok, a.size, False))
    total, step, start = per * a.epochs, 0, time.time()
    for epoch in range(a.epochs):
        model.train()
        seen = []
        for s in sents:
            x = rng.random()
            f = str.upper if x < 0.02 else str.title if x < 0.05 else str.lower if x < 0.06 else None
            seen.append([(f(w[0]), *w[1:]) for w in s] if f else s)
        loss_sum = 0
        for b, ids, mask, first, valid in batches(seen, tok, a.size, True, rng):
            n = valid.size(1)
            gt = torch.zeros(len(b), n, dtype=torch.long)
            gh = torch.zeros(len(b), n + 1, dtype=torch.long)
            gr = torch.zeros(len(b), n + 1, dtype=torch.long)
            for r, i in enumerate(b):
                for k, (_, t, h, rel) in enumerate(seen[i]):
                    gt[r, k], gh[r, k + 1], gr[r, k + 1] = tag_id[t], h + 1, rel_id[rel]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                ts, arc, d, h = model(ids, mask, first)
                rel = model.relations(d, h, gh)
            live = torch.cat([torch.ones(len(b), 1, dtype=torch.bool), valid], 1)
            arc = arc.float().masked_fill(~live.unsqueeze(1), -1e9)
            body = live.clone()
            body[:, 0] = False
            loss = nn.functional.cross_entropy(arc[body], gh[body]) + nn.functional.cross_entropy(rel.float()[body], gr[body]) + 0.5 * nn.functional.cross_entropy(ts.float()[valid], gt[valid])
            f = min((step + 1) / (0.06 * total), max(0.0, (total - step) / (0.94 * total)))
            for g, lr in zip(opt.param_groups, (a.rate, 1e-3)):
                g["lr"] = lr * f
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(enc + own, 5.0)
            opt.step()
            step += 1
            loss_sum += loss.item()
            if step % 20 == 0:
                print(f"{time.time()-start:7.0f}s {step}/{total} loss {loss_sum/20:.3f}", flush=True)
                loss_sum = 0
        print("epoch %d dev tags %.4f uas %.4f las %.4f" % (epoch + 1, *evaluate(model, tok, dev[: a.peek or None] if epoch + 1 < a.epochs else dev, tags, rels)), flush=True)
        torch.save({"tags": tags, "rels": rels, "state": model.state_dict()}, a.out)


def speeches(words):
    """Stretches of quoted speech, as annotate parses them apart: at least three words between double marks that begin a clause."""
    out, at = [], None
    for k, w in enumerate(words):
        if w == '"':
            if at is None:
                at = k + 1
            else:
                if k - at >= 3 and (at == 1 or words[at - 2] in (",", ":", "--")):
                    out.append((at, k))
                at = None
    return out


def units(words, heads, rels):
    """What annotate shows the parser of a sentence: each speech and what stands around them, without the marks.

    Gives the numbers of their words, heads in the unit and relations. A part whose words hang on more than one word
    outside is left out.
    """
    if '"' not in words:
        return [(list(range(len(words))), heads, rels)]
    runs = speeches(words)
    part = [next((r + 1 for r, (a, z) in enumerate(runs) if a <= k < z), 0) for k in range(len(words))]
    out = []
    for p in range(len(runs) + 1):
        own = [k for k in range(len(words)) if part[k] == p and words[k] != '"']
        at = {k: n for n, k in enumerate(own)}
        climb = lambda h: heads[h] if h >= 0 and words[h] == '"' else h  # over a mark
        tops = [k for k in own if climb(heads[k]) not in at]
        core = [k for k in tops if rels[k] != "punct"]
        if len(core) != 1 or len(own) < 3:
            continue
        top = core[0]
        hs = [-1 if k == top else at[top] if k in tops else at[climb(heads[k])] for k in own]
        out.append((own, hs, ["root" if k == top else rels[k] for k in own]))
    return out


def crosses(heads):
    """Whether two arcs cross, so that no projective parser can build them."""
    arcs = [(min(h, k), max(h, k)) for k, h in enumerate(heads) if h >= 0]
    return any(a < c < b < d for a, b in arcs for c, d in arcs)


def load(a):
    saved = torch.load(a.model, weights_only=True)
    model = Teacher(a.base, len(saved["tags"]), len(saved["rels"]))
    model.load_state_dict(saved["state"])
    return AutoTokenizer.from_pretrained(a.base, add_prefix_space=True), model, saved["tags"], saved["rels"]


def measure(a):
    tok, model, tags, rels = load(a)
    print("tags %.4f uas %.4f las %.4f" % evaluate(model, tok, treebank(a.treebank), tags, rels))


def parse(a):
    tok, model, tags, rels = load(a)
    rows = [json.loads(line) for line in open(a.sentences, encoding="utf-8")]
    sents = [[(normal(w), "", -1, "") for w in r["words"]] for r in rows]
    out = [None] * len(sents)
    start, done = time.time(), 0
    for i, ts, hs, rs in decode(model, tok, sents):
        r, out[i] = rows[i], []
        for own, us, ls in units([w[0] for w in sents[i]], hs, [rels[k] for k in rs]):
            if crosses(us):
                continue
            at, items = r["spans"][own[0]][0], []
            first = at
            for n, k in enumerate(own):
                x, y = r["spans"][k]
                items.append(f"{x - at}:{y - x}:{ts[k]}:{us[n] + 1}:{rels.index(ls[n])}")
                at = y
            out[i].append((r["id"], first, " ".join(items), digest(r["words"][k] for k in own)))
        done += 1
        if done % 1000 == 0:
            print(f"{time.time()-start:.0f}s {done}/{len(sents)}", file=sys.stderr, flush=True)
    with gzip.open(a.out, "wt", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["doc_id", "byte_start", "words", "sha"])
        w.writerow(["#tags", "", "|".join(tags), ""])
        w.writerow(["#relations", "", "|".join(rels), ""])
        w.writerows(row for part in out for row in part)


def digest(words):
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]


def words(a):
    """Puts the words back: the tables of the articles' words, and CoNLL-U."""
    text = {}
    for line in open(a.annotated, encoding="utf-8"):
        d = json.loads(line)
        text[d["doc_id"]] = d["text"].encode()
    head, left, done = {}, 0, 0
    with gzip.open(a.silver, "rt", encoding="utf-8", newline="") as f, open(a.out, "w", encoding="utf-8") as out:
        for r in csv.DictReader(f):
            if r["doc_id"][0] == "#":
                head[r["doc_id"]] = r["words"].split("|")
                continue
            at, own, lines = int(r["byte_start"]), [], []
            for n, item in enumerate(r["words"].split(" ")):
                gap, size, tag, h, rel = map(int, item.split(":"))
                at += gap
                own.append(text.get(r["doc_id"], b"")[at:at + size].decode("utf-8", "replace"))
                at += size
                upos, xpos = head["#tags"][tag].split(" ")
                lines.append("\t".join([str(n + 1), normal(own[-1]), "_", upos, xpos, "_", str(h), head["#relations"][rel], "_", "_"]) + "\n")
            if digest(own) != r["sha"]:
                left += 1
                continue
            out.write("".join(lines) + "\n")
            done += 1
    print(f"{done} sentences; {left} left out, since their words are not those that were parsed", file=sys.stderr)


def articles(a):
    """Draws articles that are neither reserved nor of the test part (bucket under 30 or -1) nor kept for the comparison of outlets."""
    keep, held = json.load(open(a.keys)), set(open(a.heldout).read().split())
    with gzip.open(a.source, "rt", encoding="utf-8") as f:
        rows = [r for r in map(json.loads, f) if keep.get(r["id"], -1) >= 30 and r["id"] not in held]
    random.Random(a.seed).shuffle(rows)
    with open(a.out, "w", encoding="utf-8") as f:
        for r in rows[: a.limit]:
            f.write(json.dumps({k: r.get(k) or "" for k in ("id", "source", "date", "title", "text")}, ensure_ascii=False) + "\n")


def draw(a):
    """Draws sentences of 5 to 48 words from body and, more rarely, titles, no sentence twice; those with a rare word come first."""
    rng, rows, seen = random.Random(a.seed), [], set()
    for line in open(a.annotated, encoding="utf-8"):
        d = json.loads(line)
        text = d["text"].encode()
        for s in d["sentences"]:
            if s["region"] not in ("body", "title"):
                continue
            spans = [t["span"] for t in d["tokens"][s["tokens"][0]:s["tokens"][1]]]
            own = [text[x:y].decode() for x, y in spans]
            if not 5 <= len(own) <= 48 or tuple(own) in seen:
                continue
            seen.add(tuple(own))
            if s["region"] == "title" and rng.random() > 0.3:
                continue
            rows.append(dict(id=d["doc_id"], words=own, spans=spans))
    rng.shuffle(rows)
    rare = set(a.prefer.split(","))
    rows.sort(key=lambda r: not rare.intersection(w.lower() for w in r["words"]))  # stable: otherwise as drawn
    rows = rows[: a.limit]
    rng.shuffle(rows)
    with open(a.out, "w", encoding="utf-8") as f:
        for r in rows:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    sub = p.add_subparsers(dest="do", required=True)
    t = sub.add_parser("train")
    t.add_argument("--treebank", required=True)
    t.add_argument("--dev", required=True)
    t.add_argument("--epochs", type=int, default=3)
    t.add_argument("--rate", type=float, default=5e-5)
    t.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are")
    t.add_argument("--size", type=int, default=500, help="words of a batch")
    t.add_argument("--peek", type=int, default=500, help="sentences of dev looked at between the passes")
    t.set_defaults(run=train)
    q = sub.add_parser("parse")
    q.add_argument("--model", required=True)
    q.add_argument("--sentences", required=True, help="what draw wrote")
    q.set_defaults(run=parse)
    e = sub.add_parser("evaluate")
    e.add_argument("--model", required=True)
    e.add_argument("--treebank", required=True)
    e.set_defaults(run=measure)
    d = sub.add_parser("draw")
    d.add_argument("--limit", type=int, default=24000)
    d.add_argument("--prefer", default="neither,nor,hardly,whom,nobody,another,far,short,rather,unlike", help="words of constructions that are rare in the treebank")
    d.set_defaults(run=draw)
    r = sub.add_parser("articles")
    r.add_argument("--keys", required=True, help="what python -m reader.clusters wrote")
    r.add_argument("--heldout", required=True)
    r.add_argument("--from", dest="source", required=True)
    r.add_argument("--limit", type=int, default=2500)
    r.set_defaults(run=articles)
    w = sub.add_parser("words")
    w.add_argument("--silver", required=True)
    w.set_defaults(run=words)
    for s in (d, w):
        s.add_argument("--annotated", required=True, help="what dyad annotate wrote")
    for s in (t, q, e):
        s.add_argument("--base", required=True, help="folder of the pretrained encoder")
    for s in (t, q, r, d, w):
        s.add_argument("--out", required=True)
    for s in (t, q, e, r, d, w):
        s.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    a.run(a)

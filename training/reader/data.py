"""Reads the gold sets and codes and yields rows for training (ids, mentions, labels)."""
import csv, gzip, hashlib, json, os, re
from .inputs import Inputs, Mention, chars, is_name
from .actors import mentions_of, pronoun_of

DATA = os.environ.get("DYAD_DATA", os.path.join(os.path.dirname(__file__), "../../../shared/data"))
CODES = os.path.join(os.path.dirname(__file__), "../codes")
SIGN = {"negative": 0, "neutral": 1, "positive": 2}


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def sign(p):
    return 0 if p < 0 else 2 if p > 0 else 1


def target(name, inp, limit=None):
    out = []
    for r in rows(f"{DATA}/target/{name}.csv")[:limit]:
        t = r["text"]
        s, e = chars(t, (int(r["target_start"]), int(r["target_end"])))
        ms = [Mention(s, e, 0)] + same_name(t, s, e, 0)
        x = inp(t, ms, 1)
        x["labels"] = [("mtsc", 0, 0, SIGN[r["label"]])]
        x["id"] = r["id"]
        out.append(x)
    return out


def same_name(t, s, e, actor):
    """Other places where the same name stands, whole or by its last word."""
    surface = re.sub(r"['’]s$", "", t[s:e])
    if not is_name(surface):
        return []
    last = surface.split()[-1]
    if len(last) < 3 or not last[0].isupper():
        return []
    return [Mention(m.start(), m.end(), actor) for m in re.finditer(r"\b%s\b" % re.escape(last), t)
            if m.end() <= s or m.start() >= e]


def directed(name, inp, limit=None):
    """One row a text, all its pairs as questions."""
    texts = {}
    for r in rows(f"{DATA}/directed/{name}.csv"):
        texts.setdefault(r["text"], []).append(r)
    out = []
    for t, rs in list(texts.items())[:limit]:
        spans = []
        for r in rs:
            for k in ("holder", "target"):
                sp = (int(r[k + "_start"]), int(r[k + "_end"]))
                if sp not in spans:
                    spans.append(sp)
        spans = spans[:8]
        ms, cs = [], [chars(t, sp) for sp in spans]
        for i, (s, e) in enumerate(cs):
            ms.append(Mention(s, e, i))
        for i, (s, e) in enumerate(cs):
            ms += [m for m in same_name(t, s, e, i) if all(m.end <= a or b <= m.start for a, b in cs)]
        x = inp(t, ms, len(spans))
        x["labels"] = []
        for r in rs:
            a, b = ((int(r[k + "_start"]), int(r[k + "_end"])) for k in ("holder", "target"))
            if a in spans and b in spans:
                x["labels"].append(("dse", spans.index(b), spans.index(a), SIGN[r["label"]]))
        x["id"] = rs[0]["id"]
        out.append(x)
    return out


def soft(label, n, sure):
    """A code that the coder was not sure of gives a little to the other classes."""
    if sure:
        return label
    p = [0.06] * n
    p[label] = 1 - 0.06 * (n - 1)
    return p


def unit_mentions(u, text=None):
    t = u["sentence"]
    ms = []
    for a, k in enumerate("AB"):
        if u[k + "_span"]:
            s, e = chars(t, u[k + "_span"])
            ms.append(Mention(s, e, a))
        ms += [Mention(s, e, a) for s, e in mentions_of(u[k], t)]
    return ms


def codes(inp, context="none", split=None, units=None, labels=True):
    """Rows of the coded sentences. split: "train" or "test" (the fixed 15 % of articles), None for all."""
    out = []
    by = {}
    for r in rows(f"{CODES}/stances.csv"):
        by.setdefault(r["id"], []).append(r)
    c = {r["id"]: r for r in rows(f"{CODES}/codes.csv")}
    part = {r["doc_id"]: r["part"] for r in rows(f"{CODES}/split.csv")}
    for u in units:
        k = c.get(u["id"])
        if k is None or part.get(u["doc_id"]) == "barred" or (split and part.get(u["doc_id"]) != split):
            continue
        t = u["sentence"]
        ms = unit_mentions(u)
        named = {m.actor for m in ms}
        for a, key in enumerate("AB"):
            if a not in named and k["portrayal_" + key.lower()] != "":
                sp = pronoun_of(u[key], t)
                if sp:
                    ms.append(Mention(sp[0], sp[1], a))
        cx, cm = [], []
        if context in ("title", "full") and u["region"] != "title" and u["title"]:
            cx.append(u["title"])
        if context == "full" and u["before"]:
            cx.append(u["before"][-160:])
        for b in cx:
            cm.append([Mention(s, e, a) for a, key in enumerate("AB") for s, e in mentions_of(u[key], b)])
        x = inp(t, ms, 2, cx, cm)
        x["id"], x["labels"], x["stratum"] = u["id"], [], u["stratum"]
        x["doc"], x["unit"] = u["doc_id"], u
        has = [any(x["begin"] <= p < x["end"] for p in w) for w in x["where"]]
        sure = k["sure"] == "1"
        st = by.get(u["id"], [])
        for a, key in enumerate("AB"):
            p = k["portrayal_" + key.lower()]
            if p == "" or not has[a]:
                continue
            y = sign(float(p))
            x["labels"].append(("portrayal", a, a, soft(y, 3, sure)))
            v = k["voice_" + key.lower()]
            if v:
                x["labels"].append(("voice", a, a, "nqm".index(v)))
            for head, holder in (("own", "narrator"), ("other", "other")):
                s = {sign(float(r["polarity"])) for r in st if r["holder"] == holder and r["target"] == key}
                y = [1] if not s else sorted(s)
                x["labels"].append((head, a, a, y[0] if len(y) == 1 else [0.5, 0.0, 0.5]))
        for h, g in ((0, 1), (1, 0)):
            if x["where"][h] and has[g]:
                s = {sign(float(r["polarity"])) for r in st if r["holder"] == "AB"[h] and r["target"] == "AB"[g]}
                x["labels"].append(("directed", g, h, 1 if not s else sorted(s)[0] if len(s) == 1 else [0.5, 0.0, 0.5]))
        if x["where"][0] and x["where"][1]:
            first = x["order"].index(0)
            second = 1 - first
            r = k["relation"]
            y = 1 if r == "" else 0 if float(r) < 0 else 3 if float(r) > 0 else 2
            x["labels"].append(("relation", second, first, soft(y, 4, sure)))
            if r != "":
                x["labels"].append(("agent", second, first, 2 if k["agent"] == "both" else 0 if "AB".index(k["agent"]) == first else 1))
                x["labels"].append(("status", second, first, "ahd".index(k["status"])))
        out.append(x)
    return out


def units(path=None):
    """Coded sentences with their texts, put together from the articles by id, offset and hash."""
    with open(path or os.environ.get("DYAD_UNITS", "/nonexistent"), encoding="utf-8") as f:
        return [json.loads(l) for l in f]

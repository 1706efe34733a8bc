"""Story clusters of the articles, and from them the fixed split and the buckets of articles.

    python -m reader.clusters runs/buckets.json

Two articles are of one cluster where they share at least a fifth of the shorter one's runs of eight words, or a
title of more than 25 characters. A cluster's bucket is the SHA-256 of its least doc_id modulo 100: below 15 is the
test split. Reserved articles (news/reserved.txt) and their clusters have bucket -1 and are used for nothing.
"""
import collections, gzip, hashlib, json, os, re, sys
from .data import DATA


def articles():
    out = {}
    for f in ("news/taliban_trump.jsonl", "news/allsides_sample.jsonl.gz"):
        o = gzip.open if f.endswith(".gz") else open
        for l in o(f"{DATA}/{f}", "rt", encoding="utf-8"):
            r = json.loads(l)
            out.setdefault(r["id"], r)
    return out


def shingles(t):
    w = re.findall(r"\w+", t.lower())
    return {hashlib.blake2b(" ".join(w[i:i + 8]).encode(), digest_size=8).digest() for i in range(max(1, len(w) - 7))}


def groups(arts):
    """The story clusters, each a list of ids."""
    by, size, parent = collections.defaultdict(list), {}, {i: i for i in arts}

    def root(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x
    for i, r in arts.items():
        s = shingles(r["text"])
        size[i] = len(s)
        for h in s:
            by[h].append(i)
    shared = collections.Counter()
    for ids in by.values():
        if 1 < len(ids) <= 12:
            shared.update((ids[a], ids[b]) for a in range(len(ids)) for b in range(a + 1, len(ids)))
    for (a, b), n in shared.items():
        if n >= 10 and n >= 0.2 * min(size[a], size[b]):
            parent[root(a)] = root(b)
    titles = {}
    for i, r in arts.items():
        k = re.sub(r"\W+", " ", (r.get("title") or "").lower()).strip()
        if len(k) > 25:
            parent[root(i)] = root(titles.setdefault(k, i))
    group = collections.defaultdict(list)
    for i in arts:
        group[root(i)].append(i)
    return list(group.values())


def buckets(arts, reserved):
    out = {}
    for ids in groups(arts):
        bad = any(i in reserved for i in ids)
        for i in ids:
            out[i] = -1 if bad else int(hashlib.sha256(min(ids).encode()).hexdigest()[:8], 16) % 100
    return out


def main():
    with open(f"{DATA}/news/reserved.txt") as f:
        reserved = set(f.read().split())
    os.makedirs(os.path.dirname(sys.argv[1]) or ".", exist_ok=True)
    json.dump(buckets(articles(), reserved), open(sys.argv[1], "w"))


if __name__ == "__main__":
    main()

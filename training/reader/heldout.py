"""Writes the articles that no step of the training has seen, for the comparison of outlets (docs/validity).

    python -m reader.heldout --drawn runs/unlabelled.jsonl --ids ../docs/validity/heldout.txt --out runs/heldout.jsonl

Left out is every article of allsides_sample that has a coded sentence in the parts train, calibrate or barred or a
sentence among those drawn for distillation, and every article of its story cluster. The part test stays, and so do
reserved articles: nothing is trained on either, and dyad only runs on them. Without --drawn the ids are read from
--ids, not written: so the comparison is repeated without the draw.
"""
import argparse, gzip, json, os
from .clusters import articles, groups
from .data import CODES, DATA, rows

SAMPLE = "news/allsides_sample.jsonl.gz"
KEYS = ("id", "source", "date", "url", "title", "text", "bias")


def unseen(arts, drawn):
    seen = set(drawn) | {r["doc_id"] for r in rows(f"{CODES}/split.csv") if r["part"] != "test"}
    return {i for ids in groups(arts) if not seen.intersection(ids) for i in ids}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--drawn"); p.add_argument("--ids", required=True); p.add_argument("--out", required=True)
    a = p.parse_args()
    if a.drawn:
        with open(a.drawn, encoding="utf-8") as f:
            keep = unseen(articles(), {json.loads(l)["doc"] for l in f})
    else:
        with open(a.ids, encoding="utf-8") as f:
            keep = set(f.read().split())
    written = []
    os.makedirs(os.path.dirname(a.out) or ".", exist_ok=True)
    with gzip.open(f"{DATA}/{SAMPLE}", "rt", encoding="utf-8") as f, open(a.out, "w", encoding="utf-8") as out:
        for l in f:
            r = json.loads(l)
            if r["id"] in keep:
                out.write(json.dumps({k: r.get(k) for k in KEYS}, ensure_ascii=False) + "\n")
                written.append(r["id"])
    if a.drawn:
        with open(a.ids, "w", encoding="utf-8") as f:
            f.write("\n".join(sorted(written)) + "\n")
    print(len(written), "articles")


if __name__ == "__main__":
    main()

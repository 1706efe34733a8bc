"""Puts the texts of the coded sentences together from the articles, by id, offset and hash.

    python -m reader.texts runs/units.jsonl      (then DYAD_UNITS=runs/units.jsonl)
"""
import hashlib, json, os, sys
from .clusters import articles
from .data import CODES, rows
from .sentences import sentences


def span(s):
    return [int(x) for x in s.split("-")] if s else None


def main():
    arts, lost = articles(), 0
    os.makedirs(os.path.dirname(sys.argv[1]) or ".", exist_ok=True)
    with open(sys.argv[1], "w", encoding="utf-8") as f:
        for u in rows(f"{CODES}/units.csv"):
            r = arts.get(u["doc_id"])
            whole = ((r or {}).get("title" if u["region"] == "title" else "text") or "").encode()
            raw = whole[int(u["byte_start"] or 0):int(u["byte_end"] or len(whole))]
            if hashlib.sha256(raw).hexdigest()[:16] != u["sha256"]:
                lost += 1
                continue
            before = "" if u["region"] == "title" else whole[:int(u["byte_start"] or 0)].decode("utf-8", "ignore").rstrip()[-600:]
            before = " ".join(before[a:b] for a, b in sentences(before)[-2:])
            f.write(json.dumps(dict(id=u["id"], doc_id=u["doc_id"], region=u["region"], A=u["a"], B=u["b"], A_span=span(u["a_span"]), B_span=span(u["b_span"]),
                                    title=r.get("title") or "", before=before, sentence=raw.decode("utf-8"), stratum=u["stratum"],
                                    inclusion_probability=u["inclusion_probability"]), ensure_ascii=False) + "\n")
    print(lost, "units without their text")


if __name__ == "__main__":
    main()

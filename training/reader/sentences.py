"""A plain splitter of English sentences, for drawing sentences only: paragraphs end sentences, abbreviations do not."""
import re
ABBREVIATIONS = set("mr mrs ms dr prof sen rep gov gen lt col sgt st jr sr inc corp co vs etc no u.s u.n u.k d.c e.g i.e jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m adm capt cmdr hon rev pres maj ltd ave fig al".split())
END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9])")


def sentences(text):
    """Spans (start, end) of characters."""
    out = []
    for m in re.finditer(r"[^\n]+", text):
        s, e = m.span()
        i = s
        for k in END.finditer(text, s, e):
            w = re.search(r"([A-Za-z.]+)$", text[max(i, k.start() - 40):k.start()])
            if k.group().strip("\"”’')]") == "." and w and (w.group(1).lower().rstrip(".") in ABBREVIATIONS or len(w.group(1)) == 1
                                                            or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", w.group(1))):
                continue
            out.append((i, k.end()))
            i = k.end()
            while i < e and text[i].isspace():
                i += 1
        if i < e:
            out.append((i, e))
    return [(a, b) for a, b in out if text[a:b].strip()]

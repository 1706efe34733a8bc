"""Surface names of the actors in the coded sentences, to find every mention of them in a sentence."""
import re
from .actors_draw import A, RX

KIND = {n: k for n, (k, _) in A.items()}
EXTRA = {
    "United States": r"(?:the )?(?:United States|U\.S\.|US|America|Washington|White House|Obama administration|Trump administration)",
    "Mike Pence": r"(?:Mike )?Pence",
}
FIRST = {n: n.split()[0] for n, (k, _) in A.items() if k in ("man", "woman")}
GIVEN = re.compile(r"([A-Z][a-z]+) $")
TITLE = {"President", "Mr", "Mrs", "Ms", "Sen", "Senator", "Secretary", "Gov", "Governor", "Rep", "Judge", "Justice", "Dr", "General",
         "Gen", "Speaker", "Minister", "Candidate", "Republican", "Democrat", "Democratic", "The", "A", "When", "While", "If", "As", "But",
         "And", "Like", "Even", "What", "Why", "How", "That", "Both", "With", "For", "In", "On", "Of", "Attorney", "Director", "Under",
         "Since", "Because", "After", "Before", "Although", "Though", "Did", "Does", "Is", "Was", "Will", "Can", "Could", "Should", "Has"}


def pattern(name):
    if name in EXTRA:
        return re.compile(r"\b%s(?!\w)" % EXTRA[name])
    if name in RX:
        return RX[name]
    return re.compile(r"(?<![\w-])%s(?![\w-])" % re.escape(name))


_cache = {}


def mentions_of(name, text):
    """Spans of characters where the actor is named."""
    rx = _cache.setdefault(name, None) or _cache.__setitem__(name, pattern(name)) or _cache[name]
    out = []
    person = KIND.get(name) in ("man", "woman") or name not in RX and " " in name and name not in EXTRA
    if name not in RX and " " in name and name not in EXTRA:   # a person or body that the list lacks
        last = name.split()[-1]
        found = [m.span() for m in rx.finditer(text)] + [m.span() for m in re.finditer(r"(?<![\w-])%s(?![\w-])" % re.escape(last), text)]
    else:
        found = [m.span() for m in rx.finditer(text)]
    for s, e in found:
        if person:
            g = GIVEN.search(text[:s])
            if g and g.group(1) not in TITLE and g.group(1) not in name and " " not in text[s:e] and not re.search(r"(?:^|[.!?:“\"]\s*)$", text[:g.start()]):
                continue
            f = name.split()[0]
            if g and g.group(1) == f:
                s = g.start()
        out.append((s, e))
    return out


PRON = {"man": r"\b(he|him|his)\b", "woman": r"\b(she|her)\b", "country": r"\b(its|it|they|their|them)\b", "body": r"\b(they|their|them|its|it)\b"}
PRESIDENT = re.compile(r"\b[Tt]he (?:president|candidate|nominee|senator|governor|real estate mogul|former president|administration)\b")


def pronoun_of(name, text):
    k = KIND.get(name) or ("man" if " " in name else "country")
    m = PRESIDENT.search(text) if k in ("man", "woman") else None
    if k in PRON:
        p = re.search(PRON[k], text, re.I)
        if p and (not m or p.start() < m.start()):
            m = p
    return m.span() if m else None

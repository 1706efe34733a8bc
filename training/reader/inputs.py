"""Turns a sentence with marked mentions into what the encoder reads.

Every mention of an actor is replaced by a placeholder token, one for each actor in order of first
appearance ([unused1], [unused2], ...), so that the reader cannot learn whom the press dislikes and
so that one pass over the sentence answers every question about every actor in it. Titles before a
name belong to the mention. A possessive pronoun becomes placeholder + 's. A nominal that may hold
a judgment ("the terrorists") keeps its words after the placeholder.

The Go side (stance/reader) builds the same sequence; `python -m reader.parity` compares the two.
"""
import os
import re

MAX_ACTORS = 8
TITLE_REACH = 80
WORDS = os.path.join(os.path.dirname(__file__), "../../stance/reader/words.csv")


def classes():
    out = {}
    with open(WORDS, encoding="utf-8") as f:
        for line in list(l for l in f if not l.startswith("#"))[1:]:
            word, kind = line.strip().split(",")
            out.setdefault(kind, []).append(word)
    return out


_c = classes()
PRONOUNS, POSSESSIVES = set(_c["pronoun"]), set(_c["possessive"])
TITLES = re.compile(r"(?:\b(?:(?:%s)[ -])*(?:%s)\.?\s+)+$" % ("|".join(_c["title_modifier"]), "|".join(_c["title"])), re.I)


class Mention:
    """A span of characters [start, end) of the sentence that refers to actor number `actor`."""
    __slots__ = ("start", "end", "actor")

    def __init__(self, start, end, actor):
        self.start, self.end, self.actor = start, end, actor


def chars(text, span):
    """Byte span of the data -> span of characters."""
    raw = text.encode("utf-8")
    return len(raw[:span[0]].decode("utf-8", "ignore")), len(raw[:span[1]].decode("utf-8", "ignore"))


def widen(text, m):
    """Takes titles before a name into the mention; possessive ending stays outside."""
    lo = max(0, m.start - TITLE_REACH)
    t = TITLES.search(text[lo:m.start]) if text[m.start:m.start + 1].isupper() else None
    s = lo + t.start() if t else m.start
    e = m.end
    surface = text[s:e]
    for tail in ("'s", "’s"):
        if surface.endswith(tail):
            e -= 2
    return Mention(s, e, m.actor)


def resolve(mentions):
    """Drops overlaps: the longer mention wins, then the earlier."""
    out = []
    for m in sorted(mentions, key=lambda m: (-(m.end - m.start), m.start)):
        if m.start < m.end and all(m.end <= o.start or o.end <= m.start for o in out):
            out.append(m)
    return sorted(out, key=lambda m: m.start)


def is_name(surface):
    return any(w[:1].isupper() or w[:1].isdigit() for w in surface.split()) and not surface.lower().startswith("the ")


class Inputs:
    def __init__(self, tokenizer, maxlen=160):
        self.tok, self.maxlen = tokenizer, maxlen
        self.slot = [tokenizer.convert_tokens_to_ids(f"[unused{i}]") for i in range(1, MAX_ACTORS + 1)]
        self.cls = tokenizer.cls_token_id
        self.sep = tokenizer.sep_token_id
        self.cache = {}

    def pieces(self, text):
        k = self.cache.get(text)
        if k is None:
            k = self.tok.encode(text, add_special_tokens=False) if text.strip() else []
            if len(text) < 40:
                self.cache[text] = k
        return k

    def masked(self, text, mentions, slots):
        """ids and, for each id, the actor's slot it stands for (-1: none)."""
        ids, who, at = [], [], 0

        def put(t):
            p = self.pieces(t)
            ids.extend(p), who.extend([-1] * len(p))
        for m in mentions:
            put(text[at:m.start])
            surface = text[m.start:m.end]
            ids.append(self.slot[slots[m.actor]])
            who.append(slots[m.actor])
            low = surface.lower()
            if low in POSSESSIVES and not (low == "her" and not re.match(r"\s+\w", text[m.end:])):
                put("'s")
            elif low not in PRONOUNS and not is_name(surface):
                p = self.pieces(surface)
                ids.extend(p), who.extend([slots[m.actor]] * len(p))
            at = m.end
        put(text[at:])
        return ids, who

    def __call__(self, sentence, mentions, actors, context=(), context_mentions=()):
        """Returns ids, span of the sentence's tokens and the token positions of each actor.

        context: texts before the sentence, each followed by [SEP]; context_mentions: their mentions.
        Actors are numbered by first appearance in the sentence, then in the context.
        """
        mentions = resolve([widen(sentence, m) for m in mentions])
        context_mentions = [resolve([widen(t, m) for m in ms]) for t, ms in zip(context, context_mentions)]
        order = []
        for m in list(mentions) + [m for ms in context_mentions for m in ms]:
            if m.actor not in order:
                order.append(m.actor)
        for a in range(actors):
            if a not in order:
                order.append(a)
        slots = {a: i for i, a in enumerate(order)}
        ids, who = [self.cls], [-1]
        for t, ms in zip(context, context_mentions):
            i, w = self.masked(t, ms, slots)
            ids += i[-48:] + [self.sep]
            who += w[-48:] + [-1]
        begin = len(ids)
        i, w = self.masked(sentence, mentions, slots)
        room = self.maxlen - begin - 1
        ids += i[:room] + [self.sep]
        who += w[:room] + [-1]
        end = len(ids) - 1
        where = [[p for p in range(begin, end) if who[p] == slots[a]] for a in range(actors)]
        if begin > 1:
            where = [w or [p for p in range(1, begin) if who[p] == slots[a]] for a, w in enumerate(where)]
        return dict(ids=ids, begin=begin, end=end, where=where, order=[order.index(a) for a in range(actors)])

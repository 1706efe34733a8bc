"""The encoder with additive heads.

Each head looks at every word of the sentence beside the actor (or the pair) that is asked about:
    g_t = gelu(W h_t + U e_target [+ V e_holder] + b)
    a   = softmax_t(v . g_t), over the words that are not the asked actor's own placeholders
    logits = sum_t a_t (C g_t) + c
so that the logits are sums over words, whose addends are the words' shares. h_t: last hidden state
of word t; e: mean of the hidden states of the actor's placeholders, a learnt vector where it has none.
"""
import torch, torch.nn as nn
from transformers import AutoModel

# name -> (classes, pair?)
HEADS = {
    "portrayal": (3, False),   # negative, neutral, positive
    "own": (3, False),         # narrator against, neither, for
    "voice": (3, False),       # of a portrayal that is not neutral: narrator, quoted, mixed
    "other": (3, False),       # another holder (not narrator, not the pair) against, none, for
    "mtsc": (3, False),        # NewsMTSC's own notion
    "relation": (4, True),     # conflict, none, mixed, cooperation
    "agent": (3, True),        # first, second, both
    "status": (3, True),       # asserted, hypothetical, denied
    "directed": (3, True),     # first (holder) against, none, for second (target)
    "dse": (3, True),          # DSE's own notion
}


class Head(nn.Module):
    def __init__(self, dim, classes, pair, width=96):
        super().__init__()
        self.word = nn.Linear(dim, width)
        self.target = nn.Linear(dim, width, bias=False)
        self.holder = nn.Linear(dim, width, bias=False) if pair else None
        self.look = nn.Linear(width, 1, bias=False)
        self.share = nn.Linear(width, classes, bias=False)
        self.bias = nn.Parameter(torch.zeros(classes))
        self.drop = nn.Dropout(0.1)

    def forward(self, hw, target, holder, mask):
        """hw: [n,T,width] projected words; target, holder: [n,dim]; mask: [n,T] of sentence words."""
        x = hw + self.target(target)[:, None]
        if self.holder is not None:
            x = x + self.holder(holder)[:, None]
        g = nn.functional.gelu(x)
        a = self.look(g).squeeze(-1).masked_fill(~mask, -1e4).softmax(-1)
        shares = a[..., None] * self.share(self.drop(g))
        return shares.sum(1) + self.bias


class Reader(nn.Module):
    def __init__(self, base, slots, freeze=0, layers=None, width=96, attn="eager"):
        super().__init__()
        self.enc = AutoModel.from_pretrained(base, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation=attn)
        if layers:
            self.enc.encoder.layer = self.enc.encoder.layer[:layers]
            self.enc.config.num_hidden_layers = layers
        d = self.enc.config.hidden_size
        self.absent = nn.Parameter(torch.zeros(d))
        self.slots = nn.Parameter(torch.zeros(len(slots), d))  # added to the placeholders' embeddings
        self.first_slot = slots[0]
        self.heads = nn.ModuleDict({n: Head(d, c, p, width) for n, (c, p) in HEADS.items()})
        self.freeze = freeze
        for p in self.enc.embeddings.parameters():
            p.requires_grad = False
        for l in self.enc.encoder.layer[:freeze]:
            for p in l.parameters():
                p.requires_grad = False

    def start_placeholders(self, tok):
        """Placeholders start near the embedding of plain words, not as noise."""
        w = self.enc.embeddings.word_embeddings.weight.data
        near = ["he", "they", "person", "group", "government", "someone", "party", "country"]
        for i, word in enumerate(near):
            w[tok.convert_tokens_to_ids(f"[unused{i + 1}]")] = w[tok.convert_tokens_to_ids(word)] * 0.7 + w[tok.convert_tokens_to_ids("someone")] * 0.3

    def placeholders(self, ids):
        """Which tokens stand for an actor."""
        return (ids >= self.first_slot) & (ids < self.first_slot + len(self.slots))

    def run(self, ids, att):
        """Layers below `freeze` run without gradient."""
        ext = (1.0 - att[:, None, None, :].float()) * -1e4
        w = self.enc.embeddings.word_embeddings(ids)
        k = ids - self.first_slot
        w = w + self.slots[k.clamp(0, len(self.slots) - 1)] * self.placeholders(ids)[..., None]
        h = self.enc.embeddings(inputs_embeds=w) if self.enc.config.model_type != "mpnet" else self.enc.embeddings(
            inputs_embeds=w, position_ids=(torch.arange(ids.shape[1]) + 2)[None].expand_as(ids))
        mp = self.enc.config.model_type == "mpnet"
        pb = self.enc.encoder.compute_position_bias(h) if mp else None
        def step(l, h):
            return l(h, ext, None, pb, output_attentions=False)[0] if mp else l(h, ext)[0]
        for k, l in enumerate(self.enc.encoder.layer):
            if k < self.freeze:
                with torch.no_grad():
                    h = step(l, h)
            else:
                h = step(l, h)
        return h

    def forward(self, batch, names=None):
        """Returns head name -> logits [questions of that head, classes]."""
        h = self.run(batch["ids"], batch["att"])
        where = batch["where"].to(h.dtype)                       # [B, A, T] mean weights; a zero row: absent
        e = torch.bmm(where, h)
        e = e + (where.sum(-1, keepdim=True) == 0) * self.absent.to(h.dtype)
        e = e.flatten(0, 1)                                      # actors' vectors, row * A + actor
        out = {}
        for n in names or batch["q"]:
            q = batch["q"].get(n)
            if q is None or len(q["row"]) == 0:
                continue
            head = self.heads[n]
            hw = head.word(h)
            own = (batch["where"] * self.placeholders(batch["ids"])[:, None]).flatten(0, 1) > 0   # an actor's own placeholders are no evidence about it
            words = batch["words"].index_select(0, q["row"])
            free = words & ~own.index_select(0, q["target"])
            if HEADS[n][1]:
                free = free & ~own.index_select(0, q["holder"])
            words = torch.where(free.any(1, keepdim=True), free, words)
            pick = lambda x, k: x.index_select(0, q[k])  # its gradient is an index_add, far quicker than that of x[i]
            out[n] = head(pick(hw, "row"), pick(e, "target"), pick(e, "holder") if HEADS[n][1] else None, words)
        return out


def collate(rows, pad, names, device=None):
    """rows: dicts of Inputs plus `labels`: list of (head, target, holder, label or probabilities)."""
    T = max(len(r["ids"]) for r in rows)
    ids = torch.full((len(rows), T), pad)
    att = torch.zeros(len(rows), T, dtype=torch.long)
    words = torch.zeros(len(rows), T, dtype=torch.bool)
    A = max(len(r["where"]) for r in rows)
    where = torch.zeros(len(rows), A, T)
    for i, r in enumerate(rows):
        n = len(r["ids"])
        ids[i, :n] = torch.tensor(r["ids"])
        att[i, :n] = 1
        words[i, r["begin"]:r["end"]] = True
        if r["end"] <= r["begin"]:
            words[i, :n] = True
        for k, w in enumerate(r["where"]):
            if w:
                where[i, k, w] = 1.0 / len(w)
    q = {}
    for n in names:
        row, tg, ho, y, lab = [], [], [], [], []
        for i, r in enumerate(rows):
            for k, (name, t, hd, l) in enumerate(r["labels"]):
                if name == n:
                    row.append(i)
                    tg.append(i * A + t)
                    ho.append(i * A + hd)
                    lab.append((i, k))
                    y.append(l)
        if row:
            d = dict(row=torch.tensor(row), target=torch.tensor(tg), holder=torch.tensor(ho), ref=lab)
            c = HEADS[n][0]
            p = torch.zeros(len(y), c)
            for i, l in enumerate(y):
                if isinstance(l, int):
                    if l >= 0:
                        p[i, l] = 1
                else:
                    p[i] = torch.tensor(l)
            d["p"] = p
            q[n] = d
    return dict(ids=ids, att=att, words=words, where=where, q=q)

// One row: its sentence in context, who, whom, in whose words, why.

// parts cuts a text where marks begin and end; marks are lists of
// "start-end;start-end" with a class each.
function parts(text, marks) {
  const spans = marks.flatMap(([cell, name]) => (cell || "").split(";").filter(Boolean).map((s) => [...s.split("-").map(Number), name]));
  const ends = [...new Set([0, text.length, ...spans.flatMap(([a, b]) => [a, b])])].filter((x) => x >= 0 && x <= text.length).sort((a, b) => a - b);
  const out = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const names = new Set(spans.filter(([a, b]) => a <= ends[i] && b >= ends[i + 1]).map((s) => s[2]));
    const piece = text.slice(ends[i], ends[i + 1]);
    out.push(names.has("evidence") ? el("mark", {class: [names.has("who") ? "who" : "", [...names].find((n) => n === "plus" || n === "minus") || ""].join(" ").trim() || null}, piece) : names.has("who") ? el("span", {class: "who"}, piece) : piece);
  }
  return out;
}

class Detail {
  constructor(finder, step) {
    Object.assign(this, {finder, step});
    this.root = el("div", {class: "detail", id: "detail", role: "region", "aria-label": "The chosen sentence", tabindex: "-1"});
    this.clear(0);
  }

  clear(n) {
    this.root.replaceChildren(el("p", {class: "empty"}, n ? "Choose a row of the list to see its sentence in context, and why it is seen so." : "Nothing fits this search. Take a filter away, or search for less."));
  }

  show(id) {
    const r = this.finder.row(id);
    const a = r.article;
    this.root.replaceChildren(
      el("div", {class: "steps"}, el("button", {type: "button", class: "tool", click: () => this.step(-1)}, "← Previous"), el("button", {type: "button", class: "tool", click: () => this.step(1)}, "Next →")),
      el("h3", {}, bdi(a.title || a.doc_id)),
      el("p", {class: "about"}, bdi(r.source || unknownSource), " · ", a.publish_date ? el("time", {datetime: a.publish_date}, a.publish_date) : "no date",
        a.publish_date && a.date_is_reliable === false ? " (not reliable)" : "", " · ", bdi(a.doc_id), a.is_copy ? " · copy of another article of this source, not counted again" : "",
        a.url ? [" · ", el("a", {href: a.url, rel: "noreferrer noopener external"}, "read at the source")] : ""),
      this.context(r), this.facts(r), this.others(r));
  }

  // brief is a row as it stands on paper.
  brief(r) {
    const facts = this.factsOf(r).filter(([name, value]) => ["Stance", "Portrayal", "Own stance", "Relation", "Toward", "Of", "Who", "Held by", "Voice", "Why"].includes(name) && value !== "");
    return el("div", {class: "sheet"},
      el("p", {class: "about"}, el("b", {}, bdi(r.source || unknownSource)), " · ", r.article.publish_date || "no date", " · ", bdi(r.article.title || r.article.doc_id), " · ", el("code", {}, this.id(r, r.portrayal_id || r.judgment_id || r.relation_id))),
      el("p", {class: "text chosen", dir: "auto", lang: r.article.language || null}, el("bdi", {}, ...this.marked(r))),
      el("p", {class: "brief"}, facts.flatMap(([name, value], i) => [i ? "; " : "", `${name.toLowerCase()}: `, value])));
  }

  marked(r) { return parts(r.sentence, [[r.evidence, "evidence"], ...this.shares(r).map(([span, , share]) => [span, share > 0 ? "plus" : "minus"]), ...(r.event ? [r.agent_span, r.theme_span] : [r.target_span]).map((span) => [span, "who"])]); }

  // shares are the words of the evidence, each with its place and what it adds.
  shares(r) {
    const values = (r.evidence_shares || "").split(";").filter(Boolean).map(Number), spans = (r.evidence || "").split(";").filter(Boolean);
    return values.length === spans.length ? spans.map((s, i) => [s, r.sentence.slice(...s.split("-").map(Number)), values[i]]) : [];
  }

  // context is the sentence with those about the two that stand near it.
  context(r) {
    const s = this.finder.sentences, doc = s.reader("doc"), no = s.reader("sentence_no"), text = s.reader("sentence"), start = s.reader("char_start"), end = s.reader("char_end");
    const out = el("div", {class: "context", lang: r.article.language || null});
    const near = [];
    for (let p = Math.max(0, r.place - 2); p <= Math.min(s.rows - 1, r.place + 2); p++) if (doc(p) === r.doc && Math.abs(no(p) - r.no) <= 6) near.push(p);
    near.forEach((p, i) => {
      const before = near[i - 1];
      if (i > 0 && start(p) - end(before) > 3 && no(p) - no(before) > 1) out.append(el("p", {class: "gap", "aria-label": `${counted(no(p) - no(before) - 1, "sentence")} not about the two`}, "…"));
      out.append(el("p", {class: p === r.place ? "text chosen" : "text", dir: "auto"}, el("span", {class: "no"}, no(p) === 0 ? "title" : String(no(p))), " ",
        el("bdi", {}, ...(p === r.place ? this.marked(r) : [text(p)]))));
    });
    return out;
  }

  facts(r) {
    const rows = this.factsOf(r);
    return el("dl", {class: "facts"}, rows.filter(([, v]) => v !== "" && v !== null && v !== undefined && v !== false).map(([k, v]) => el("div", {}, el("dt", {}, k), el("dd", {}, v))));
  }

  factsOf(r) { return r.event ? this.eventFacts(r) : r.portrayed ? this.portrayalFacts(r) : this.judgmentFacts(r); }

  portrayalFacts(r) {
    const sign = signName(r.portrayal);
    const chances = (list) => list.map(([name, p]) => `${name} ${percent(p)}`).join(", ");
    return [
      ["Portrayal", el("b", {class: sign}, `${arrow(sign)} ${signed(r.portrayal)} ${r.portrayal_label}`)],
      ["Chances", r.p_neutral === null ? "" : chances([["bad", r.p_negative], ["neither", r.p_neutral], ["good", r.p_positive]])],
      ["Own stance", r.own_stance === null ? "" : `${signed(r.own_stance)} (${chances([["for", r.own_p_for], ["against", r.own_p_against]])})`],
      ["Of", [bdi(nameOf(r.target)), r.target_mention ? [" as “", bdi(r.target_mention), "”"] : "", r.actor_relation && r.actor_relation !== "self" ? ` (${r.actor_relation})` : ""]],
      ["Voice", r.voice === "quoted" ? ["quoted", r.speaker ? [" from ", bdi(r.speaker)] : ""] : "the source’s own words"],
      ["They differ", r.lexical_portrayal && r.lexical_portrayal !== signName(Math.abs(r.reader_portrayal ?? 0) < 0.05 ? 0 : r.reader_portrayal) && r.reader_portrayal !== null ? `reader ${signed(r.reader_portrayal)}, rules ${r.lexical_portrayal}` : ""],
      ["Its article", moved([["portrayal", r.portrayal_context], ["own stance", r.own_context]])],
      ["Why", r.explanation ? bdi(r.explanation) : ""], ["Evidence", this.words(r)],
      ["Labels", r.labels ? bdi(r.labels) : ""], ["Frames", r.frames ? bdi(r.frames.replaceAll("_", " ")) : ""],
      ["Counts", counts(r)], ["Scored by", bdi(`${r.scorer} ${r.scorer_version}`)],
      ["Row", el("code", {}, this.id(r, r.portrayal_id))]
    ];
  }

  judgmentFacts(r) {
    const sign = signName(r.polarity);
    return [
      ["Stance", el("b", {class: sign}, `${arrow(sign)} ${signed(r.polarity)} ${r.polarity_label}`)],
      ["Toward", [bdi(nameOf(r.target)), r.target_mention ? [" as “", bdi(r.target_mention), "”"] : "", r.actor_relation && r.actor_relation !== "self" ? ` (${r.actor_relation})` : ""]],
      ["Held by", r.holder_class === "narrator" ? "the source itself" : bdi(holderName(r))],
      ["Voice", r.voice === "quoted" ? ["quoted", r.speaker ? [" from ", bdi(r.speaker)] : "", r.attribution_type ? `, ${r.attribution_type}` : "", r.cue ? [" by “", bdi(r.cue), "”"] : ""] : "the source’s own words"],
      ["Why", r.explanation ? bdi(r.explanation) : ""],
      ["Evidence", this.words(r)],
      ["Kind", [r.evaluation_kind, r.negated ? "negated" : "", r.modality].filter(Boolean).join(", ")],
      ["Labels", r.labels ? bdi(r.labels) : ""], ["Frames", r.frames ? bdi(r.frames.replaceAll("_", " ")) : ""],
      ["Counts", counts(r)],
      ["Scored by", [bdi(`${r.scorer} ${r.scorer_version}`), `, rule `, bdi(r.rule_id), r.confidence !== null && r.confidence < 1 ? `, confidence ${r.confidence}` : ""]],
      ["Row", el("code", {}, this.id(r, r.judgment_id))]
    ];
  }

  eventFacts(r) {
    const sign = signName(r.cooperation);
    return [
      ["Relation", el("b", {class: sign}, `${arrow(sign)} ${signed(r.cooperation)} ${r.relation_label}`)], ["Status", r.status],
      ["They differ", r.lexical_label && r.lexical_label !== r.relation_label && r.reader_cooperation !== null ? `reader ${signed(r.reader_cooperation)}, rules ${r.lexical_label}` : ""],
      ["Its article", moved([["it", r.relation_context]])],
      ["Who", parties(r)],
      ["Voice", r.voice === "quoted" ? ["quoted", r.speaker ? [" from ", bdi(r.speaker)] : ""] : "the source’s own words"],
      ["Why", r.explanation ? bdi(r.explanation) : ""], ["Evidence", this.words(r)],
      ["PLOVER", [r.quad_class.replaceAll("_", " "), r.root_code ? ` ${r.root_code}` : "", r.goldstein === null ? "" : `, Goldstein ${r.goldstein}`]], ["Modality", r.modality],
      ["Counts", counts(r)],
      ["Scored by", [bdi(`${r.scorer} ${r.scorer_version}`), ", rule ", bdi(r.rule_id), r.confidence !== null && r.confidence < 1 ? `, confidence ${r.confidence}` : ""]],
      ["Row", el("code", {}, this.id(r, r.relation_id))]
    ];
  }

  words(r) {
    const shares = this.shares(r);
    if (shares.length) return shares.flatMap(([, w, share], i) => [i ? ", " : "", "“", bdi(w), "” ", el("span", {class: share > 0 ? "plus" : "minus"}, signed(share))]);
    const words = (r.evidence || "").split(";").filter(Boolean).map((s) => r.sentence.slice(...s.split("-").map(Number)));
    return words.length ? words.flatMap((w, i) => [i ? " … " : "", "“", bdi(w), "”"]) : "";
  }

  id(r, short) { return short.startsWith("!") ? short.slice(1) : `${r.article.doc_id}:${short}`; }

  // others are what else is said of the sentence.
  others(r) {
    const same = [];
    for (let id = 0; id < this.finder.size; id++) if (id !== r.id && this.finder.place[id] === r.place) same.push(this.finder.row(id));
    if (!same.length) return "";
    return el("div", {class: "others"}, el("h4", {}, "Also in this sentence"), el("ul", {}, same.map((o) => {
      const value = o.value, sign = signName(value);
      return el("li", {class: sign}, el("button", {type: "button", class: "plain", click: () => this.show(o.id)}, `${arrow(sign)} ${signed(value)} `,
        ...about(o)));
    })));
  }
}

// moved says by how much the other sentences of the article moved a row.
function moved(list) {
  const most = list.filter(([, by]) => by !== null && by !== undefined && Math.abs(by) >= 0.01);
  return most.length ? `its other sentences moved ${most.map(([what, by]) => `${what} by ${signed(by)}`).join(", ")}` : "";
}

// counts says whether a row counts in the headline, and else why not.
function counts(r) {
  if (r.article.exclusion_reason) return `no: the article is left out (${r.article.exclusion_reason})`;
  if (r.article.is_copy) return "no: a copy, not counted again";
  if (r.counts) return r.scope === "dyad" ? "yes, and in the figures of sentences about both" : "yes";
  if (r.unsure) return "no: too unsure, worth a look";
  if (r.evaluation_kind === "label") return "in the figures of names: labels are kept apart";
  if (r.event && r.status !== "asserted") return r.status === "denied" ? "no: it is denied" : "apart: it only might happen";
  return "in the figures of its scorer, not in those of this page";
}

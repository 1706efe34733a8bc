// Finding: which portrayals, judgments and relations a filter keeps. A filter is
// what stands in the address behind #judgments?, so that it can be shared and gone
// back to.

const kinds = [
  ["portrayals", "Portrayals: how a sentence makes them look"], ["own", "Own stance: the source for or against"], ["events", "Relation: dealings of the two"],
  ["stance", "Stance: who is for or against whom"], ["labels", "Labels (what they are called)"], ["all", "Stance and labels"]
];

// tableOf names the table that a kind is of.
function tableOf(kind) { return {portrayals: "portrayals", own: "portrayals", events: "relations"}[kind] || "judgments"; }

// address writes a filter as the end of an address.
function address(filter) {
  const kept = Object.entries(filter).filter(([, v]) => v !== "" && v !== null && v !== undefined);
  return "#judgments?" + new URLSearchParams(kept).toString();
}

function filterOf(hash) { return Object.fromEntries(new URLSearchParams(hash.split("?")[1] || "")); }

// filterOfCell gives the filter whose rows are those that an estimate is made of.
function filterOfCell(e) {
  const kind = {own_stance: "own", portrayal: "portrayals", relation: "events", stance: "stance", stance_with_labels: "all", labelling_index: "labels"}[e.measure] || "portrayals";
  const f = {kind, counted: "1"};
  if (e.level === "source") f.source = e.source || unknownSource;
  if (e.period) Object.assign(f, periodRange(e.period));
  if (e.scope === "dyad") f.scope = "dyad";
  if (e.measure === "quoted_share" || e.measure === "speech_share") return {...f, voice: "quoted"};
  if (kind === "events") return f;
  if (e.target) f.target = e.target;
  if (kind === "portrayals") f.voice = e.voice === "quoted" ? "quoted" : "own";
  if (kind === "labels") f.voice = "own";
  if (["stance", "all"].includes(kind)) {
    f.holder = e.holder_class;
    if (e.voice === "narrator" || e.voice === "quoted") f.voice = e.voice === "quoted" ? "quoted" : "own";
  }
  return f;
}

// filterOfSpecification gives the filter whose rows are those of an answer of
// the multiverse. Answer, threshold and weights change what a row counts for, not which
// rows there are; they are in it to be told.
function filterOfSpecification(r) {
  return {...filterOfCell({level: r.level, source: r.source, target: r.target, measure: r.measure, voice: r.voice, scope: r.scope}),
    copies: r.dedup, time: r.period === "all" ? "" : r.period, weights: r.weights, answer: r.answer === "expected" ? "" : r.answer, threshold: r.threshold > 0 ? String(r.threshold) : "", scorer: r.scorer === facts.scorer ? "" : r.scorer};
}

const unknownSource = "(source not known)";

// periodRange gives the first and the last day of a period of the timeline.
function periodRange(period) {
  const day = (d) => d.toISOString().slice(0, 10);
  const from = periodStart(period);
  let m;
  if ((m = /^\d{4}$/.exec(period))) return {from: `${period}-01-01`, to: `${period}-12-31`};
  if ((m = /^(\d{4})-Q(\d)$/.exec(period))) return {from: day(from), to: day(new Date(Date.UTC(+m[1], +m[2] * 3, 0)))};
  if ((m = /^(\d{4})-W(\d\d)$/.exec(period))) return {from: day(from), to: day(new Date(+from + 6 * 864e5))};
  if ((m = /^(\d{4})-(\d\d)$/.exec(period))) return {from: day(from), to: day(new Date(Date.UTC(+m[1], +m[2], 0)))};
  if (/^\d{4}-\d\d-\d\d$/.test(period)) return {from: period, to: period};
  const dates = facts.events.map((e) => e.date); // periods between events
  const at = /^\d{4}-\d\d-\d\d/.exec(period);
  const next = dates.find((d) => !at || d > at[0]);
  const out = at ? {from: at[0]} : {};
  if (next) out.to = day(new Date(Date.parse(next) - 864e5));
  return out;
}

// periodStart gives the first day of a period as a Date, null where there is none.
function periodStart(period) {
  let m;
  if ((m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?: .*)?$/.exec(period))) return new Date(Date.UTC(+m[1], (+m[2] || 1) - 1, +m[3] || 1));
  if ((m = /^(\d{4})-Q(\d)$/.exec(period))) return new Date(Date.UTC(+m[1], (+m[2] - 1) * 3, 1));
  if ((m = /^(\d{4})-W(\d\d)$/.exec(period))) {
    const fourth = new Date(Date.UTC(+m[1], 0, 4)); // is in week 1
    return new Date(+fourth + (7 * (+m[2] - 1) - ((fourth.getUTCDay() + 6) % 7)) * 864e5);
  }
  return null;
}

class Finder {
  constructor({articles, sentences, portrayals, judgments, relations}) {
    Object.assign(this, {articles, sentences, portrayals, judgments, relations});
    this.parts = []; // ids: those of the tables one after the other
    this.size = 0;
    for (const table of [portrayals, judgments, relations]) {
      this.parts.push({table, offset: this.size});
      this.size += table.rows;
    }
    const doc = sentences.reader("doc");
    this.place = Int32Array.from(this.parts.flatMap((p) => p.table.byName.get("place").values));
    this.doc = this.place.map((p) => doc(p));
    this.folded = new Map(); // by column, its keys in lower case
  }

  // articlesOf counts the articles of some rows.
  articlesOf(ids) {
    const seen = new Uint8Array(this.articles.rows);
    let n = 0;
    for (const id of ids) if (!seen[this.doc[id]]) seen[this.doc[id]] = ++n && 1;
    return n;
  }

  // part is the table that an id is of, with its first id.
  part(id) { return this.parts.findLast((p) => id >= p.offset); }

  // row gives what the page knows of a row: event and portrayed say which table
  // it is of, value is its figure.
  row(id) {
    const {table, offset} = this.part(id);
    const place = this.place[id], doc = this.doc[id];
    const article = this.articles.object(doc), r = table.object(id - offset);
    const event = table === this.relations, portrayed = table === this.portrayals;
    return {...r, event, portrayed, value: event ? r.cooperation : portrayed ? r.portrayal : r.polarity, id, place, doc, article, source: article.source,
      no: this.sentences.get("sentence_no", place), sentence: this.sentences.get("sentence", place), region: this.sentences.get("region", place)};
  }

  // keep gives the ids that a filter keeps, in order.
  keep(f) {
    const {table, offset} = this.parts.find((p) => p.table.name === tableOf(f.kind));
    const own = {portrayals: portrayalTests, judgments: judgmentTests, relations: eventTests}[table.name];
    const tests = [...this.articleTests(f, offset), ...own(table, f), ...commonTests(table, f), ...this.textTests(table, f, offset)];
    const out = new Int32Array(table.rows);
    let n = 0;
    rows: for (let i = 0; i < table.rows; i++) {
      for (const t of tests) if (!t(i)) continue rows;
      out[n++] = i + offset;
    }
    return this.ordered(out.subarray(0, n), f, table, offset);
  }

  ordered(ids, f, table, offset) {
    if (f.order === "strong") {
      const value = table.reader(valueOf(f.kind));
      const of = (id) => Math.abs(value(id - offset) || 0);
      return ids.slice().sort((a, b) => of(b) - of(a) || a - b);
    }
    if (f.order === "new" || f.order === "old") {
      const date = this.articles.reader("publish_date");
      const rank = Array.from({length: this.articles.rows}, (_, i) => i)
        .sort((a, b) => (f.order === "old" ? 1 : -1) * (date(a) < date(b) ? -1 : date(a) > date(b) ? 1 : 0) || a - b);
      const at = new Int32Array(rank.length);
      rank.forEach((doc, i) => (at[doc] = i));
      return ids.slice().sort((a, b) => at[this.doc[a]] - at[this.doc[b]] || a - b);
    }
    return ids;
  }

  // articleTests ask of the article once for all its rows.
  articleTests(f, offset) {
    const asks = [];
    const source = this.articles.reader(facts.by ? "group" : "source"), date = this.articles.reader("publish_date"), reliable = this.articles.reader("date_is_reliable"), period = this.articles.reader("period"), copy = this.copies(f),
      excluded = this.articles.reader("exclusion_reason"), id = this.articles.reader("doc_id");
    if (f.source) asks.push((d) => (source(d) || unknownSource) === f.source);
    if (f.from) asks.push((d) => date(d) && date(d) >= f.from);
    if (f.to) asks.push((d) => date(d) && date(d) <= f.to);
    if (f.doc) asks.push((d) => id(d) === f.doc);
    if (f.counted) asks.push((d) => !copy(d) && !excluded(d));
    if (f.time === "reliable") asks.push((d) => date(d) && reliable(d) === true);
    if (f.time === "even_periods") asks.push((d) => period(d) !== "");
    if (!asks.length) return [];
    const good = Uint8Array.from({length: this.articles.rows}, (_, d) => (asks.every((ask) => ask(d)) ? 1 : 0));
    return [(i) => good[this.doc[i + offset]] === 1];
  }

  // copies says which articles another stands for: as the study has it, or as
  // the filter asks.
  copies(f) {
    const asked = f.copies === "weight" && f.source ? "within" : f.copies;
    if (asked === "none" || asked === "weight") return () => false;
    return this.articles.reader({within: "copy_within", head: "copy_anywhere"}[asked] || "is_copy");
  }

  // textTests look for each word of the search in the sentence, the names and
  // the explanation. A text that many rows have is searched once.
  textTests(table, f, offset) {
    const words = (f.text || "").toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const text = this.sentences.byName.get("sentence"), title = this.articles.byName.get("title"), source = this.articles.byName.get("source");
    const own = ["speaker", "holder_name", "target_mention", "labels", "frames", "predicate", "explanation", "rule_id"].filter((c) => table.has(c)).map((c) => table.byName.get(c));
    return words.map((word) => {
      const inText = this.hits(text, word), inTitle = this.hits(title, word), inSource = this.hits(source, word);
      const inOwn = own.map((c) => [c.values, this.hits(c, word)]);
      return (i) => inText[text.values[this.place[i + offset]]] || inTitle[title.values[this.doc[i + offset]]] ||
        inSource[source.values[this.doc[i + offset]]] || inOwn.some(([values, hits]) => hits[values[i]]);
    });
  }

  hits(column, word) {
    let folded = this.folded.get(column);
    if (!folded) this.folded.set(column, (folded = column.keys.map((k) => k.toLowerCase())));
    return Uint8Array.from(folded, (k) => (k.includes(word) ? 1 : 0));
  }
}

// keysWith makes a test of a column of texts that asks each distinct text once.
function keysWith(table, name, ask) {
  const c = table.byName.get(name);
  const good = Uint8Array.from(c.keys, (k) => (ask(k) ? 1 : 0));
  return (i) => good[c.values[i]] === 1;
}

function signTest(table, name, sign) {
  const value = table.reader(name);
  return (i) => value(i) !== null && (sign === "negative" ? value(i) < 0 : sign === "positive" ? value(i) > 0 : value(i) === 0);
}

// valueOf is the column of the figure that a kind is about.
function valueOf(kind) { return {events: "cooperation", portrayals: "portrayal", own: "own_stance"}[kind] || "polarity"; }

// commonTests ask what all tables know.
function commonTests(t, f) {
  const out = [], value = t.reader(valueOf(f.kind)), counts = t.reader("counts");
  if (f.kind !== "events" || f.counted) out.push((i) => value(i) !== null);
  if (f.scope) out.push(keysWith(t, "scope", (k) => k === f.scope));
  if (f.voice === "quoted") out.push(keysWith(t, "voice", (k) => k === "quoted"));
  if (f.voice === "own") out.push(keysWith(t, "voice", (k) => k === "narrator"));
  if (f.speaker) out.push(keysWith(t, "speaker", (k) => k === f.speaker));
  if (f.scorer) out.push(keysWith(t, "scorer", (k) => k === f.scorer));
  if (f.sign) out.push(signTest(t, valueOf(f.kind), f.sign));
  if (f.frame && t.has("frames")) out.push(keysWith(t, "frames", (k) => k.split("; ").some((x) => x === f.frame || x.startsWith(`${f.frame}/`))));
  // A label counts in no stance, and another scorer's rows in no headline: for
  // these the article decides alone.
  if (f.counted && !f.scorer && !["labels", "all"].includes(f.kind)) out.push((i) => counts(i) === true);
  return out;
}

function portrayalTests(t, f) {
  const out = [];
  if (f.target) out.push(keysWith(t, "target", (k) => k === f.target));
  if (f.label_sign) out.push(keysWith(t, "portrayal_label", (k) => k === f.label_sign));
  if (f.label) out.push(keysWith(t, "labels", (k) => k.split("; ").includes(f.label)));
  return out;
}

function judgmentTests(t, f) {
  const out = [];
  if ((f.kind || "stance") === "stance") out.push(keysWith(t, "evaluation_kind", (k) => k !== "label"));
  if (f.kind === "labels") out.push(keysWith(t, "evaluation_kind", (k) => k === "label"));
  if (f.target) out.push(keysWith(t, "target", (k) => k === f.target));
  if (f.holder) out.push(keysWith(t, "holder_class", (k) => k === f.holder));
  if (f.label) out.push(keysWith(t, "predicate", (k) => k === f.label));
  return out;
}

function eventTests(t, f) {
  const out = [];
  if (f.quad) out.push(keysWith(t, "quad_class", (k) => k === f.quad));
  if (f.status) out.push(keysWith(t, "status", (k) => k === f.status));
  return out;
}

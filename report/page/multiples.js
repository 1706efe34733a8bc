// Small multiples: the same bars for each source, so that profiles can be
// compared at a glance.

const mostPanels = 12, fewPanels = 4; // on a wide page and on a phone

// multiples draws bars for panels ("" is all sources): rows have panel, name,
// share, fill, href and title.
function multiples(width, panels, names, rows, {format = percent, nameWidth = 150} = {}) {
  const left = Math.min(nameWidth, width * 0.36);
  const columns = Math.max(1, Math.min(panels.length, Math.floor((width - left) / 170)));
  const at = new Map(panels.map((p, i) => [p.key, {fx: i % columns, fy: Math.floor(i / columns)}]));
  const place = (key, axis) => at.get(key)[axis];
  const lines = Math.ceil(panels.length / columns);
  const most = Math.max(0.001, ...rows.map((r) => r.share));
  return Plot.plot(common(width, {
    height: lines * (17 * names.length + 40) + 14, marginLeft: left, marginTop: 30, marginBottom: 4, marginRight: 34,
    fx: {axis: null, domain: [...Array(columns).keys()], padding: 0.22}, fy: {axis: null, domain: [...Array(lines).keys()], padding: 0.16 + 0.3 / names.length},
    x: {domain: [0, most], axis: null}, y: {domain: names, axis: null, padding: 0.22},
    marks: [
      Plot.axisY({tickSize: 0, label: null, fontSize: 11.5, tickFormat: (n) => cut(n.replaceAll("_", " "), Math.floor(left / 6.6))}),
      Plot.ruleX(panels, {fx: (p) => place(p.key, "fx"), fy: (p) => place(p.key, "fy"), x: 0, stroke: "var(--axis)"}),
      Plot.barX(rows, {fx: (r) => place(r.panel, "fx"), fy: (r) => place(r.panel, "fy"), x: "share", y: "name", fill: "fill", href: "href", title: "title"}),
      Plot.text(rows, {fx: (r) => place(r.panel, "fx"), fy: (r) => place(r.panel, "fy"), x: "share", y: "name", text: (r) => format(r.share), textAnchor: "start", dx: 4, fontSize: 10.5, fill: "var(--soft)"}),
      Plot.text(panels, {fx: (p) => place(p.key, "fx"), fy: (p) => place(p.key, "fy"), text: (p) => cut(p.title, 26), frameAnchor: "top-left", dy: -16, fontWeight: 600, fontSize: 12, fill: "var(--ink)"})
    ]
  }));
}

// panelsOf are all sources together and the largest that have rows.
function panelsOf(figure, has, titleOf) {
  const sources = facts.sources.filter((s) => has(s.name));
  const shown = figure.state.all ? sources : sources.slice(0, (figure.width < 600 ? fewPanels : mostPanels) - 1);
  return [{key: "\u0000", title: titleOf(allOf(), null)}, ...shown.map((s) => ({key: s.name, title: titleOf(cut(s.name || unknownSource, 16), s.name)}))];
}

// morePanels offers the sources that are not drawn.
function morePanels(figure) {
  const most = figure.width < 600 ? fewPanels : mostPanels;
  if (facts.sources.length < most) return null;
  return el("button", {type: "button", class: "more-button", "aria-pressed": String(!!figure.state.all), click: () => figure.set({all: !figure.state.all})}, figure.state.all ? `Only the largest ${facts.unit}s` : `All ${facts.unit}s with enough rows`);
}

function signColor(x) { return x === null || x === 0 ? "var(--even)" : x < 0 ? "var(--against)" : "var(--for)"; }

// words shows what each source calls an actor.
function words(tables) {
  const all = tables.labels.objects().filter((l) => l.voice === "narrator" && l.holder_class === "narrator");
  const draw = (width, figure) => {
    const {target} = figure.state;
    const rows = all.filter((l) => l.target === target);
    const names = rows.filter((l) => l.level === "all").sort((a, b) => b.n_labels - a.n_labels || (a.label < b.label ? -1 : 1)).slice(0, 12).map((l) => l.label);
    if (!names.length) return all.length ? {plot: el("p", {class: "empty"}, `No ${facts.unit} calls ${nameOf(target)} anything that is counted.`), columns: tables.labels.columns, rows: []} : null;
    const total = new Map();
    for (const l of rows) {
      const key = l.level === "all" ? "\u0000" : l.source;
      total.set(key, (total.get(key) || 0) + l.n_labels);
    }
    const panels = panelsOf(figure, (s) => total.get(s) >= facts.few, (title, s) => `${title} (${total.get(s ?? "\u0000")})`);
    const keys = new Set(panels.map((p) => p.key));
    const drawn = rows.filter((l) => names.includes(l.label) && keys.has(l.level === "all" ? "\u0000" : l.source));
    const bars = drawn.map((l) => ({panel: l.level === "all" ? "\u0000" : l.source, name: l.label, share: l.share, fill: signColor(l.polarity),
      href: address({kind: "portrayals", target, label: l.label, source: l.level === "all" ? "" : l.source || unknownSource}),
      title: `${l.level === "all" ? allOf() : l.source || unknownSource}, “${l.label}” for ${nameOf(target)}: ${counted(l.n_labels, "time")} in ${counted(l.n_articles, "article")}, ${percent(l.share)} of its labels`}));
    return {plot: multiples(width, panels, names, bars), columns: tables.labels.columns, rows: drawn, cells: ["level", "source", "target", "label", "polarity", "n_labels", "n_articles", "share"], subtitle: `for ${nameOf(target)}`,
      legend: [legend.box("var(--against)", "negative"), legend.box("var(--even)", "neutral"), legend.box("var(--for)", "positive")],
      note: `The ${names.length} most frequent names for ${nameOf(target)} in the ${facts.unit}s’ own words; behind each ${facts.unit} is how many labels it uses. Bars are shares of all its labels, the rarer ones not shown; ${facts.unit}s with fewer than ${facts.few} are left out.`, label: ""};
  };
  const choices = (f) => [select("For", [["actor1", nameOf("actor1")], ["actor2", nameOf("actor2")]], f.state.target, (target) => f.set({target})), morePanels(f)];
  return {id: "c-words", title: `What each ${facts.unit} calls them`, state: {target: "actor1", all: false}, choices, draw, keep: true};
}

// frames shows which frames the sentences about the two have.
function frames(tables) {
  const all = tables.frame_shares.objects().filter((f) => f.voice === "any" && f.subframe === "" && f.share !== null).sort((a, b) => b.n_sentences - a.n_sentences);
  const draw = (width, figure) => {
    const names = all.filter((f) => f.level === "all" && f.n_sentences > 0).slice(0, width < 600 ? 8 : 12).map((f) => f.frame);
    if (!names.length) return null;
    const keyOf = (f) => (f.level === "all" ? "\u0000" : f.source);
    const of = new Map(all.map((f) => [keyOf(f), f.n_of]));
    const panels = panelsOf(figure, (s) => of.get(s) >= facts.few, (title, s) => `${title} (${of.get(s ?? "\u0000")})`);
    const keys = new Set(panels.map((p) => p.key));
    const drawn = all.filter((f) => names.includes(f.frame) && keys.has(keyOf(f)));
    const bars = drawn.filter((f) => f.n_sentences > 0).map((f) => ({panel: keyOf(f), name: f.frame, share: f.share, fill: "var(--own)",
      href: address({kind: "portrayals", frame: f.frame, scope: "dyad", counted: "1", source: f.level === "all" ? "" : f.source || unknownSource}),
      title: `${f.level === "all" ? allOf() : f.source || unknownSource}, ${f.frame.replaceAll("_", " ")}: ${percent(f.share)} of an article’s sentences about the two` +
        `${f.ci_low === null ? "; no interval" : `; ${Math.round(100 * facts.level)} % interval ${percent(Math.max(f.ci_low, 0))} to ${percent(Math.min(f.ci_high, 1))}`}; ${f.n_sentences} of ${counted(f.n_of, "sentence")} in ${counted(f.n_articles, "article")}`}));
    return {plot: multiples(width, panels, names, bars, {nameWidth: 230}), columns: tables.frame_shares.columns, rows: drawn, cells: ["level", "source", "frame", "n_articles", "n_sentences", "n_of", "share", "ci_low", "ci_high", "warnings"], legend: [],
      note: `How much of an article’s sentences about the two has a frame of the Policy Frames Codebook, as a mean over articles; a sentence may have several. Behind each ${facts.unit} is how many such sentences it has; ${facts.unit}s with fewer than ${facts.few} are left out. ` +
        "Frames are found by seed words and have not been held against human codes: take them as a first look.", label: ""};
  };
  const choices = (f) => [morePanels(f)];
  return {id: "c-frames", title: `The frames of each ${facts.unit} (not validated)`, state: {all: false}, choices, draw};
}

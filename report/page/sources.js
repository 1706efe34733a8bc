// The sources: own stance, portrayal and relation, a row for each. The answer has the
// largest sources and marks to read them by; the section of the sources has all.

// panelsFor makes the panels of estimates: at gives one by row, panel and series.
function panelsFor(keys, rows, series, at) {
  return keys.map((key) => {
    const points = [], none = [];
    for (const row of rows) for (const [k, s] of (key.startsWith("portrayal") ? series : ["own"]).entries()) {
      const e = at(row, key, s), dy = series.length > 1 && key.startsWith("portrayal") ? (k ? 4.5 : -4.5) : 0;
      if (k && (!e || !hasInterval(e))) continue; // it is said of the first alone
      if (e) points.push(point(e, row, `${row === allRows ? allOf() : row || unknownSource}, ${figureName(key, s)}`, {dy, symbol: s === "quoted" ? "diamond" : "circle"}));
      else if (!k) none.push({row, why: "nothing measured"});
    }
    const kind = kindOf(key);
    return {key, group: kind.group, title: titleOf(key), ends: kind.ends, points, none, domain: domainOf(points, kind.least)};
  });
}

// indexOf finds estimates of a scope by row, panel and series.
function indexOf(all, scope) {
  const key = (row, panel, series) => [row, panel, series].join("\u0001");
  const map = new Map(all.filter((e) => e.scope === scope && panelOf(e)).map((e) => [key(e.level === "all" ? allRows : e.source, panelOf(e), seriesOf(e)), e]));
  return (row, panel, series) => map.get(key(row, panel, series));
}

// sideOf orders sources by the stance that they take themselves, the most favourable first.
function sideOf(at) {
  return (row) => {
    const known = actors.map((t) => at(row, `own_stance-${t}`, "own")).filter(Boolean);
    return known.length ? known.reduce((a, e) => a + e.mean, 0) / known.length : null;
  };
}

const signLegend = () => [legend.dot("var(--for)", "above 0"), legend.dot("var(--against)", "below 0"), legend.dot("var(--even)", "balanced: interval covers 0")];

// withMarks adds what kinds of outlets show on other news to the panels of own stance.
function withMarks(panels, marks) {
  for (const p of panels) if (p.key.startsWith("own_stance")) p.points.push(...marks.map((m) => ({row: markRow + m.kind, mean: m.mean, low: m.ci_low, high: m.ci_high, dy: 0, color: "var(--soft)", symbol: "square", mark: true})));
}

// answer is the first figure.
function answer(tables) {
  const all = estimatesOf(tables.sources), at = indexOf(all, "any"), marks = tables.reference.objects();
  const draw = (width, figure) => {
    const wide = width >= 620, keys = wide ? mainPanels : mainPanels.filter((p) => p.startsWith(figure.state.panel));
    const most = wide ? 14 : 9, large = facts.sources.filter((s) => s.articles >= facts.few).slice(0, most), chosen = large.length >= 4 ? large : facts.sources.slice(0, Math.min(most, 6));
    const side = sideOf(at), names = chosen.map((s) => s.name).sort((a, b) => (side(b) ?? -9) - (side(a) ?? -9));
    const rows = [allRows, ...names], panels = panelsFor(keys, rows, ["own"], at);
    if (!panels.some((p) => p.points.length)) return {plot: el("p", {class: "empty"}, "Nothing measured: no article mentions both actors."), columns: tables.sources.columns, rows: []};
    withMarks(panels, marks);
    for (const p of panels) Object.assign(p, {ticks: ticksOf(p.domain)});
    const withRows = keys[0].startsWith("own_stance") ? [...rows, gapRow, ...marks.map((m) => markRow + m.kind)] : rows;
    const label = (n) => (n === gapRow ? (wide ? "For comparison, other news:" : "other news:") : n.startsWith(markRow) ? n.slice(1) : rowLabel(n, width));
    const plot = dots(width, {rows: withRows, label, panels, left: leftOf(width), rowHeight: 19});
    const left = facts.sources.length - names.length;
    return {plot, columns: tables.sources.columns, rows: panels.flatMap((p) => p.points.filter((q) => !q.mark).map((q) => q.e)), legend: signLegend(),
      cells: ["level", "source", "measure", "target", "n_articles", "n_rows", "mean", "ci_low", "ci_high", "expected_negative", "expected_positive", "warnings"],
      note: `Mean with ${Math.round(100 * facts.level)} % interval; −0.10 is ten sentences in a hundred more against than for. Behind a name: its articles.${left > 0 ? ` ${counted(left, facts.unit)} with fewer articles below.` : ""} A mark leads to its sentences.`,
      label: `${names.length} ${facts.unit}s; the figures stand in the table below.`};
  };
  const choices = (f) => (f.width < 620 ? [select("Figure", [["own_stance", "own stance"], ["portrayal", "portrayal"], ["relation", "relation"]], f.state.panel, (panel) => f.set({panel}))] : []);
  return {id: "c-answer", title: `${Unit()} by ${facts.unit}`, state: {panel: "own_stance"}, choices, draw, keep: true};
}

// sources is the plot of all sources with its choices.
function sources(tables) {
  const all = estimatesOf(tables.sources);
  const draw = (width, figure) => {
    const {scope, panel, words} = figure.state, keys = width >= 760 && panel === "all" ? mainPanels : [panel === "all" ? mainPanels[0] : panel];
    const at = indexOf(all, scope), rows = [allRows, ...rowsOf(figure, mostRows, figure.state.order === "own" && sideOf(at))];
    const panels = panelsFor(keys, rows, words === "both" ? ["own", "quoted"] : [words], at);
    const points = panels.flatMap((p) => p.points);
    if (!points.length) return null;
    for (const p of panels) Object.assign(p, {ticks: ticksOf(p.domain)});
    const without = points.filter((p) => p.low === null).length;
    return {plot: dots(width, {rows, label: (n) => rowLabel(n, width), panels, left: leftOf(width), rowHeight: words === "both" ? 25 : 20}), columns: tables.sources.columns, rows: points.map((p) => p.e),
      cells: ["level", "source", "measure", "voice", "target", "scope", "n_articles", "n_rows", "mean", "ci_low", "ci_high", "expected_negative", "expected_positive", "warnings"],
      legend: [...signLegend(), ...(words === "own" ? [] : [legend.quoted()])], subtitle: scopes.find(([s]) => s === scope)[1],
      note: `${points.length - without} of ${points.length} figures have a ${Math.round(100 * facts.level)} % interval; an arrow says that it goes on. The others rest on too little data, with the articles there are, and should not be compared.`,
      label: `${rows.length - 1} ${facts.unit}s; the figures stand in the table below.`};
  };
  const choices = (f) => [
    select("Figure", [...(f.width >= 760 ? [["all", "side by side"]] : []), ...allPanels.map((p) => [p, panelName(p)])], f.state.panel, (panel) => f.set({panel})),
    select("Portrayal in", [["own", "own words"], ["quoted", "quoted words"], ["both", "both"]], f.state.words, (words) => f.set({words})),
    select("Sentences", scopes, f.state.scope, (scope) => f.set({scope})),
    select("Order", [["size", "number of articles"], ["own", "own stance, most favourable first"], ["name", "name"]], f.state.order, (order) => f.set({order})), moreButton(f)
  ];
  return {id: "c-sources", title: "Own stance, portrayal and relation", state: {scope: "any", panel: "all", words: "own", order: "size", all: false}, choices, draw};
}

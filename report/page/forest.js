// The forest plot of the sources, and the plots that are drawn the same way.

const targets = ["actor1", "actor2", "relationship"], actors = ["actor1", "actor2"];

function nameOf(target) { return facts.names[targets.indexOf(target)] || target; }

// panelOf names the panel that an estimate belongs to, "" for none: own stance and
// portrayal of each actor, the relation, and the stance of either toward the other.
function panelOf(e) {
  switch (e.measure) {
    case "own_stance": case "portrayal": return `${e.measure}-${e.target}`;
    case "relation": return "relation";
    case "stance": return actors.includes(e.holder_class) && actors.includes(e.target) && e.holder_class !== e.target ? `stance-${e.holder_class}` : "";
  }
  return "";
}

function seriesOf(e) { return e.measure === "portrayal" && e.voice === "quoted" ? "quoted" : "own"; }

const mainPanels = ["own_stance-actor1", "own_stance-actor2", "portrayal-actor1", "portrayal-actor2", "relation"];
const allPanels = [...mainPanels, "stance-actor1", "stance-actor2"];

function panelName(p) {
  const [what, who] = p.split("-");
  if (what === "relation") return "Relation";
  if (what === "stance") return `${nameOf(who)} toward ${nameOf(who === "actor1" ? "actor2" : "actor1")}`;
  return `${what === "own_stance" ? "Own stance" : "Portrayal"}: ${nameOf(who)}`;
}

// what says a figure of a panel in words.
function figureName(p, series) { return p.startsWith("portrayal") ? `${panelName(p)}, ${series === "own" ? "own words" : "quoted words"}` : panelName(p); }

const scopes = [["any", "All sentences"], ["dyad", "Sentences about both"]];

// tip says an estimate in words.
function tip(e, what, format = signed) {
  const interval = e.ci_low !== null && e.ci_high !== null && !noVariation(e) ?
    `${Math.round(100 * (e.ci_level ?? facts.level))} % interval ${format(e.ci_low)} to ${format(e.ci_high)}` : refusal(e);
  const rows = e.n_rows === null || e.n_rows === undefined ? "" : `, ${counted(e.n_rows, "row")}`;
  return `${what}: ${format(e.mean)}; ${interval}; ${counted(e.n_articles, "article")}${rows}`;
}

function noVariation(e) { return (e.warnings || "").split("; ").includes("no_variation"); }

// refusal says why an estimate has no interval.
function refusal(e) {
  if (noVariation(e)) return `no interval: the same in all ${e.n_clusters}`;
  return `too little data for an interval: ${counted(e.n_articles, "article")}`;
}

function hasInterval(e) { return e.ci_low !== null && e.ci_high !== null && !noVariation(e); }

// point makes of an estimate what a plot draws: ends cut at the scale, and
// whether they were.
function point(e, row, panel, what, [least, most], format) {
  const inside = (x) => Math.min(Math.max(x, least), most);
  return {e, row, panel, mean: inside(e.mean), low: hasInterval(e) ? inside(e.ci_low) : null, high: hasInterval(e) ? inside(e.ci_high) : null,
    endLow: hasInterval(e) && e.ci_low >= least, endHigh: hasInterval(e) && e.ci_high <= most, href: address(filterOfCell(e)), title: tip(e, what, format)};
}

// whiskers are the marks of points that stand dy below their row, in panels
// side by side or one below the other.
function whiskers(points, {symbol, color, dy = 0, facet: axis = "fx"}) {
  const known = points.filter((p) => p.low !== null);
  const facet = {[axis]: "panel"};
  return [
    Plot.ruleY(known, {...facet, y: "row", x1: "low", x2: "high", stroke: color, strokeWidth: 1.8, dy}),
    Plot.dot(known.filter((p) => p.endLow), {...facet, y: "row", x: "low", symbol: endMark, stroke: color, strokeWidth: 1.8, r: 3.5, dy}),
    Plot.dot(known.filter((p) => p.endHigh), {...facet, y: "row", x: "high", symbol: endMark, stroke: color, strokeWidth: 1.8, r: 3.5, dy}),
    Plot.dot(points, {...facet, y: "row", x: "mean", symbol, r: symbol === "diamond" ? 4.6 : 4.2, dy, stroke: color, strokeWidth: 1.6,
      fill: (p) => (p.low === null ? "var(--paper)" : color), href: "href", title: "title"})
  ];
}

// endMark is the upright end of an interval.
const endMark = {draw(context, size) {
  const h = Math.sqrt(size) * 0.55;
  context.moveTo(0, -h);
  context.lineTo(0, h);
}};

// rowsOf are the sources of a plot: those with the most articles, or ordered
// by a figure; "" is the source that is not known.
function rowsOf(figure, byFigure) {
  const {order, all} = figure.state;
  const names = facts.sources.map((s) => s.name);
  if (order === "name") names.sort((a, b) => a.localeCompare(b));
  if (byFigure) {
    const value = new Map(names.map((n) => [n, byFigure(n)]));
    names.sort((a, b) => (value.get(b) ?? -9) - (value.get(a) ?? -9));
  }
  const shown = new Set(all ? names : facts.sources.slice(0, mostRows).map((s) => s.name));
  return names.filter((n) => shown.has(n));
}

const mostRows = 25;

// scaleLabels are the numbers at the ends and in the middle of a scale, over
// and under every panel; those at the ends stand inside it.
function scaleLabels([least, middle, most], format, under = false) {
  const label = (x, textAnchor) => (frameAnchor, dy) => Plot.text([x], {x: (d) => d, text: (d) => format(d), textAnchor, frameAnchor, dy, fill: "var(--soft)", fontSize: 11});
  return [label(least, "start"), label(middle, "middle"), label(most, "end")].flatMap((l) => [l("top", -9), ...(under ? [l("bottom", 12)] : [])]);
}

function rowLabel(name, width) {
  const s = facts.sources.find((x) => x.name === name);
  return `${cut(name || unknownSource, width < 600 ? 16 : 26)}  ${s ? s.articles : ""}`;
}

function leftOf(width) { return width < 600 ? 145 : 205; }

function moreButton(figure) {
  if (facts.sources.length <= mostRows) return null;
  return el("button", {type: "button", class: "more-button", "aria-pressed": String(!!figure.state.all), click: () => figure.set({all: !figure.state.all})},
    figure.state.all ? `Only the ${mostRows} largest` : `All ${facts.sources.length} sources`);
}

function estimatesOf(table) { return table.objects().filter((e) => e.mean !== null); }

// forest is the plot of the sources.
function forest(tables) {
  const all = estimatesOf(tables.sources);
  const draw = (width, figure) => {
    const {scope, panel} = figure.state;
    const wide = width >= 760 && panel === "all";
    const panels = wide ? mainPanels : [panel === "all" ? mainPanels[0] : panel];
    const at = new Map();
    for (const e of all) if (e.scope === scope && panels.includes(panelOf(e))) at.set([e.level === "all" ? "\u0000" : e.source, panelOf(e), seriesOf(e)].join("\u0001"), e);
    const first = panels[0];
    const by = figure.state.order === "own";
    const names = rowsOf(figure, by && ((n) => at.get([n, first, "own"].join("\u0001"))?.mean ?? null));
    const points = {own: [], quoted: []};
    for (const row of ["\u0000", ...names])
      for (const p of panels) for (const series of ["own", "quoted"]) {
        const e = at.get([row, p, series].join("\u0001"));
        const who = row === "\u0000" ? "All sources" : row || unknownSource;
        if (e) points[series].push(point(e, row, p, `${who}, ${figureName(p, series)}`, [-1, 1]));
      }
    const drawn = [...points.own, ...points.quoted];
    if (!drawn.length) return null;
    const columns = tables.sources.columns;
    const plot = Plot.plot(common(width, {
      height: 62 + 24 * (names.length + 1), marginLeft: leftOf(width), marginRight: 14, marginTop: 40, marginBottom: 26,
      fx: {domain: panels, label: null, axis: null, padding: 0.06}, x: {domain: [-1, 1], axis: null}, y: {domain: ["\u0000", ...names], label: null, axis: null},
      marks: [
        Plot.axisFx({anchor: "top", tickFormat: (p) => cut(panelName(p), wide ? Math.floor(width / 48) : 40), fontSize: 12.5, fontWeight: 600, dy: -17, label: null}),
        ...scaleLabels([-1, 0, 1], minus, true),
        Plot.axisY({tickFormat: (n) => (n === "\u0000" ? `All sources  ${facts.sources.reduce((a, s) => a + s.articles, 0)}` : rowLabel(n, width)), tickSize: 0, label: null, fontWeight: (n) => (n === "\u0000" ? 700 : 400)}),
        Plot.gridX([-1, -0.5, 0.5, 1], {stroke: "var(--line)", strokeOpacity: 1}),
        Plot.gridY({stroke: "var(--line)", strokeOpacity: 1, dy: 12}),
        Plot.ruleX([0], {stroke: "var(--soft)", strokeWidth: 1.2}),
        ...whiskers(points.own, {...marksOf.own, dy: -4.5}), ...whiskers(points.quoted, {...marksOf.quoted, dy: 4.5})
      ]
    }));
    const without = drawn.filter((p) => p.low === null).length;
    return {plot, columns, rows: drawn.map((p) => p.e), legend: [legend.own(), legend.quoted(), legend.hollow()], subtitle: scopes.find(([s]) => s === scope)[1],
      note: `Behind each name is its number of articles. ${drawn.length - without} of ${drawn.length} figures have a ${Math.round(100 * facts.level)} % interval; ` +
        `the ${without} hollow ones rest on too little data or do not vary, and should not be compared. A mark leads to its sentences.`,
      label: `${names.length} sources; the figures stand in the table below.`};
  };
  const choices = (f) => [
    select("Sentences", scopes, f.state.scope, (scope) => f.set({scope})),
    select("Figure", [...(f.width >= 760 ? [["all", "side by side"]] : []), ...allPanels.map((p) => [p, panelName(p)])], f.state.panel, (panel) => f.set({panel})),
    select("Order", [["size", "number of articles"], ["own", "first figure, most favourable first"], ["name", "name"]], f.state.order, (order) => f.set({order})),
    moreButton(f)
  ];
  return {id: "c-forest", title: "Each source: own stance, portrayal and relation", state: {scope: "any", panel: "all", order: "size", all: false}, choices, draw};
}

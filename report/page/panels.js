// Panels of dots with intervals, side by side over the same rows: each panel has a
// scale of its own. A figure without an interval is a sentence in place of a mark.

const targets = ["actor1", "actor2", "relationship"], actors = ["actor1", "actor2"];
const allRows = "\u0000", gapRow = "\u0001", markRow = "\u0002"; // rows that are no source

function nameOf(target) { return facts.names[targets.indexOf(target)] || target; }

function allOf() { return `All ${facts.unit}s`; }

// Unit is what rows are of, at the beginning of a line.
function Unit() { return facts.unit[0].toUpperCase() + facts.unit.slice(1); }

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

// panelKinds say of a measure: its heading, what its ends mean, and the part of its
// scale that is always shown.
const panelKinds = {
  own_stance: {group: "Own stance", ends: ["against", "for"], least: [-0.2, 0.1]}, portrayal: {group: "Portrayal", ends: ["bad", "good"], least: [-0.4, 0.2]},
  relation: {group: "Relation", ends: ["enemies", "partners"], least: [-0.5, 0.5]}, stance: {group: "Explicit stance", ends: ["against", "for"], least: [-1, 1]}
};

function kindOf(p) { return panelKinds[p.split("-")[0]]; }

function titleOf(p) {
  const [what, who] = p.split("-");
  if (what === "relation") return "of the two";
  return what === "stance" ? `${nameOf(who)} → ${nameOf(who === "actor1" ? "actor2" : "actor1")}` : nameOf(who);
}

function panelName(p) { return p === "relation" ? "Relation" : `${kindOf(p).group}: ${titleOf(p)}`; }

// figureName says a figure of a panel in words.
function figureName(p, series) { return p.startsWith("portrayal") ? `${panelName(p)}, ${series === "own" ? "own words" : "quoted words"}` : panelName(p); }

const scopes = [["any", "All sentences"], ["dyad", "Sentences about both"]];

function estimatesOf(table) { return table.objects().filter((e) => e.mean !== null); }

function noVariation(e) { return (e.warnings || "").split("; ").includes("no_variation"); }

function hasInterval(e) { return e.ci_low !== null && e.ci_high !== null && !noVariation(e); }

// refusal says why an estimate has no interval.
function refusal(e) {
  return noVariation(e) ? `no interval: the same in all ${counted(e.n_articles, "article")}` : `too little data for an interval: ${counted(e.n_articles, "article")}`;
}

// tip says an estimate in words.
function tip(e, what, format = signed) {
  const interval = hasInterval(e) ? `${Math.round(100 * (e.ci_level ?? facts.level))} % interval ${format(e.ci_low)} to ${format(e.ci_high)}` : refusal(e);
  const [against, good] = (panelKinds[e.measure] || {ends: []}).ends, known = (e.expected_negative ?? null) !== null;
  return `${what}: ${format(e.mean)}; ${interval}` + (known ? `; in 100 sentences ${rounded(100 * e.expected_negative)} ${against}, ${rounded(100 * e.expected_positive)} ${good}` : "") +
    `; ${counted(e.n_articles, "article")}${(e.n_rows ?? null) === null ? "" : `, ${counted(e.n_rows, "row")}`}`;
}

// clearSign is the side on which an interval lies, even where it holds 0.
function clearSign(e) { return e.ci_low !== null && e.ci_low > 0 ? "for" : e.ci_high !== null && e.ci_high < 0 ? "against" : "even"; }

// point makes of an estimate what a plot draws.
function point(e, row, what, more = {}) {
  return {e, row, mean: e.mean, low: hasInterval(e) ? e.ci_low : null, high: hasInterval(e) ? e.ci_high : null, color: `var(--${clearSign(e)})`, symbol: "circle", dy: 0,
    href: address(filterOfCell(e)), title: tip(e, what, more.format), why: noVariation(e) ? `the same in all ${e.n_articles}` : `too little data (${e.n_articles})`, ...more};
}

// domainOf is the part of the scale that a panel shows: all means, and most of the
// intervals; the others go on beyond an arrow.
function domainOf(points, least, drawn = (p) => p.low !== null) {
  const known = points.filter((p) => p.low !== null), means = points.filter(drawn).map((p) => p.mean), at = (list, q) => list.sort((a, b) => a - b)[Math.floor(q * (list.length - 1))] ?? 0;
  const low = Math.min(least[0], ...means, at(known.map((p) => p.low), 0.1)), high = Math.max(least[1], ...means, at(known.map((p) => p.high), 0.9));
  const step = high - low > 0.8 ? 0.2 : 0.1;
  return [Math.max(-1, step * Math.floor(low / step + 1e-9)), Math.min(1, step * Math.ceil(high / step - 1e-9))];
}

// whiskers are the marks of points: interval, its ends (an arrow where it goes on
// beyond the scale) and mean. fy names the panel of points that are one below the other.
function whiskers(points, [least, most], facet = {}) {
  const inside = (x) => Math.min(Math.max(x, least), most), known = points.filter((p) => p.low !== null);
  const levels = (list) => [...new Set(list.map((p) => p.dy))]; // an offset is one of a whole mark
  const ends = (list, symbol, name) => levels(list).map((dy) => Plot.dot(list.filter((p) => p.dy === dy), {...facet, y: "row", x: (p) => inside(p[name]), symbol,
    stroke: "color", fill: symbol === endMark ? "none" : "color", strokeWidth: 1.6, r: 3.4, dy}));
  return [
    ...levels(points).map((dy) => Plot.ruleY(known.filter((p) => p.dy === dy), {...facet, y: "row", x1: (p) => inside(p.low), x2: (p) => inside(p.high), stroke: "color", strokeWidth: 2, strokeOpacity: 0.75, dy})),
    ...ends(known.filter((p) => p.low >= least), endMark, "low"), ...ends(known.filter((p) => p.high <= most), endMark, "high"),
    ...ends(known.filter((p) => p.low < least), leftArrow, "low"), ...ends(known.filter((p) => p.high > most), rightArrow, "high"),
    ...[...new Set(points.map((p) => `${p.dy} ${p.symbol}`))].map((k) => {
      const list = points.filter((p) => `${p.dy} ${p.symbol}` === k);
      return Plot.dot(list, {...facet, y: "row", x: "mean", symbol: list[0].symbol, r: list[0].symbol === "circle" ? 4.3 : 4.6, dy: list[0].dy, stroke: "color", strokeWidth: 1.5, fill: (p) => (p.low === null ? "var(--paper)" : p.color), href: "href", title: "title"});
    })
  ];
}

function mark(draw) { return {draw(context, size) { draw(context, Math.sqrt(size) * 0.55); }}; }
const endMark = mark((c, h) => { c.moveTo(0, -h); c.lineTo(0, h); });
const leftArrow = mark((c, h) => { c.moveTo(-h, 0); c.lineTo(h, -h); c.lineTo(h, h); c.closePath(); });
const rightArrow = mark((c, h) => { c.moveTo(h, 0); c.lineTo(-h, -h); c.lineTo(-h, h); c.closePath(); });

// dots draws panels: each has key, group (a heading over several panels), title, ends,
// domain, ticks, format, points and texts. label names a row.
function dots(width, {rows, label, panels, left, rowHeight = 20}) {
  const gap = 14, inner = (width - left - gap * panels.length) / panels.length, height = 62 + rowHeight * rows.length + 20, parts = [];
  let x = 0;
  for (const [i, p] of panels.entries()) {
    const marginLeft = i ? gap / 2 : left, wide = marginLeft + inner + gap / 2, format = p.format || minus;
    const top = (text, options) => Plot.text([text], {text: (t) => t, lineAnchor: "bottom", ...options});
    const shown = p.points.filter((q) => q.low !== null), silent = p.points.filter((q) => q.low === null), none = p.none || [];
    const say = (list, more) => Plot.text(list, {y: "row", text: "why", frameAnchor: "left", textAnchor: "start", dx: 3, fontSize: 10.5, fill: "var(--soft)", stroke: "var(--paper)", strokeWidth: 4, ...more});
    const step = (p.ticks[1] ?? 1) - p.ticks[0], apart = Math.ceil((44 * (p.domain[1] - p.domain[0])) / (step * inner)); // ticks, so that no two numbers meet
    const roomy = p.ends && 5.8 * (p.ends[0].length + p.ends[1].length + 6) < inner; // for arrows beside the names of the ends
    const told = p.ticks.filter((t) => Math.round(t / step) % apart === 0);
    const plot = Plot.plot(common(wide, {
      height, marginLeft, marginRight: gap / 2, marginTop: 58, marginBottom: 20, x: {domain: p.domain, axis: null}, y: {domain: rows, label: null, axis: null},
      marks: [
        Plot.gridX(p.ticks, {stroke: "var(--line)", strokeOpacity: 1}), Plot.gridY({stroke: "var(--line)", strokeOpacity: 0.8, dy: rowHeight / 2}),
        Plot.ruleX([0], {stroke: "var(--soft)", strokeWidth: 1.1}),
        ...(i ? [] : [Plot.axisY({tickFormat: label, tickSize: 0, label: null, fontSize: 12, fontWeight: (n) => (n === allRows ? 700 : 400), fill: "var(--ink)"})]),
        ...(p.group && p.group !== panels[i - 1]?.group ? [top(p.group, {frameAnchor: "top-left", dy: -42, fontSize: 12.5, fontWeight: 700, fill: "var(--ink)"})] : []),
        top(cut(p.title, Math.floor(inner / 6)), {frameAnchor: "top-left", dy: -26, fontSize: 12, fill: "var(--ink)"}),
        ...["start", "middle", "end"].map((textAnchor) => Plot.text(told.filter((t) => anchorOf(t, p.domain) === textAnchor), {x: (d) => d, text: (d) => format(d), textAnchor, frameAnchor: "top", lineAnchor: "bottom", dy: -8, fontSize: 10.5, fill: "var(--soft)"})),
        ...(p.ends ? [Plot.text([roomy ? `← ${p.ends[0]}` : p.ends[0]], {frameAnchor: "bottom-left", lineAnchor: "top", dy: 7, fontSize: 10.5, fill: "var(--against)"}), Plot.text([roomy ? `${p.ends[1]} →` : p.ends[1]], {frameAnchor: "bottom-right", lineAnchor: "top", dy: 7, fontSize: 10.5, fill: "var(--for)"})] : []),
        ...whiskers(shown, p.domain),
        ...[...new Set(silent.map((q) => q.dy))].map((dy) => say(silent.filter((q) => q.dy === dy), {href: "href", title: "title", dy})),
        say(none, {fillOpacity: 0.85}), ...(p.texts || [])
      ]
    }));
    plot.setAttribute("x", x);
    parts.push(plot);
    x += wide;
  }
  return shape("svg", {width, height, viewBox: `0 0 ${width} ${height}`, class: "plot"}, ...parts);
}

// anchorOf keeps the number of a tick inside its panel.
function anchorOf(t, [low, high]) { return t - low < 0.12 * (high - low) ? "start" : high - t < 0.12 * (high - low) ? "end" : "middle"; }

// ticksOf are round numbers inside a domain.
function ticksOf([low, high]) {
  const step = high - low > 1.2 ? 0.5 : high - low > 0.65 ? 0.4 : high - low > 0.35 ? 0.2 : 0.1;
  const out = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9; k++) out.push(+(k * step).toFixed(2));
  return out;
}

// rowsOf are the sources of a plot, those with the most articles or all, in order; ""
// is the source that is not known.
function rowsOf(figure, most, value) {
  const shown = figure.state.all ? facts.sources : facts.sources.slice(0, most), names = shown.map((s) => s.name);
  if (figure.state.order === "name") names.sort((a, b) => a.localeCompare(b));
  if (value) names.sort((a, b) => (value(b) ?? -9) - (value(a) ?? -9));
  return names;
}

const mostRows = 25;

function rowLabel(name, width) {
  if (name === allRows) return `${allOf()}  ${facts.sources.reduce((a, s) => a + s.articles, 0)}`;
  const s = facts.sources.find((x) => x.name === name);
  return `${cut(name || unknownSource, width < 600 ? 13 : 24)}  ${s ? s.articles : ""}`;
}

function leftOf(width) { return width < 600 ? 122 : 178; }

function moreButton(figure, most = mostRows) {
  if (facts.sources.length <= most) return null;
  return el("button", {type: "button", class: "more-button", "aria-pressed": String(!!figure.state.all), click: () => figure.set({all: !figure.state.all})},
    figure.state.all ? `Only the ${most} largest` : `All ${facts.sources.length} ${facts.unit}s`);
}

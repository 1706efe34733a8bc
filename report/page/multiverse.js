// multiverse is the specification curve: the same question under every
// combination of choices, by size of the answer.

// The choices in words, in the order in which they stand under the curve.
const choicesOf = [
  ["voice", (v) => ({narrator: "own words", quoted: "quoted words"})[v] || v], ["scope", (v) => scopeWords[v] || v], ["weights", (v) => weightWords[v] || v], ["dedup", (v) => copyWords[v] || v],
  ["period", (v) => timeWords[v] || v], ["threshold", thresholdWords], ["answer", (v) => answerWords[v] || v], ["scorer", (v) => `scorer ${v}`], ["run", (v) => v]
];

const answerWords = {expected: "expected values", label: "likeliest labels", judgments: "explicit judgments", reader_only: "reader alone", rules_only: "rules alone"};

function clearSign(r) { return r.ci_low !== null && r.ci_low > 0 ? "for" : r.ci_high !== null && r.ci_high < 0 ? "against" : "even"; }

function multiverse(tables) {
  const table = tables.multiverse;
  const draw = (width, figure) => {
    if (!table) return {plot: el("p", {class: "empty"}, "With more than 20,000 portrayals this page does not ask the question in other ways by itself: dyad multiverse RUN does, and then they stand here."), columns: [], rows: []};
    const rows = table.objects().filter((r) => r.level === "all" && r.target === figure.state.target && r.mean !== null);
    if (!rows.length) return {plot: el("p", {class: "empty"}, `Nothing measured toward ${nameOf(figure.state.target)}.`), columns: table.columns, rows: []};
    rows.sort((a, b) => a.mean - b.mean || a.rank - b.rank);
    const varied = choicesOf.filter(([c]) => new Set(rows.map((r) => r[c])).size > 1);
    const words = (r) => varied.map(([c, say]) => say(r[c])).join(", ");
    const groups = varied.map(([c, say]) => [...new Set(rows.map((r) => r[c]))].sort((a, b) => (a < b ? -1 : 1)).map((v) => ({c, v, name: say(v)})));
    const points = rows.map((r, i) => ({r, i, href: address(filterOfSpecification(r)),
      title: `${signed(r.mean)}${r.ci_low === null ? ", no interval" : ` (${signed(r.ci_low)} to ${signed(r.ci_high)})`}; ${counted(r.n_articles, "article")}, ${counted(r.n_portrayals, "sentence")}: ${words(r)}${r.is_default ? "; the choice of this run" : ""}`}));
    const svg = stacked(width, curve(width, points), grid(width, points, groups));
    const own = rows.find((r) => r.is_default), on = (side) => rows.filter((r) => (r.side || "") === side).length;
    const sides = {below: "lies below 0", above: "lies above 0", across: "holds 0"};
    return {plot: svg, columns: table.columns, rows, cells: ["rank", "mean", "ci_low", "ci_high", "n_articles", "n_portrayals", "voice", "scope", "weights", "dedup", "period", "answer", "threshold", "scorer", "is_default", "warnings"],
      legend: [legend.box("var(--for)", "interval above 0"), legend.box("var(--against)", "interval below 0"), legend.box("var(--even)", "interval holds 0, or none"), legend.ringed()],
      subtitle: `toward ${nameOf(figure.state.target)}, ${asked(rows)} over all ${facts.unit}s`,
      note: `${rows.length} ways to ask for the ${asked(rows)} over all ${facts.unit}s, from the lowest answer to the highest; the ticks below show which choices each one makes. ` +
        `The whole interval of ${on("below")} lies below 0, of ${on("above")} above 0; of ${on("across")} it holds 0, and ${on("")} have none. ` +
        `${own ? (own.side ? `That of the choice of this run ${sides[own.side]}. ` : "The choice of this run has none. ") : ""}${facts.multiverse === "run" ? "The rows are those of detail/multiverse.csv, which has every source too." : "This is a first look, with t intervals: dyad multiverse RUN puts the intervals of the study here, and every source into detail/multiverse.csv."}`, label: ""};
  };
  const choices = (f) => (table ? [select("Toward", actors.map((t) => [t, nameOf(t)]), f.state.target, (target) => f.set({target}))] : []);
  const first = table ? actors.find((t) => table.objects().some((r) => r.target === t && r.mean !== null)) || "actor1" : "actor1";
  return {id: "c-multiverse", title: "The same question under every combination of choices", state: {target: first}, choices, draw, keep: true};
}

function asked(rows) { return rows[0].measure.replaceAll("_", " "); }

const curveHeight = 250;

function leftOfCurve(width) { return width < 600 ? 150 : 250; }

// curve is the upper half: the answers with their intervals. A band as wide as
// an answer, over the whole height, leads where its dot leads, for a pointer.
function curve(width, points) {
  const ends = points.flatMap((p) => [p.r.mean, p.r.ci_low ?? 0, p.r.ci_high ?? 0, -0.05, 0.05]);
  const least = Math.max(-1, Math.min(...ends)), most = Math.min(1, Math.max(...ends));
  const inside = (x) => Math.min(Math.max(x, least), most);
  const color = (p) => `var(--${clearSign(p.r)})`;
  const known = points.filter((p) => p.r.ci_low !== null);
  return Plot.plot(common(width, {height: curveHeight, marginLeft: leftOfCurve(width), marginRight: 14, marginTop: 12, marginBottom: 6, x: {domain: [-1, points.length], axis: null}, y: {domain: [least, most], nice: true, label: null},
    marks: [
      Plot.axisY({tickFormat: minus, tickSize: 0, label: null, ticks: 6}), Plot.gridY({stroke: "var(--line)", strokeOpacity: 1, ticks: 6}), Plot.ruleY([0], {stroke: "var(--soft)"}),
      Plot.ruleX(known, {x: "i", y1: (p) => inside(p.r.ci_low), y2: (p) => inside(p.r.ci_high), stroke: color, strokeOpacity: 0.35}),
      Plot.rect(points, {x1: (p) => p.i - 0.5, x2: (p) => p.i + 0.5, y1: least, y2: most, fill: "transparent", href: "href", title: "title", ariaHidden: "true"}),
      Plot.dot(points, {x: "i", y: (p) => p.r.mean, r: 2.4, fill: color, href: "href", title: "title"}),
      Plot.dot(points.filter((p) => p.r.is_default), {x: "i", y: (p) => p.r.mean, r: 6, stroke: "var(--ink)", strokeWidth: 1.8, pointerEvents: "none", ariaHidden: "true"})
    ]}));
}

// grid is the lower half: a tick for each choice that an answer makes.
function grid(width, points, groups) {
  const lines = groups.flatMap((group, g) => [...(g ? [{name: " ".repeat(g)}] : []), ...group]);
  return Plot.plot(common(width, {height: 13 * lines.length + 10, marginLeft: leftOfCurve(width), marginRight: 14, marginTop: 2, marginBottom: 4, x: {domain: [-1, points.length], axis: null}, y: {domain: lines.map((l) => l.name), axis: null},
    marks: [
      Plot.axisY({tickSize: 0, label: null, fontSize: 11, tickFormat: (n) => cutMiddle(n, Math.floor(leftOfCurve(width) / 6.2))}),
      Plot.tickX(lines.flatMap((l) => (l.c ? points.filter((p) => p.r[l.c] === l.v).map((p) => ({...p, line: l.name})) : [])),
        {x: "i", y: "line", stroke: (p) => `var(--${clearSign(p.r)})`, strokeWidth: Math.max(0.8, Math.min(2, width / points.length / 3)), insetTop: 1, insetBottom: 1})
    ]}));
}

// stacked puts two drawings into one, the second under the first.
function stacked(width, top, bottom) {
  const height = +top.getAttribute("height") + +bottom.getAttribute("height");
  bottom.setAttribute("y", top.getAttribute("height"));
  return shape("svg", {width, height, viewBox: `0 0 ${width} ${height}`, class: "plot"}, top, bottom);
}

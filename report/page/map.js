// map is the plot of the relation against portrayal, a mark for each source.

function map(tables) {
  const all = estimatesOf(tables.sources).filter((e) => e.level === "source");
  const isOf = (e, {target, voice}) => e.measure === "portrayal" && e.scope === "any" && e.target === target && seriesOf(e) === voice;
  const cooperation = new Map(all.filter((e) => e.measure === "relation" && e.scope === "any").map((e) => [e.source, e]));
  const pairs = (view) => {
    const approval = new Map(all.filter((e) => isOf(e, view)).map((e) => [e.source, e]));
    return facts.sources.filter((s) => cooperation.has(s.name) && approval.has(s.name)).map((s) => ({s, name: s.name || unknownSource, x: cooperation.get(s.name), y: approval.get(s.name)}));
  };
  const draw = (width, figure) => {
    const {target, voice} = figure.state, both = pairs(figure.state);
    if (!both.length) return {plot: el("p", {class: "empty"}, `No ${facts.unit} has both figures.`), columns: tables.sources.columns, rows: []};
    const color = voice === "own" ? marksOf.own.color : marksOf.quoted.color;
    const frame = {width: Math.min(width, 900), left: 52, right: 16, top: 14, bottom: 44};
    frame.height = Math.round(frame.width * (width < 600 ? 0.9 : 0.62));
    const ends = (of) => both.flatMap((p) => [of(p).mean, ...(hasInterval(of(p)) ? [of(p).ci_low, of(p).ci_high] : [])]), domain = (list) => [Math.max(-1, Math.min(-0.2, ...list) - 0.05), Math.min(1, Math.max(0.2, ...list) + 0.05)];
    const [dx, dy] = [domain(ends((p) => p.x)), domain(ends((p) => p.y))], radius = radiusOf(both, (width < 600 ? 8 : 12) / (both.length > 80 ? 1.5 : 1));
    const crowd = both.length > 80, lines = crowd ? [] : both; // the intervals of so many would hide the marks
    const corner = (text, anchor, dx, dy) => Plot.text([text], {frameAnchor: anchor, dx, dy, fill: "var(--soft)", fontSize: 11, fontStyle: "italic"});
    const plot = Plot.plot(common(frame.width, {
      height: frame.height, marginLeft: frame.left, marginBottom: frame.bottom, marginRight: frame.right, marginTop: frame.top,
      x: {domain: dx, label: null}, y: {domain: dy, label: null}, r: {type: "identity"},
      marks: [
        Plot.frame({stroke: "var(--line)"}),
        Plot.axisX(ticksOf(dx), {tickFormat: minus, label: "← conflict     cooperation →", labelAnchor: "center", tickSize: 0, labelArrow: "none"}),
        Plot.axisY(ticksOf(dy), {tickFormat: minus, label: "← bad     good →", labelAnchor: "center", tickSize: 0, labelArrow: "none"}),
        Plot.ruleX([0], {stroke: "var(--axis)"}), Plot.ruleY([0], {stroke: "var(--axis)"}),
        corner("conflict, looks good", "top-left", 8, 8), corner("cooperation, looks good", "top-right", -8, 8),
        corner("conflict, looks bad", "bottom-left", 8, -8), corner("cooperation, looks bad", "bottom-right", -8, -8),
        Plot.link(lines.filter((p) => hasInterval(p.x)), {x1: (p) => p.x.ci_low, x2: (p) => p.x.ci_high, y1: (p) => p.y.mean, y2: (p) => p.y.mean, stroke: color, strokeOpacity: 0.28}),
        Plot.link(lines.filter((p) => hasInterval(p.y)), {y1: (p) => p.y.ci_low, y2: (p) => p.y.ci_high, x1: (p) => p.x.mean, x2: (p) => p.x.mean, stroke: color, strokeOpacity: 0.28}),
        Plot.dot(both, {x: (p) => p.x.mean, y: (p) => p.y.mean, r: radius, symbol: voice === "own" ? "circle" : "diamond", stroke: color, strokeWidth: 1.4,
          fill: (p) => (hasInterval(p.x) && hasInterval(p.y) ? color : "var(--paper)"), fillOpacity: 0.75, href: (p) => address(filterOfCell(p.y)),
          title: (p) => `${tip(p.x, `${p.name}, relation`)}. ${tip(p.y, `Portrayal of ${nameOf(target)} in ${voice} words`)}`})
      ]
    }));
    const at = both.map((p) => ({x: plot.scale("x").apply(p.x.mean), y: plot.scale("y").apply(p.y.mean), r: radius(p), text: cut(p.name, 24)}));
    const named = labelled(plot, at, {left: frame.left + 3, right: frame.width - frame.right - 3, top: frame.top + 18, bottom: frame.height - frame.bottom - 18});
    return {plot, columns: tables.sources.columns, rows: both.flatMap((p) => [p.x, p.y]), legend: [], subtitle: `${nameOf(target)} in ${voice} words`,
      cells: ["source", "measure", "voice", "target", "n_articles", "n_rows", "mean", "ci_low", "ci_high", "warnings"],
      note: `${counted(both.length, facts.unit)} with both figures; the larger the mark, the more articles. A hollow mark has no interval in at least one direction; ${crowd ? "the intervals of so many sources stand in the table" : "faint lines are the intervals"}.` +
        (named < both.length ? ` ${counted(both.length - named, "name")} would not fit beside ${both.length - named === 1 ? "its mark" : "their marks"}: point at a mark, or see the table.` : ""), label: ""};
  };
  const choices = (f) => [
    select("Of", actors.map((t) => [t, nameOf(t)]), f.state.target, (target) => f.set({target})),
    select("In", [["own", "own words"], ["quoted", "quoted words"]], f.state.voice, (voice) => f.set({voice}))
  ];
  return {id: "c-map", title: `Relation and portrayal, ${facts.unit} by ${facts.unit}`, state: firstView(pairs), choices, draw, keep: true};
}

// firstView is the view in which the most sources take a side.
function firstView(pairs) {
  const views = ["own", "quoted"].flatMap((voice) => ["actor2", "actor1"].map((target) => ({target, voice})));
  const sides = new Map(views.map((v) => [v, pairs(v).filter((p) => p.y.mean !== 0).length]));
  return views.reduce((best, v) => (sides.get(v) > sides.get(best) ? v : best));
}

// radiusOf gives marks an area that grows with the articles of their source.
function radiusOf(both, most) {
  const largest = Math.max(...both.map((p) => p.s.articles), 1);
  return (p) => 3 + (most - 3) * Math.sqrt(p.s.articles / largest);
}

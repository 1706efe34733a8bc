// The timeline: the mean of each period with its interval, the smooth curve,
// events and gaps.

// middle gives the day in the middle of a period, as a Date.
function middle(period) {
  const {from, to} = periodRange(period);
  const start = from ? Date.parse(from) : null, end = to ? Date.parse(to) : null;
  if (start === null && end === null) return null;
  return new Date(start === null ? end : end === null ? start : (start + end) / 2);
}

// nameEvents gives each event a label and a step above the chart so that no two
// labels meet: their names where these fit in four steps, else numbers. It says
// how many steps there are.
function nameEvents(events, at, width) {
  const fit = (label, most) => {
    const ends = [];
    for (const [i, e] of events.entries()) {
      e.label = label(e, i);
      const x = at(+e.x), end = x + 3 + labelWidth(e.label) + 8;
      if (end > width + 8) return 0;
      const free = ends.findIndex((before) => before < x);
      e.step = free < 0 ? ends.length : free;
      if (e.step === most) return 0;
      ends[e.step] = end;
    }
    return ends.length;
  };
  return fit((e) => cut(e.name, 32), 4) || fit((_, i) => String(i + 1), 8);
}

// longRuns leaves out the parts of a curve that are too short to show a course:
// each panel's points between two breaks.
function longRuns(curve) {
  const runs = [];
  for (const panel of new Set(curve.map((p) => p.panel))) {
    let run = [];
    for (const p of curve.filter((p) => p.panel === panel).concat({y: NaN, panel})) {
      run.push(p);
      if (!Number.isNaN(p.y)) continue;
      if (run.length > shortestRun) runs.push(run);
      run = [];
    }
  }
  return runs.flat().filter((p) => p.x);
}

const shortestRun = 3; // periods

function timeline(tables) {
  const all = estimatesOf(tables.timeline), trends = tables.trends.objects();
  const isOf = (e, f) => (f.source === "" ? e.level === "all" : e.level === "source" && (e.source || unknownSource) === f.source);
  const draw = (width, figure) => {
    const {scope, source, panel} = figure.state;
    const panels = panel === "all" ? mainPanels : [panel];
    const points = {own: [], quoted: []}, drawn = [];
    for (const e of all) {
      const p = panelOf(e), voice = seriesOf(e), x = middle(e.period);
      if (e.scope !== scope || !isOf(e, {source}) || !panels.includes(p) || !x) continue;
      const q = point(e, "", p, `${e.period}, ${figureName(p, voice)}`, [-1, 1]);
      points[voice].push({...q, x, bar: voice === "own" ? -3 : 3});
      drawn.push(e);
    }
    if (!drawn.length && source === "") return null;
    const curve = [], gaps = [];
    for (const t of trends) {
      const p = panelOf(t);
      if (t.scope !== scope || !isOf(t, {source}) || !panels.includes(p) || seriesOf(t) !== "own") continue;
      if (t.kind === "smooth") curve.push({x: new Date(t.date), y: t.estimate, low: t.ci_low, high: t.ci_high, panel: p});
      if (t.kind === "gap") {
        gaps.push({panel: p, x: new Date(t.date), n: t.n_periods});
        curve.push({x: new Date(t.date), y: NaN, low: NaN, high: NaN, panel: p});
      }
    }
    const smooth = longRuns(curve.sort((a, b) => a.x - b.x));
    const times = [...points.own, ...points.quoted].map((p) => +p.x);
    const first = Math.min(...times), last = Math.max(...times), edge = Math.max((last - first) * 0.02, 15 * 864e5);
    const events = facts.events.map((e) => ({...e, x: new Date(e.date)})).filter((e) => e.x >= first - edge && e.x <= last + edge);
    const steps = nameEvents(events, (x) => 44 + ((x - first + edge) / (last - first + 2 * edge)) * (width - 58), width);
    const fy = "panel", numbers = (list) => list.filter((p) => p.low !== null);
    const dots = (list, {symbol, color, dx}) => [
      Plot.ruleX(numbers(list), {fy, x: "x", y1: "low", y2: "high", stroke: color, strokeWidth: 1.3, strokeOpacity: 0.75, dx}),
      Plot.dot(list, {fy, x: "x", y: "mean", symbol, r: 3.3, stroke: color, strokeWidth: 1.3, fill: (p) => (p.low === null ? "var(--paper)" : color), href: "href", title: "title", dx})
    ];
    const plot = Plot.plot(common(width, {
      height: 64 + 13 * steps + panels.length * 150, marginLeft: 44, marginRight: 14, marginTop: 26 + 13 * steps, marginBottom: 38,
      x: {type: "utc", domain: [new Date(first - edge), new Date(last + edge)], label: null}, y: {domain: [-1, 1], label: null},
      fy: {domain: panels, label: null, axis: null, padding: 0.2},
      marks: [
        Plot.gridY([-1, -0.5, 0.5, 1], {stroke: "var(--line)", strokeOpacity: 1}),
        Plot.axisY([-1, 0, 1], {tickFormat: (y) => (y < 0 ? "−1" : y > 0 ? "+1" : "0"), tickSize: 0, label: null}),
        Plot.axisX({anchor: "bottom", tickSize: 4, label: null}),
        Plot.ruleY([0], {stroke: "var(--soft)"}),
        Plot.ruleX(events, {x: "x", stroke: "var(--soft)", strokeDasharray: "3,3"}),
        ...(figure.state.curve ? [Plot.areaY(smooth, {fy, x: "x", y1: "low", y2: "high", fill: "var(--own)", fillOpacity: 0.09}),
          Plot.lineY(smooth, {fy, x: "x", y: "y", stroke: "var(--own)", strokeWidth: 1.6, strokeOpacity: 0.55})] : []),
        ...dots(points.own, {...marksOf.own, dx: -2}), ...dots(points.quoted, {...marksOf.quoted, dx: 2}),
        Plot.text(panels, {fy: (p) => p, text: panelName, frameAnchor: "top-left", lineAnchor: "bottom", dx: 2, dy: -4, fontWeight: 600, fontSize: 12.5, fill: "var(--ink)"}),
        ...Array.from({length: steps}, (_, step) => Plot.text(events.filter((e) => e.step === step), {fy: () => panels[0], x: "x", text: "label", textAnchor: "start",
          frameAnchor: "top", lineAnchor: "bottom", dx: 3, dy: -20 - 13 * step, fontSize: 11, fill: "var(--soft)"}))
      ]
    }));
    const missing = gaps.filter((g) => g.panel === panels[0]).reduce((a, g) => a + g.n, 0);
    return {plot, columns: tables.timeline.columns, rows: drawn, legend: [legend.own(), legend.quoted(), legend.hollow()],
      subtitle: `${source || "all sources"}, ${scopes.find(([s]) => s === scope)[1].toLowerCase()}`,
      note: drawn.length === 0 ? "This source has no dated figure." :
        `Each mark is a ${facts.period === "events" ? "time between events" : facts.period} with articles; where there are none there is no mark` +
        `${missing ? ` (${counted(missing, "period")} without articles between the first and the last)` : ""}. ` +
        `${smooth.length && figure.state.curve ? `The curve is a LOESS smooth of the own words, with a band for each point by itself; it is broken where articles are missing, and left out where fewer than ${shortestRun} periods follow each other. ` : ""}` +
        `${events.length ? `Dashed lines are the events of the study${events.some((e) => e.label !== e.name) ? `: ${events.map((e) => `${e.label === e.name ? "" : `${e.label} `}${e.name} (${e.date})`).join("; ")}` : ""}.` : ""}`,
      label: "The figures stand in the table below."};
  };
  const named = [...new Set(all.filter((e) => e.level === "source").map((e) => e.source || unknownSource))];
  const order = facts.sources.map((s) => s.name || unknownSource).filter((n) => named.includes(n));
  const choices = (f) => [
    select("Source", [["", "all sources"], ...order.map((n) => [n, cut(n, 40)])], f.state.source, (source) => f.set({source})),
    select("Sentences", scopes, f.state.scope, (scope) => f.set({scope})),
    select("Figure", [["all", "one below the other"], ...allPanels.map((p) => [p, panelName(p)])], f.state.panel, (panel) => f.set({panel})),
    select("Curve", [["1", "with smooth curve"], ["", "marks only"]], f.state.curve, (curve) => f.set({curve}))
  ];
  return {id: "c-timeline", title: "Over time", state: {scope: "any", source: "", panel: "all", curve: "1"}, choices, draw};
}

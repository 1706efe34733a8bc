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
const upArrow = mark((c, h) => { c.moveTo(0, -h); c.lineTo(h, h); c.lineTo(-h, h); c.closePath(); });
const downArrow = mark((c, h) => { c.moveTo(0, h); c.lineTo(h, -h); c.lineTo(-h, -h); c.closePath(); });

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
      points[voice].push({...point(e, "", `${e.period}, ${figureName(p, voice)}`), panel: p, x});
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
    const start = Math.min(...times), last = Math.max(...times), edge = Math.max((last - start) * 0.02, 15 * 864e5);
    const events = facts.events.map((e) => ({...e, x: new Date(e.date)})).filter((e) => e.x >= start - edge && e.x <= last + edge);
    const steps = nameEvents(events, (x) => 44 + ((x - start + edge) / (last - start + 2 * edge)) * (width - 58), width);
    const dots = (list, {symbol, color, dx}, [least, most]) => {
      const inside = (y) => Math.min(Math.max(y, least), most), known = list.filter((p) => p.low !== null);
      return [
        Plot.ruleX(known, {x: "x", y1: (p) => inside(p.low), y2: (p) => inside(p.high), stroke: color, strokeWidth: 1.4, strokeOpacity: 0.6, dx}),
        Plot.dot(known.filter((p) => p.low < least), {x: "x", y: least, symbol: downArrow, fill: color, r: 3, dx}), Plot.dot(known.filter((p) => p.high > most), {x: "x", y: most, symbol: upArrow, fill: color, r: 3, dx}),
        Plot.dot(list, {x: "x", y: "mean", symbol, r: 3.4, stroke: color, strokeWidth: 1.3, fill: (p) => (p.low === null ? "var(--paper)" : color), href: "href", title: "title", dx})
      ];
    };
    const parts = panels.map((p, i) => {
      const of = (list) => list.filter((q) => q.panel === p), own = of(points.own), quoted = of(points.quoted), run = of(smooth);
      const domain = domainOf([...own, ...quoted], kindOf(p).least, () => true), ticks = ticksOf(domain), inside = (y) => Math.min(Math.max(y, domain[0]), domain[1]);
      const first = i === 0, foot = i === panels.length - 1 ? 36 : 8, head = first ? 24 + 13 * steps : 24;
      return Plot.plot(common(width, {
        height: head + 116 + foot, marginLeft: 44, marginRight: 14, marginTop: head, marginBottom: foot,
        x: {type: "utc", domain: [new Date(start - edge), new Date(last + edge)], label: null}, y: {domain, label: null},
        marks: [
          Plot.gridY(ticks, {stroke: "var(--line)", strokeOpacity: 1}), Plot.axisY(ticks, {tickFormat: minus, tickSize: 0, label: null}), ...(foot > 8 ? [Plot.axisX({anchor: "bottom", tickSize: 4, label: null})] : []),
          Plot.ruleY([0], {stroke: "var(--soft)"}), Plot.ruleX(events, {x: "x", stroke: "var(--soft)", strokeDasharray: "3,3"}),
          ...(figure.state.curve ? [Plot.areaY(run, {x: "x", y1: (q) => inside(q.low), y2: (q) => inside(q.high), fill: "var(--own)", fillOpacity: 0.1}), Plot.lineY(run, {x: "x", y: (q) => inside(q.y), stroke: "var(--own)", strokeWidth: 1.6, strokeOpacity: 0.6})] : []),
          ...dots(own, {...marksOf.own, dx: -2}, domain), ...dots(quoted, {...marksOf.quoted, dx: 2}, domain),
          Plot.text([panelName(p)], {frameAnchor: "top-left", lineAnchor: "bottom", dx: 2, dy: -6, fontWeight: 600, fontSize: 12.5, fill: "var(--ink)"}),
          ...(first ? Array.from({length: steps}, (_, step) => Plot.text(events.filter((e) => e.step === step), {x: "x", text: "label", textAnchor: "start",
            frameAnchor: "top", lineAnchor: "bottom", dx: 3, dy: -20 - 13 * step, fontSize: 11, fill: "var(--soft)"})) : [])
        ]
      }));
    });
    const plot = parts.reduce((top, next) => stacked(width, top, next));
    const missing = gaps.filter((g) => g.panel === panels[0]).reduce((a, g) => a + g.n, 0);
    return {plot, columns: tables.timeline.columns, rows: drawn, legend: [legend.dot("var(--own)", "own words, and the relation"), key([line("var(--quoted)"), ["path", {d: diamond, fill: "var(--quoted)"}]], "quoted words"), legend.hollow()],
      subtitle: `${source || "all sources"}, ${scopes.find(([s]) => s === scope)[1].toLowerCase()}`,
      note: drawn.length === 0 ? `This ${facts.unit} has no dated figure.` :
        `Each mark is a ${facts.period === "events" ? "time between events" : facts.period} with articles; where there are none there is no mark` +
        `${missing ? ` (${counted(missing, "period")} without articles between the first and the last)` : ""}. ` +
        `${smooth.length && figure.state.curve ? `The curve is a LOESS smooth of the own words, with a band for each point by itself; it is broken where articles are missing, and left out where fewer than ${shortestRun} periods follow each other. ` : ""}` +
        `${events.length ? `Dashed lines are the events of the study${events.some((e) => e.label !== e.name) ? `: ${events.map((e) => `${e.label === e.name ? "" : `${e.label} `}${e.name} (${e.date})`).join("; ")}` : ""}.` : ""}`,
      label: "The figures stand in the table below."};
  };
  const named = [...new Set(all.filter((e) => e.level === "source").map((e) => e.source || unknownSource))];
  const order = facts.sources.map((s) => s.name || unknownSource).filter((n) => named.includes(n));
  const choices = (f) => [
    select(Unit(), [["", `all ${facts.unit}s`], ...order.map((n) => [n, cut(n, 40)])], f.state.source, (source) => f.set({source})),
    select("Sentences", scopes, f.state.scope, (scope) => f.set({scope})),
    select("Figure", [["all", "one below the other"], ...allPanels.map((p) => [p, panelName(p)])], f.state.panel, (panel) => f.set({panel})),
    select("Curve", [["1", "with smooth curve"], ["", "marks only"]], f.state.curve, (curve) => f.set({curve}))
  ];
  return {id: "c-timeline", title: facts.period === "events" ? "From event to event" : `${facts.period[0].toUpperCase()}${facts.period.slice(1)} by ${facts.period}`, state: {scope: "any", source: "", panel: "all", curve: "1"}, choices, draw};
}

// The flow of articles, and how far the answer depends on choices and codes.

function flow(tables) {
  const stages = tables.flow.objects().filter((r) => r.reason === "");
  const names = {found: "found in the inputs", read: "could be read", in_language: "in a language of the study", dated: "with a date", sourced: "with a known source",
    distinct: "no copy within their source", mentions_both: "mention both actors", has_dyad_sentence: "with a sentence about the two", scored: "scored: count in the figures"};
  const draw = (width) => {
    if (!stages.length) return null;
    const filter = (r) => r.is_filter || r.stage === "found";
    const plot = Plot.plot(common(width, {
      height: 16 + 27 * stages.length, marginLeft: width < 600 ? 168 : 230, marginRight: 70, marginTop: 4, marginBottom: 4,
      x: {domain: [0, Math.max(1, ...stages.map((r) => r.n))], axis: null}, y: {domain: stages.map((r) => r.stage), label: null, axis: null, padding: 0.24},
      marks: [
        Plot.axisY({tickFormat: (s) => names[s] || s, tickSize: 0, label: null}),
        Plot.barX(stages, {x: "n", y: "stage", fill: (r) => (filter(r) ? "var(--own)" : "var(--axis)"), title: (r) => `${names[r.stage] || r.stage}: ${counted(r.n, "article")}${r.n_lost ? `, ${r.n_lost} lost` : ""}`}),
        Plot.text(stages, {x: "n", y: "stage", text: (r) => r.n.toLocaleString("en") + (r.n_lost ? `  (−${r.n_lost})` : ""), textAnchor: "start", dx: 6, fill: "var(--ink)"})
      ]
    }));
    return {plot, columns: tables.flow.columns, rows: tables.flow.objects(), legend: [legend.box("var(--own)", "leaves articles out"), legend.box("var(--axis)", "counts a fact, leaves none out")],
      note: "The reasons stand in the table below.", label: stages.map((r) => `${names[r.stage] || r.stage} ${r.n}`).join(", ")};
  };
  return {id: "c-flow", title: "The flow of articles", draw};
}

// corrected shows how human codes move the answer over all sources.
function corrected(tables) {
  const all = estimatesOf(tables.sources).filter((e) => e.level === "all" && e.measure === "tone" && (e.mean_dsl ?? e.mean_ppi ?? null) !== null);
  const draw = (width) => {
    const kinds = [["as scored", "mean", "ci_low", "ci_high"], ["corrected (PPI++)", "mean_ppi", "ppi_low", "ppi_high"], ["corrected (DSL)", "mean_dsl", "dsl_low", "dsl_high"]];
    const rows = [];
    for (const e of all) {
      const own = e.voice === "narrator" && e.holder_class === "narrator";
      if (!own && !(e.voice === "quoted" && e.holder_class === "any")) continue;
      for (const [kind, mean, low, high] of kinds)
        if (e[mean] !== null && e[mean] !== undefined)
          rows.push({e, row: `${own ? "own" : "quoted"}, toward ${nameOf(e.target)}`, kind, mean: e[mean], low: e[low], high: e[high], href: address(filterOfCell(e)),
            title: `${own ? "Own" : "Quoted"} words toward ${nameOf(e.target)}, ${kind}: ${signed(e[mean])} (${signed(e[low])} to ${signed(e[high])}), ${counted(e.n_gold || 0, "code")}`});
    }
    if (!rows.length) return null;
    const names = [...new Set(rows.map((r) => r.row))];
    const plot = Plot.plot(common(width, {
      height: 40 + 46 * names.length, marginLeft: width < 600 ? 150 : 240, marginRight: 14, marginTop: 24, marginBottom: 8, x: {domain: [-1, 1], label: null},
      fy: {domain: names, label: null, axis: null}, y: {domain: kinds.map((k) => k[0]), axis: null},
      marks: [
        Plot.axisX([-1, -0.5, 0, 0.5, 1], {anchor: "top", tickFormat: minus, tickSize: 0, label: null}), Plot.ruleX([0], {stroke: "var(--soft)"}), Plot.axisFy({anchor: "left", label: null, fill: "var(--ink)"}),
        Plot.ruleY(rows.filter((r) => r.low !== null), {fy: "row", y: "kind", x1: "low", x2: "high", stroke: (r) => (r.kind === "as scored" ? "var(--own)" : "var(--corrected)"), strokeWidth: 1.8}),
        Plot.dot(rows, {fy: "row", y: "kind", x: "mean", r: 4, symbol: (r) => ({"as scored": "circle", "corrected (PPI++)": "square", "corrected (DSL)": "triangle"})[r.kind],
          fill: (r) => (r.kind === "as scored" ? "var(--own)" : "var(--corrected)"), href: "href", title: "title"})
      ]
    }));
    return {plot, columns: tables.sources.columns, rows: [...new Set(rows.map((r) => r.e))], legend: [], note: "Circle: as scored; square: corrected by PPI++; triangle: by DSL.", label: ""};
  };
  return {id: "c-corrected", title: "What human codes change", draw};
}

// multiverse is the specification curve: the same question under every
// combination of choices, by size.
function multiverse(tables) {
  const table = tables.multiverse;
  const draw = (width, figure) => {
    if (!table) return null;
    const rows = table.objects().filter((r) => r.level === "all" && r.target === figure.state.target && r.mean !== null);
    if (!rows.length) return null;
    rows.sort((a, b) => a.mean - b.mean);
    const choice = [["voice", "voice"], ["weights", "weights"], ["dedup", "copies"], ["period", "time"], ["threshold", "threshold"], ["scorer", "scorer"], ["run", "run"]]
      .filter(([c]) => new Set(rows.map((r) => r[c])).size > 1);
    const lines = choice.flatMap(([c, name]) => [...new Set(rows.map((r) => r[c]))].sort().map((v) => ({c, v, name: `${name}: ${v}`})));
    const color = (r) => (r.ci_low !== null && r.ci_low > 0 ? "var(--for)" : r.ci_high !== null && r.ci_high < 0 ? "var(--against)" : "var(--even)");
    const points = rows.map((r, i) => ({r, i, title: `${signed(r.mean)}${r.ci_low === null ? "" : ` (${signed(r.ci_low)} to ${signed(r.ci_high)})`}: ${lines.filter((l) => r[l.c] === l.v).map((l) => l.name).join(", ")}${r.is_default ? "; the choice of this run" : ""}`}));
    const left = width < 600 ? 130 : 170;
    const inside = (x) => Math.min(Math.max(x, -1), 1);
    const top = Plot.plot(common(width, {height: 240, marginLeft: left, marginRight: 14, marginTop: 12, marginBottom: 6, x: {domain: [-1, rows.length], axis: null}, y: {label: null},
      marks: [
        Plot.axisY({tickFormat: minus, tickSize: 0, label: null}), Plot.gridY({stroke: "var(--line)", strokeOpacity: 1}), Plot.ruleY([0], {stroke: "var(--soft)"}),
        Plot.ruleX(points.filter((p) => p.r.ci_low !== null), {x: "i", y1: (p) => inside(p.r.ci_low), y2: (p) => inside(p.r.ci_high), stroke: (p) => color(p.r), strokeOpacity: 0.3}),
        Plot.dot(points, {x: "i", y: (p) => p.r.mean, r: (p) => (p.r.is_default ? 6 : 2.2), fill: (p) => color(p.r), stroke: (p) => (p.r.is_default ? "var(--ink)" : "none"), title: "title"}),
        ...lines.map(() => null).filter(Boolean)
      ]}));
    const bottom = Plot.plot(common(width, {height: 14 * lines.length + 10, marginLeft: left, marginRight: 14, marginTop: 2, marginBottom: 4, x: {domain: [-1, rows.length], axis: null}, y: {domain: lines.map((l) => l.name), axis: null},
      marks: [Plot.axisY({tickSize: 0, label: null, fontSize: 11}),
        Plot.tickX(lines.flatMap((l) => points.filter((p) => p.r[l.c] === l.v).map((p) => ({...p, line: l.name}))), {x: "i", y: "line", stroke: (p) => color(p.r), strokeWidth: 1.4, insetTop: 2, insetBottom: 2})]}));
    bottom.setAttribute("y", 240);
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    const height = 240 + 14 * lines.length + 10;
    for (const [k, v] of Object.entries({width, height, viewBox: `0 0 ${width} ${height}`, class: "plot"})) svg.setAttribute(k, v);
    svg.append(top, bottom);
    const agree = rows.filter((r) => Math.sign(r.mean) === Math.sign(rows.find((d) => d.is_default)?.mean ?? 0)).length;
    return {plot: svg, columns: table.columns, rows, legend: [legend.box("var(--for)", "interval above 0"), legend.box("var(--against)", "below 0"), legend.box("var(--even)", "holds 0, or none")],
      subtitle: `toward ${nameOf(figure.state.target)}`, note: `${rows.length} combinations, by size; ${agree} agree in sign with the choice of this run (the ringed mark). The intervals are t intervals; dyad multiverse writes those of the study, and all sources.`, label: ""};
  };
  const choices = (f) => (table ? [select("Toward", targets.map((t) => [t, nameOf(t)]), f.state.target, (target) => f.set({target}))] : []);
  return {id: "c-multiverse", title: "The same question under every combination of choices", state: {target: "actor1"}, choices, draw};
}

// The flow of articles, and how far the answer depends on choices and codes.

function flow(tables) {
  const stages = tables.flow.objects().filter((r) => r.reason === "");
  const names = {found: "found in the inputs", read: "could be read", in_language: "in a language of the study", mentions_actor: "mention an actor", dated: "with a date", sourced: "with a known source",
    distinct: "no copy within their source", mentions_both: "mention both actors", has_dyad_sentence: "with a sentence about the two", scored: "scored: count in the figures"};
  const draw = (width) => {
    if (!stages.length) return null;
    const filter = (r) => r.is_filter || r.stage === "found";
    const plot = Plot.plot(common(width, {
      height: 16 + 27 * stages.length, marginLeft: width < 600 ? 186 : 230, marginRight: 64, marginTop: 4, marginBottom: 4,
      x: {domain: [0, Math.max(1, ...stages.map((r) => r.n))], axis: null}, y: {domain: stages.map((r) => r.stage), label: null, axis: null, padding: 0.24},
      marks: [
        Plot.axisY({tickFormat: (s) => names[s] || s, tickSize: 0, label: null}),
        Plot.barX(stages, {x: "n", y: "stage", fill: (r) => (filter(r) ? "var(--own)" : "var(--axis)"), href: (r) => `#flow-${r.stage}`, title: (r) => `${names[r.stage] || r.stage}: ${counted(r.n, "article")}${r.n_lost ? `, ${r.n_lost} lost` : ""}`}),
        Plot.text(stages, {x: "n", y: "stage", text: (r) => r.n.toLocaleString("en") + (r.n_lost ? `  (−${r.n_lost})` : ""), textAnchor: "start", dx: 6, fill: "var(--ink)"})
      ]
    }));
    return {plot, columns: tables.flow.columns, rows: tables.flow.objects(), legend: [legend.box("var(--own)", "leaves articles out"), legend.box("var(--axis)", "counts a fact, leaves none out")],
      note: "A bar leads to its row in the table, which has the reasons.", label: stages.map((r) => `${names[r.stage] || r.stage} ${r.n}`).join(", ")};
  };
  return {id: "c-flow", title: "The flow of articles", draw};
}

// The ways in which a figure stands in the plot of what human codes change.
const correctedKinds = [
  {name: "as scored", mean: "mean", low: "ci_low", high: "ci_high", symbol: "circle", color: "var(--own)", dy: -9},
  {name: "corrected by PPI++", mean: "mean_ppi", low: "ppi_low", high: "ppi_high", symbol: "square", color: "var(--corrected)", dy: 0},
  {name: "corrected by DSL", mean: "mean_dsl", low: "dsl_low", high: "dsl_high", symbol: "triangle", color: "var(--corrected)", dy: 9}
];

// corrected shows how human codes move the answers of all sources, or of one.
function corrected(tables) {
  const all = estimatesOf(tables.sources).filter((e) => ["own_stance", "portrayal"].includes(e.measure) && e.scope === "any" && (e.mean_dsl ?? e.mean_ppi ?? null) !== null);
  const sourceOf = (e) => (e.level === "all" ? "" : e.source || unknownSource);
  const nameOfKind = (e) => (e.measure === "own_stance" ? "own stance" : `portrayal, ${seriesOf(e)} words`);
  const draw = (width, figure) => {
    const rows = all.filter((e) => sourceOf(e) === figure.state.source);
    if (!rows.length) return null;
    const panels = actors.filter((t) => rows.some((e) => e.target === t)), voices = ["own stance", "portrayal, own words", "portrayal, quoted words"].filter((v) => rows.some((e) => nameOfKind(e) === v));
    const points = correctedKinds.map((kind) => rows.filter((e) => (e[kind.mean] ?? null) !== null).map((e) => {
      const as = {...e, mean: e[kind.mean], ci_low: e[kind.low] ?? null, ci_high: e[kind.high] ?? null, warnings: kind.mean === "mean" ? e.warnings : ""};
      return {...point(as, nameOfKind(e), "", {color: kind.color, symbol: kind.symbol, dy: kind.dy}), panel: e.target, href: address(filterOfCell(e)),
        title: `${tip(as, `${figure.state.source || allOf()}, ${nameOfKind(e)} toward ${nameOf(e.target)}, ${kind.name}`)}, ${counted(e.n_gold || 0, "human code")}`};
    }));
    const plot = Plot.plot(common(width, {
      height: 40 + panels.length * (44 * voices.length + 26), marginLeft: width < 600 ? 130 : 160, marginRight: 16, marginTop: 22, marginBottom: 24,
      x: {domain: [-1, 1], axis: null}, y: {domain: voices, axis: null, label: null, padding: 0.5}, fy: {domain: panels, axis: null, label: null, padding: 0.22},
      marks: [
        Plot.gridX([-1, -0.5, 0.5, 1], {stroke: "var(--line)", strokeOpacity: 1}), Plot.ruleX([0], {stroke: "var(--soft)"}),
        Plot.axisX([-1, -0.5, 0, 0.5, 1], {anchor: "bottom", tickFormat: minus, tickSize: 0, label: null}), Plot.axisY({tickSize: 0, label: null}),
        Plot.text(panels, {fy: (p) => p, text: (p) => `Toward ${nameOf(p)}`, frameAnchor: "top-left", lineAnchor: "bottom", dy: -3, fontWeight: 600, fontSize: 12.5, fill: "var(--ink)"}),
        ...whiskers(points.flat(), [-1, 1], {fy: "panel"})
      ]
    }));
    return {plot, columns: tables.sources.columns, rows, cells: ["level", "source", "measure", "voice", "target", "n_articles", "n_rows", "n_gold", "mean", "ci_low", "ci_high", "mean_ppi", "ppi_low", "ppi_high", "mean_dsl", "dsl_low", "dsl_high", "warnings"],
      legend: [legend.scored(), legend.ppi(), legend.dsl()], subtitle: figure.state.source || `all ${facts.unit}s`,
      note: `Figures as the program scored them, and the same figures corrected by the human codes of this run. Both corrections take the program’s errors on the portrayals that people coded: PPI++ moves the mean of all portrayals by them, ` +
        "DSL moves each coded portrayal by its own error, over its chance of being coded. A corrected interval that leaves out the scored mean says that the program errs in one direction.", label: ""};
  };
  const names = [...new Set(all.map(sourceOf))];
  const order = ["", ...facts.sources.map((s) => s.name || unknownSource).filter((n) => names.includes(n))];
  const choices = (f) => (order.length > 1 ? [select(Unit(), order.map((n) => [n, n ? cut(n, 40) : `all ${facts.unit}s`]), f.state.source, (source) => f.set({source}))] : []);
  return {id: "c-corrected", title: "What human codes change", state: {source: ""}, choices, draw};
}

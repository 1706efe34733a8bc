// validation shows how right the program was on texts that people coded, as
// dyad validate measured it; these texts need not be those of the run.

// headline says whether a figure is of all classes and better the higher it is.
function headline(r) {
  return r.value !== null && r.value >= 0 && r.value <= 1 && (r.class === "" || r.class.startsWith("overlap")) && !/confusion|ece|brier|reliability/.test(r.metric);
}

function validation(tables) {
  const all = tables.validation.objects(), shown = all.filter(headline);
  const panelOf = (r) => `${r.task} (${r.file})`, rowOf = (r) => `${r.metric.replaceAll("_", " ")}${r.class ? `, ${r.class}` : ""}`;
  const draw = (width, figure) => {
    const rows = shown.filter((r) => panelOf(r) === figure.state.task);
    if (!rows.length) return null;
    const names = [...new Set(rows.map(rowOf))], scorers = [...new Set(rows.map((r) => r.scorer))];
    const points = rows.map((r) => ({r, row: rowOf(r), panel: r.scorer, mean: r.value, low: r.ci_low, high: r.ci_high, dy: 0, color: "var(--own)", symbol: "circle", href: "#c-validation-table",
      title: `${r.scorer}, ${rowOf(r)}: ${r.value.toFixed(3)}${r.ci_low === null ? "" : ` (${r.ci_low.toFixed(3)} to ${r.ci_high.toFixed(3)})`}; over ${r.n.toLocaleString("en")}`}));
    const plot = Plot.plot(common(width, {
      height: 44 + scorers.length * (22 * names.length + 26), marginLeft: width < 600 ? 140 : 230, marginRight: 50, marginTop: 22, marginBottom: 24,
      x: {domain: [0, 1], axis: null}, y: {domain: names, axis: null, label: null, padding: 0.4}, fy: {domain: scorers, axis: null, label: null, padding: 0.14},
      marks: [
        Plot.gridX([0, 0.5, 1], {stroke: "var(--line)", strokeOpacity: 1}), Plot.axisX([0, 0.25, 0.5, 0.75, 1], {anchor: "bottom", tickSize: 0, label: null, tickFormat: String}),
        Plot.axisY({tickSize: 0, label: null, tickFormat: (n) => cut(n, width < 600 ? 20 : 36)}),
        Plot.text(scorers, {fy: (s) => s, text: (s) => (s === "majority" ? "majority: always the most frequent answer, as a floor" : s), frameAnchor: "top-left", lineAnchor: "bottom", dy: -3, fontWeight: 600, fontSize: 12.5, fill: "var(--ink)"}),
        ...whiskers(points, [0, 1], {fy: "panel"}),
        Plot.text(points, {fy: "panel", y: "row", x: 1, text: (p) => p.mean.toFixed(2), textAnchor: "start", dx: 10, fontSize: 11, fill: "var(--soft)"})
      ]
    }));
    return {plot, columns: tables.validation.columns, rows: all.filter((r) => panelOf(r) === figure.state.task), cells: ["scorer", "metric", "class", "value", "ci_low", "ci_high", "n"], legend: [], subtitle: figure.state.task,
      note: "Measured by dyad validate on texts that people coded, which need not be those of this run; 1 is perfect agreement with them. What is right on those texts may be less right here. Figures of single classes and of calibration stand in the table.", label: ""};
  };
  const tasks = [...new Set(shown.map(panelOf))];
  const choices = (f) => (tasks.length > 1 ? [select("Task", tasks.map((t) => [t, t]), f.state.task, (task) => f.set({task}))] : []);
  return {id: "c-validation", title: "How right the program was on texts that people coded", state: {task: tasks[0]}, choices, draw};
}

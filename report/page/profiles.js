// Profiles of the sources: cooperation against approval, what they call the
// actors, frames, and who is allowed to speak.

// map is the plot of cooperation against polarity.
function map(tables) {
  const all = estimatesOf(tables.sources).filter((e) => e.level === "source");
  // The first view is the one with the most sources of those that show most.
  const count = (target, voice, measure) => new Set(all.filter((e) => e.measure === measure && e.target === target && (voice === "own" ? e.voice === "narrator" && e.holder_class === "narrator" : e.voice === "quoted" && e.holder_class === "any")).map((e) => e.source)).size;
  const views = [["own", "direction"], ["quoted", "direction"], ["own", "tone"]].flatMap(([voice, measure]) => ["relationship", "actor2", "actor1"].map((target) => ({target, voice, measure})));
  const first = views.find((v) => count(v.target, v.voice, v.measure) >= 8) || views.at(-1);
  const draw = (width, figure) => {
    const {target, voice, measure} = figure.state;
    const x = new Map(all.filter((e) => e.measure === "cooperation").map((e) => [e.source, e]));
    const y = new Map(all.filter((e) => e.measure === measure && e.target === target && (voice === "own" ? e.voice === "narrator" && e.holder_class === "narrator" : e.voice === "quoted" && e.holder_class === "any")).map((e) => [e.source, e]));
    const both = facts.sources.filter((s) => x.has(s.name) && y.has(s.name)).map((s) => ({s, x: x.get(s.name), y: y.get(s.name)}));
    if (!both.length) return {plot: el("p", {class: "empty"}, "No source has both an event between the two and a judgment of this kind."), columns: tables.sources.columns, rows: []};
    const color = voice === "own" ? marksOf.own.color : marksOf.quoted.color;
    const size = Math.min(width, 760), labelled = new Set(both.slice(0, width < 600 ? 6 : 14).map((p) => p.s.name));
    const at = (e) => Math.min(Math.max(e.mean, -1), 1), inside = (v) => Math.min(Math.max(v, -1), 1);
    const corner = (text, anchor, dx, dy) => Plot.text([text], {frameAnchor: anchor, dx, dy, fill: "var(--soft)", fontSize: 11, fontStyle: "italic"});
    const plot = Plot.plot(common(size, {
      height: Math.round(size * 0.68), marginLeft: 52, marginBottom: 44, marginRight: 16, marginTop: 14,
      x: {domain: [-1, 1], label: null}, y: {domain: [-1, 1], label: null}, r: {range: [3, 13]},
      marks: [
        Plot.frame({stroke: "var(--line)"}),
        Plot.axisX([-1, -0.5, 0, 0.5, 1], {tickFormat: minus, label: "← conflict     cooperation →", labelAnchor: "center", tickSize: 0, labelArrow: "none"}),
        Plot.axisY([-1, -0.5, 0, 0.5, 1], {tickFormat: minus, label: "← against     for →", labelAnchor: "center", tickSize: 0, labelArrow: "none"}),
        Plot.ruleX([0], {stroke: "var(--axis)"}), Plot.ruleY([0], {stroke: "var(--axis)"}),
        corner("conflict, approved", "top-left", 8, 8), corner("cooperation, approved", "top-right", -8, 8),
        corner("conflict, condemned", "bottom-left", 8, -8), corner("cooperation, condemned", "bottom-right", -8, -8),
        Plot.link(both.filter((p) => hasInterval(p.x)), {x1: (p) => inside(p.x.ci_low), x2: (p) => inside(p.x.ci_high), y1: (p) => at(p.y), y2: (p) => at(p.y), stroke: color, strokeOpacity: 0.28}),
        Plot.link(both.filter((p) => hasInterval(p.y)), {y1: (p) => inside(p.y.ci_low), y2: (p) => inside(p.y.ci_high), x1: (p) => at(p.x), x2: (p) => at(p.x), stroke: color, strokeOpacity: 0.28}),
        Plot.dot(both, {x: (p) => at(p.x), y: (p) => at(p.y), r: (p) => p.s.articles, symbol: voice === "own" ? "circle" : "diamond", stroke: color, strokeWidth: 1.4,
          fill: (p) => (hasInterval(p.x) && hasInterval(p.y) ? color : "var(--paper)"), fillOpacity: 0.75, href: (p) => address(filterOfCell(p.y)),
          title: (p) => `${tip(p.x, `${p.s.name || unknownSource}, cooperation`)}. ${tip(p.y, `${voice === "own" ? "Own" : "Quoted"} words toward ${nameOf(target)}`)}`}),
        Plot.text(both.filter((p) => labelled.has(p.s.name)), {x: (p) => at(p.x), y: (p) => at(p.y), text: (p) => cut(p.s.name || unknownSource, 22), lineAnchor: "bottom", dy: -9, fontSize: 11, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 3})
      ]
    }));
    return {plot, columns: tables.sources.columns, rows: both.flatMap((p) => [p.x, p.y]), legend: [], subtitle: `${voice} words toward ${nameOf(target)}`,
      note: `${counted(both.length, "source")} with both figures; the larger the mark, the more articles. A hollow mark has no interval in at least one direction; faint lines are the intervals.`, label: ""};
  };
  const choices = (f) => [
    select("Toward", targets.map((t) => [t, nameOf(t)]), f.state.target, (target) => f.set({target})),
    select("In", [["own", "own words"], ["quoted", "quoted words"]], f.state.voice, (voice) => f.set({voice})),
    select("Measure", measures, f.state.measure, (measure) => f.set({measure}))
  ];
  return {id: "c-map", title: "Cooperation and approval, source by source", state: first, choices, draw, keep: true};
}

// naming is the plot of the labels that sources give the actors.
function naming(tables) {
  const all = estimatesOf(tables.sources).filter((e) => e.measure === "labelling_index" && e.share_negative !== null);
  const draw = (width, figure) => {
    const wide = width >= 640;
    const panels = (wide ? ["actor1", "actor2"] : [figure.state.panel]).filter((p) => all.some((e) => e.target === p));
    if (!panels.length) return null;
    const value = new Map(all.map((e) => [`${e.level === "all" ? "\u0000" : e.source}\u0001${e.target}`, e]));
    const names = ["\u0000", ...rowsOf(figure).filter((n) => panels.some((p) => value.has(`${n}\u0001${p}`)))];
    const parts = [], drawn = [];
    for (const row of names) for (const panel of panels) {
      const e = value.get(`${row}\u0001${panel}`);
      if (!e) continue;
      drawn.push(e);
      let from = 0;
      for (const sign of ["negative", "neutral", "positive"]) {
        const share = e[`share_${sign}`];
        if (share > 0) parts.push({row, panel, sign, x1: from, x2: from + share, href: address({...filterOfCell(e), sign}),
          title: `${row === "\u0000" ? "All sources" : row || unknownSource} on ${nameOf(panel)}: ${percent(share)} ${sign} of ${counted(e.n_judgments, "label")} in ${counted(e.n_articles, "article")}; ${tip(e, "index")}`});
        from += share;
      }
    }
    const plot = Plot.plot(common(width, {
      height: 56 + 20 * names.length, marginLeft: leftOf(width), marginRight: 14, marginTop: 38, marginBottom: 10,
      fx: {domain: panels, label: null, axis: null, padding: 0.08}, x: {domain: [0, 1], axis: null}, y: {domain: names, label: null, axis: null, padding: 0.22},
      color: {domain: ["negative", "neutral", "positive"], range: ["var(--against)", "var(--even)", "var(--for)"]},
      marks: [
        Plot.axisFx({anchor: "top", tickFormat: (p) => `for ${cut(nameOf(p), 30)}`, fontSize: 12.5, fontWeight: 600, dy: -17, label: null}),
        ...scaleLabels([0, 0.5, 1], percent),
        Plot.axisY({tickFormat: (n) => (n === "\u0000" ? "All sources" : rowLabel(n, width)), tickSize: 0, label: null, fontWeight: (n) => (n === "\u0000" ? 700 : 400)}),
        Plot.barX(parts, {fx: "panel", y: "row", x1: "x1", x2: "x2", fill: "sign", href: "href", title: "title", insetLeft: 0.5, insetRight: 0.5})
      ]
    }));
    return {plot, columns: tables.sources.columns, rows: drawn, legend: [legend.box("var(--against)", "negative"), legend.box("var(--even)", "neutral"), legend.box("var(--for)", "positive")],
      note: "Shares of the labels that a source gives an actor in its own words, as a mean of article shares: “terrorists” is negative, “the group” neutral. Sources without a label are left out.", label: ""};
  };
  const choices = (f) => [
    f.width < 640 ? select("For", [["actor1", nameOf("actor1")], ["actor2", nameOf("actor2")]], f.state.panel, (panel) => f.set({panel})) : null, moreButton(f)];
  return {id: "c-naming", title: "Labels in the sources’ own words", state: {panel: "actor1", all: false}, choices, draw};
}

// voices is the plot of how much is quoted, and from whom.
function voices(tables) {
  const all = estimatesOf(tables.sources).filter((e) => e.measure === "quoted_share" || e.measure === "speech_share");
  const panelOf = (e) => (e.measure === "quoted_share" ? "quoted" : e.holder_class);
  const title = (p) => ({quoted: "Share of the text that is quoted", other: "of it: said by others"})[p] || `of it: said by ${nameOf(p)}`;
  const draw = (width, figure) => {
    const panels = width >= 760 ? ["quoted", "actor1", "actor2", "other"] : [figure.state.panel];
    const value = new Map(all.map((e) => [`${e.level === "all" ? "\u0000" : e.source}\u0001${panelOf(e)}`, e]));
    const names = ["\u0000", ...rowsOf(figure)];
    const points = [];
    for (const row of names) for (const p of panels) {
      const e = value.get(`${row}\u0001${p}`);
      if (e) points.push(point({...e, n_judgments: null}, row, p, `${row === "\u0000" ? "All sources" : row || unknownSource}, ${title(p)}`, [0, 1], percent));
    }
    if (!points.length) return null;
    const plot = Plot.plot(common(width, {
      height: 62 + 20 * names.length, marginLeft: leftOf(width), marginRight: 18, marginTop: 40, marginBottom: 26,
      fx: {domain: panels, label: null, axis: null, padding: 0.08}, x: {domain: [0, 1], axis: null}, y: {domain: names, label: null, axis: null},
      marks: [
        Plot.axisFx({anchor: "top", tickFormat: (p) => cut(title(p), Math.floor(width / (panels.length * 6.4))), fontSize: 12, fontWeight: 600, dy: -17, label: null}),
        ...scaleLabels([0, 0.5, 1], percent, true),
        Plot.axisY({tickFormat: (n) => (n === "\u0000" ? "All sources" : rowLabel(n, width)), tickSize: 0, label: null, fontWeight: (n) => (n === "\u0000" ? 700 : 400)}),
        Plot.gridX([0, 0.5, 1], {stroke: "var(--line)", strokeOpacity: 1}),
        Plot.gridY({stroke: "var(--line)", strokeOpacity: 1, dy: 10}),
        ...whiskers(points, marksOf.quoted)
      ]
    }));
    return {plot, columns: tables.sources.columns, rows: points.map((p) => all.find((e) => e.level === p.e.level && e.source === p.e.source && panelOf(e) === p.panel)), legend: [legend.hollow()],
      note: "Direct and indirect speech, in bytes of the prose that may concern the two. What is not quoted is the source’s own.", label: ""};
  };
  const choices = (f) => [
    f.width < 760 ? select("Show", [["quoted", title("quoted")], ...["actor1", "actor2", "other"].map((p) => [p, title(p)])], f.state.panel, (panel) => f.set({panel})) : null, moreButton(f)];
  return {id: "c-voices", title: "Who speaks, source by source", state: {panel: "quoted", all: false}, choices, draw};
}

// Profiles of the sources: how they label the actors, and who is allowed to
// speak.

// naming is the plot of the labels that sources give the actors.
function naming(tables) {
  const all = estimatesOf(tables.sources).filter((e) => e.measure === "labelling_index" && e.scope === "any" && e.share_negative !== null);
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
          title: `${row === "\u0000" ? "All sources" : row || unknownSource} on ${nameOf(panel)}: ${percent(share)} ${sign} of ${counted(e.n_rows, "label")} in ${counted(e.n_articles, "article")}; ${tip(e, "index")}`});
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
        Plot.barX(parts, {fx: "panel", y: "row", x1: "x1", x2: "x2", fill: "sign", href: "href", title: "title", stroke: "var(--paper)", strokeWidth: 1})
      ]
    }));
    return {plot, columns: tables.sources.columns, rows: drawn, legend: [legend.box("var(--against)", "negative"), parts.some((p) => p.sign === "neutral") ? legend.box("var(--even)", "neutral") : null, legend.box("var(--for)", "positive")].filter(Boolean),
      cells: ["level", "source", "target", "n_articles", "n_rows", "mean", "ci_low", "ci_high", "share_negative", "share_neutral", "share_positive", "warnings"],
      note: "Of the labels that take a side, in a source’s own words, the share that is negative (“terrorists”) and positive (“liberators”), as a mean of article shares. Names that take none, as “the group”, are counted in the next figure. Sources that use no such label are left out.", label: ""};
  };
  const choices = (f) => [
    f.width < 640 ? select("For", [["actor1", nameOf("actor1")], ["actor2", nameOf("actor2")]], f.state.panel, (panel) => f.set({panel})) : null, moreButton(f)];
  return {id: "c-naming", title: "Labels that take a side, in the sources’ own words", state: {panel: "actor1", all: false}, choices, draw};
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
      if (e) points.push(point({...e, n_rows: null}, row, p, `${row === "\u0000" ? "All sources" : row || unknownSource}, ${title(p)}`, [0, 1], percent));
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
    return {plot, columns: tables.sources.columns, rows: points.map((p) => all.find((e) => e.level === p.e.level && e.source === p.e.source && panelOf(e) === p.panel)), legend: [legend.hollow("quoted")],
      cells: ["level", "source", "measure", "holder_class", "n_articles", "mean", "ci_low", "ci_high", "ci_method", "warnings"],
      note: "Direct and indirect speech, in bytes of the prose that may concern the two. What is not quoted is the source’s own.", label: ""};
  };
  const choices = (f) => [
    f.width < 760 ? select("Show", [["quoted", title("quoted")], ...["actor1", "actor2", "other"].map((p) => [p, title(p)])], f.state.panel, (panel) => f.set({panel})) : null, moreButton(f)];
  return {id: "c-voices", title: "Who speaks, source by source", state: {panel: "quoted", all: false}, choices, draw};
}

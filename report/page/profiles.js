// Profiles of the sources: how they name the actors, and who is allowed to speak.

// profile draws panels of a measure, with a row for each source.
function profile(tables, {id, title, takes, keyOf, keys, panel, cells, note, moved, narrow, most = mostRows}) {
  const all = estimatesOf(tables.sources).filter(takes);
  const draw = (width, figure) => {
    const shown = (width >= narrow ? keys : [figure.state.panel]).filter((k) => all.some((e) => keyOf(e) === k));
    const value = new Map(all.map((e) => [`${e.level === "all" ? allRows : e.source}\u0001${keyOf(e)}`, e]));
    const rows = [allRows, ...rowsOf(figure, most)].filter((n) => shown.some((k) => value.has(`${n}\u0001${k}`)));
    if (!shown.length || !rows.length) return null;
    const panels = shown.map((key) => {
      const about = panel(key), points = rows.flatMap((row) => {
        const e = value.get(`${row}\u0001${key}`);
        return e ? [point(moved ? moved(e) : e, row, `${row === allRows ? allOf() : row || unknownSource}, ${about.title}`, {format: about.format, e, ...about.mark})] : [];
      });
      const had = new Set(points.map((p) => p.row));
      return {key, points, none: rows.filter((r) => !had.has(r)).map((row) => ({row, why: "nothing measured"})), ...about};
    });
    return {plot: dots(width, {rows, label: (n) => rowLabel(n, width), panels, left: leftOf(width)}), columns: tables.sources.columns, rows: panels.flatMap((p) => p.points.map((q) => q.e)), cells, legend: [], note, label: ""};
  };
  const choices = (f) => [f.width < narrow ? select("Show", keys.map((k) => [k, panel(k).title]), f.state.panel, (p) => f.set({panel: p})) : null, moreButton(f, most)];
  return {id, title, state: {panel: keys[0], all: false}, choices, draw};
}

// naming is the plot of the labels that sources give the actors.
function naming(tables) {
  return profile(tables, {id: "c-naming", title: "How loaded the names are, in own words", narrow: 640, most: 12, keys: actors, keyOf: (e) => e.target,
    takes: (e) => e.measure === "labelling_index" && e.scope === "any",
    panel: (t) => ({title: `names for ${nameOf(t)}`, ends: ["hostile", "friendly"], domain: [-1, 1], ticks: [-1, -0.5, 0, 0.5, 1]}),
    cells: ["level", "source", "target", "n_articles", "n_rows", "mean", "ci_low", "ci_high", "share_negative", "share_neutral", "share_positive", "warnings"],
    note: "Of the labels that take a side: −1 “terrorists”, −0.5 “militants”, +0.5 “liberators”, as a mean over articles. Names that take none, as “the group”, are counted in the next figure."});
}

// voices is the plot of how much is quoted, and from whom.
function voices(tables) {
  const title = (p) => ({quoted: "text that is quoted", other: "of it: by others"})[p] || `of it: by ${nameOf(p)}`;
  return profile(tables, {id: "c-voices", title: `Who speaks, ${facts.unit} by ${facts.unit}`, narrow: 760, keys: ["quoted", "actor1", "actor2", "other"],
    takes: (e) => e.measure === "quoted_share" || e.measure === "speech_share", keyOf: (e) => (e.measure === "quoted_share" ? "quoted" : e.holder_class), moved: (e) => ({...e, n_rows: null}),
    panel: (p) => ({title: title(p), domain: [0, 1], ticks: [0, 0.5, 1], format: percent, mark: {color: "var(--quoted)", symbol: "diamond"}}),
    cells: ["level", "source", "measure", "holder_class", "n_articles", "mean", "ci_low", "ci_high", "ci_method", "warnings"],
    note: `Direct and indirect speech, as a share of the prose that may concern the two. What is not quoted is the ${facts.unit}’s own.`});
}

// The matrix of explicit stances: who is how far for or against whom.

const holders = ["actor1", "actor2", "other", "narrator"];

function matrix(tables) {
  const all = tables.stance_matrix.objects();
  const named = [...new Set(all.filter((r) => r.level === "source" && r.mean !== null).map((r) => r.source))];
  const draw = (width, figure) => {
    const {source, voice} = figure.state, of = (h) => ({other: "others", narrator: `the ${facts.unit}`})[h] || nameOf(h);
    const rows = all.filter((r) => (source === "" ? r.level === "all" : r.level === "source" && (r.source || unknownSource) === source) && r.voice === voice);
    const at = new Map(rows.filter((r) => r.mean !== null).map((r) => [`${r.holder_class} ${r.target}`, r]));
    const panels = actors.map((target) => {
      const points = [], none = [];
      for (const holder of holders) {
        const r = at.get(`${holder} ${target}`);
        if (r) points.push(point({...r, measure: "stance"}, holder, `${source || allOf()}: ${of(holder)} toward ${nameOf(target)}`));
        else none.push({row: holder, why: holder === target ? "" : "nothing measured"});
      }
      const counts = points.map((p) => ({row: p.row, text: `${p.e.n_against} against, ${p.e.n_for} for${p.low === null ? "" : ` · n ${p.e.n_articles}`}`}));
      const texts = [Plot.text(counts, {y: "row", text: "text", frameAnchor: "left", textAnchor: "start", dx: 3, dy: 14, fontSize: 10, fill: "var(--soft)"})];
      return {key: target, group: "Explicit stance toward …", title: nameOf(target), ends: ["against", "for"], points, none, texts, domain: [-1, 1], ticks: [-1, 0, 1]};
    });
    return {plot: dots(width, {rows: holders, label: (h) => cut(of(h), 15), panels, left: 98, rowHeight: 46}), columns: tables.stance_matrix.columns, rows,
      cells: ["level", "source", "holder_class", "target", "voice", "n_articles", "n_rows", "n_for", "n_against", "mean", "ci_low", "ci_high", "note"], legend: [], subtitle: source || `all ${facts.unit}s`,
      note: `Sentences that say so outright; n: articles. What the ${facts.unit} only lets show is in its own stance.`, label: ""};
  };
  const order = facts.sources.map((s) => s.name).filter((n) => named.includes(n)).map((n) => n || unknownSource);
  const choices = (f) => [
    select("Of", [["", `all ${facts.unit}s`], ...order.map((n) => [n, cut(n, 30)])], f.state.source, (source) => f.set({source})),
    select("In whose words", [["any", "anybody’s"], ["narrator", `the ${facts.unit}’s own`], ["quoted", "quoted"]], f.state.voice, (voice) => f.set({voice}))];
  return {id: "c-matrix", title: "Who is for or against whom", state: {source: "", voice: "any"}, choices, draw, keep: true};
}

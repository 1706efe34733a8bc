// The list of rows: only the rows in view are elements, so that fifty
// thousand scroll as lightly as fifty.

const rowHeight = 94;
const tallest = 8e6; // pixels; beyond it browsers round: the scroll is scaled

class List {
  constructor(finder, choose) {
    Object.assign(this, {finder, choose, ids: [], at: -1, rows: new Map()});
    this.space = el("div", {class: "space", role: "presentation"});
    this.root = el("div", {class: "list", role: "listbox", tabindex: "0", "aria-label": "Sentences", id: "list",
      scroll: () => this.render(), keydown: (e) => this.move(e), click: (e) => this.click(e)}, this.space);
    new ResizeObserver(() => this.render()).observe(this.root);
  }

  show(ids, chosen) {
    this.ids = ids;
    this.at = chosen === undefined ? -1 : ids.indexOf(chosen);
    this.scale = Math.max(1, (ids.length * rowHeight) / tallest);
    this.space.style.setProperty("height", `${Math.ceil((ids.length * rowHeight) / this.scale)}px`);
    for (const row of this.rows.values()) row.remove();
    this.rows.clear();
    this.root.scrollTop = 0;
    if (this.at > 0) this.reveal();
    this.render();
  }

  // first is the place in the list of what stands at the top of the view.
  first() {
    const height = this.root.clientHeight, most = this.space.clientHeight - height;
    if (this.scale === 1 || most <= 0) return this.root.scrollTop / rowHeight;
    return (this.root.scrollTop / most) * (this.ids.length - height / rowHeight);
  }

  render() {
    const first = this.first(), visible = Math.ceil(this.root.clientHeight / rowHeight);
    const from = Math.max(0, Math.floor(first) - 4), to = Math.min(this.ids.length, Math.ceil(first) + visible + 4);
    for (const [i, row] of this.rows) if (i < from || i >= to) {
      row.remove();
      this.rows.delete(i);
    }
    for (let i = from; i < to; i++) {
      let row = this.rows.get(i);
      if (!row) {
        this.rows.set(i, (row = this.option(i)));
        this.space.append(row);
      }
      row.style.setProperty("top", `${this.scale === 1 ? i * rowHeight : this.root.scrollTop + (i - first) * rowHeight}px`);
      row.setAttribute("aria-selected", String(i === this.at));
    }
    if (this.at >= 0 && this.rows.has(this.at)) this.root.setAttribute("aria-activedescendant", `option-${this.at}`);
    else this.root.removeAttribute("aria-activedescendant");
  }

  option(i) {
    const r = this.finder.row(this.ids[i]);
    const value = r.value, sign = signName(value);
    return el("div", {class: `option ${sign}`, role: "option", id: `option-${i}`, "data-at": i, "aria-setsize": this.ids.length, "aria-posinset": i + 1},
      el("div", {class: "head"}, el("span", {class: "value"}, `${arrow(sign)} ${signed(value)}`), " ",
        ...about(r)),
      el("div", {class: "where"}, bdi(r.source || unknownSource), r.article.publish_date ? ` · ${r.article.publish_date}` : " · no date"),
      el("div", {class: "snippet", dir: "auto"}, bdi(r.sentence)));
  }

  reveal() {
    const top = (this.at * rowHeight) / this.scale, box = this.root.clientHeight;
    const firstRow = this.first(), rows = box / rowHeight;
    if (this.at < firstRow || this.at + 1 > firstRow + rows) this.root.scrollTop = Math.max(0, top - box / 3);
  }

  choosePlace(i) {
    if (!(i >= 0 && i < this.ids.length)) return;
    this.at = i;
    this.reveal();
    this.render();
    this.choose(this.ids[i], i);
  }

  move(e) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / rowHeight) - 1);
    const to = {ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: Math.min(this.at + page, this.ids.length - 1), PageUp: Math.max(this.at - page, 0), Home: 0, End: this.ids.length - 1}[e.key];
    if (to === undefined) return;
    e.preventDefault();
    this.choosePlace(to);
  }

  click(e) {
    const option = e.target.closest("[data-at]");
    if (option) this.choosePlace(+option.dataset.at);
  }
}

function arrow(sign) { return {negative: "▼", positive: "▲", neutral: "◆", none: "○"}[sign]; }

function parties(r) { return r.mutual || r.agent === r.theme ? ["between the two"] : [bdi(nameOfSide(r.agent)), " → ", bdi(nameOfSide(r.theme))]; }

function nameOfSide(side) { return side === "both" ? `${facts.names[0]} and ${facts.names[1]}` : targets.includes(side) ? nameOf(side) : side; }

function holderName(r) {
  const who = r.holder_class === "other" ? "other" : nameOfSide(r.holder_class);
  return !r.holder_name || r.holder_name === who ? who : `${r.holder_name} (${who})`;
}

function signName(value) { return value === null ? "none" : value < 0 ? "negative" : value > 0 ? "positive" : "neutral"; }

function voiceTag(r) { return el("span", {class: "tag"}, r.voice === "quoted" ? "quoted" : "source’s words"); }

// about says what a row is about.
function about(r) {
  if (r.event) return [r.relation_label, r.status === "asserted" ? "" : ` (${r.status})`, ": ", ...parties(r)];
  if (r.portrayed) return ["portrayal of ", bdi(nameOf(r.target), {class: "target"}), r.own_stance === null ? "" : `, own stance ${signed(r.own_stance)}`, " ", voiceTag(r)];
  return ["toward ", bdi(nameOf(r.target), {class: "target"}), ...byWhom(r)];
}

// byWhom says whose attitude and words a judgment is.
function byWhom(r) {
  const out = [];
  if (r.evaluation_kind === "label") out.push(" ", el("span", {class: "tag"}, "label"));
  if (r.holder_class !== "narrator") out.push(", held by ", bdi(cut(holderName(r), 60)));
  out.push(" ", voiceTag(r));
  return out;
}

// The page: charts first, then the sentences behind them.

let facts = null;

class Explorer {
  constructor(root, data) {
    this.finder = new Finder(data.tables);
    this.list = new List(this.finder, (id, i) => this.chose(id, i));
    this.detail = new Detail(this.finder, (step) => this.list.choosePlace(this.list.at + step));
    this.form = el("form", {class: "filters", role: "search", "aria-label": "Sentences", submit: (e) => e.preventDefault()});
    this.status = el("p", {class: "status", role: "status"});
    this.printed = el("div", {class: "printed"});
    root.replaceChildren(this.form, this.status, el("div", {class: "panes"}, this.list.root, this.detail.root), this.printed,
      el("p", {class: "tools"}, el("button", {type: "button", class: "tool", click: () => this.download()}, "These rows as CSV")));
    this.filter = {};
    window.addEventListener("hashchange", () => this.follow());
    window.addEventListener("beforeprint", () => this.print());
    window.addEventListener("afterprint", () => {
      for (const d of document.querySelectorAll("details[data-printed]")) {
        d.open = false;
        d.removeAttribute("data-printed");
      }
    });
    this.build();
    if (!this.follow()) this.apply({});
  }

  // build makes the form. Lists hold what the run has.
  build() {
    const some = (name) => [...new Set(this.finder.parts.flatMap((p) => p.table.byName.get(name)?.keys || []))].filter(Boolean);
    const set = (name) => (value) => this.go({...this.filter, [name]: value});
    this.fields = {};
    const add = (name, label, choices) => {
      const node = select(label, choices, "", set(name));
      this.fields[name] = node.querySelector("select");
      return node;
    };
    this.search = el("input", {type: "search", id: "search", autocomplete: "off", spellcheck: "false", input: wait(70, () => this.apply({...this.filter, text: this.search.value})), change: () => this.go({...this.filter, text: this.search.value})});
    this.counted = el("input", {type: "checkbox", change: () => this.go({...this.filter, counted: this.counted.checked ? "1" : ""})});
    this.days = ["from", "to"].map((name) => el("input", {type: "date", "aria-label": name === "from" ? "From day" : "To day", change: (e) => this.go({...this.filter, [name]: e.target.value})}));
    const scorers = some("scorer");
    this.form.append(
      el("label", {class: "choice wide"}, el("span", {}, "Search in sentences, names and reasons"), this.search),
      add("kind", "Show", kinds), add("source", Unit(), [["", `all ${facts.unit}s`], ...facts.sources.map((s) => [s.name || unknownSource, `${cut(s.name || unknownSource, 40)} (${s.articles})`])]),
      add("target", "Toward", [["", "any"], ...targets.map((x) => [x, nameOf(x)])]),
      add("voice", "In whose words", [["", "any"], ["own", "the source’s own"], ["quoted", "quoted"]]),
      add("scope", "Sentences", [["", "all"], ["dyad", "about both"], ["actor", "about one"]]),
      add("holder", "Held by", [["", "anybody"], ["narrator", "the source"], ["actor1", nameOf("actor1")], ["actor2", nameOf("actor2")], ["other", "others"]]),
      add("sign", "Sign", [["", "any"], ["negative", "▼ negative"], ["neutral", "◆ neutral"], ["positive", "▲ positive"]]),
      scorers.length > 1 ? add("scorer", "Scorer", [["", "any"], ...scorers.map((s) => [s, s])]) : "",
      add("order", "Order", [["", "by article"], ["strong", "strongest first"], ["new", "newest first"], ["old", "oldest first"]]),
      el("div", {class: "choice"}, el("span", {}, "Published"), el("span", {class: "days"}, this.days[0], " – ", this.days[1])),
      el("label", {class: "choice check"}, this.counted, " only what counts in the figures"),
      el("button", {type: "button", class: "tool", click: () => this.go({})}, "Clear all"));
  }

  // go puts a filter into the address, from which it is taken.
  go(filter) {
    history.pushState(null, "", address(filter));
    this.apply(filter);
  }

  // follow takes the filter of the address; it says whether there is one. An
  // address within the page opens what hides its goal.
  follow() {
    if (!location.hash.startsWith("#judgments?")) {
      const goal = document.getElementById(location.hash.slice(1)), hidden = goal?.closest("details:not([open])");
      if (hidden) {
        hidden.open = true;
        goal.scrollIntoView({block: "center"});
      }
      return false;
    }
    this.apply(filterOf(location.hash));
    document.getElementById("judgments").scrollIntoView();
    this.list.root.focus({preventScroll: true});
    return true;
  }

  apply(filter) {
    this.filter = {kind: this.finder.portrayals.rows ? "portrayals" : "all", ...filter};
    const began = performance.now();
    const ids = this.finder.keep(this.filter);
    this.list.show(ids);
    this.took = performance.now() - began;
    for (const [name, field] of Object.entries(this.fields)) {
      const value = this.filter[name] || "";
      if (![...field.options].some((o) => o.value === value)) field.append(el("option", {value}, value));
      field.value = value;
    }
    if (document.activeElement !== this.search) this.search.value = this.filter.text || "";
    this.counted.checked = !!this.filter.counted;
    this.days.forEach((d, i) => (d.value = this.filter[i ? "to" : "from"] || ""));
    const of = tableOf(this.filter.kind);
    const said = sayFilter(this.filter);
    this.status.textContent = `${ids.length.toLocaleString("en")} of ${counted(this.finder[of].rows, of.slice(0, -1))}, in ${counted(this.finder.articlesOf(ids), "article")}${said.length ? `: ${said.join("; ")}` : ""}`;
    if (ids.length) this.list.choosePlace(0);
    else this.detail.clear(0);
  }

  chose(id) { this.detail.show(id); }

  download() {
    const of = tableOf(this.filter.kind), t = this.finder[of], name = `${of.slice(0, -1)}_id`;
    const own = t.columns.filter((c) => !["place", name, "evidence", "target_span", "agent_span", "theme_span"].includes(c.name));
    const text = (name) => ({name, type: "text"});
    const columns = [text(name), text("doc_id"), text("source"), text("publish_date"), {name: "sentence_no", type: "int"}, text("sentence"), ...own, text("evidence")];
    const rows = Array.from(this.list.ids, (id) => {
      const r = this.finder.row(id);
      const words = (r.evidence || "").split(";").filter(Boolean).map((s) => r.sentence.slice(...s.split("-").map(Number))).join(" … ");
      return {...r, [name]: this.detail.id(r, r[name]), doc_id: r.article.doc_id, publish_date: r.article.publish_date, sentence_no: r.no, evidence: words};
    });
    save(`${of}-${facts.run_id}.csv`, "text/csv", csv(columns, rows));
  }

  // print puts the first rows of the list, which paper cannot scroll, on the page.
  print() {
    for (const d of document.querySelectorAll("#summary:not([open])")) {
      d.open = true; // paper has no pointer to ask a mark with
      d.setAttribute("data-printed", "");
    }
    const some = Array.from(this.list.ids.subarray(0, mostPrinted), (id) => this.detail.brief(this.finder.row(id)));
    const more = this.list.ids.length - some.length;
    this.printed.replaceChildren(...some, more > 0 ? el("p", {}, `… and ${more.toLocaleString("en")} more: see ${tableOf(this.filter.kind)}.csv`) : "");
  }
}

const mostPrinted = 100; // rows

// led makes the numbers of the static tables lead to their sentences.
function led() {
  for (const node of document.querySelectorAll("[data-to]")) node.replaceWith(el("a", {href: node.dataset.to, class: node.className}, ...node.childNodes));
}

// printAll offers to print the whole page, where else the first parts are printed.
function printAll() {
  const whole = () => {
    document.documentElement.classList.add("whole");
    window.print();
    document.documentElement.classList.remove("whole");
  };
  document.getElementById("print-all").append(el("button", {type: "button", class: "tool", click: whole}, "Print the whole report"));
}

async function start() {
  const figures = await unpack("data-figures");
  facts = figures.facts;
  document.documentElement.classList.add("on");
  for (const d of document.querySelectorAll("details.numbers")) d.open = false;
  const charts = {answer, matrix, sources, timeline, map, naming, words, frames, voices, multiverse, corrected, validation, flow};
  const made = {};
  const draw = (node) => {
    const name = node.dataset.chart;
    if (charts[name] && !made[name]) made[name] = new Figure(node, charts[name](figures.tables));
  };
  const nodes = [...document.querySelectorAll("[data-chart]")];
  draw(nodes[0]);
  draw(nodes[1]);
  performance.mark("first-chart");
  led();
  printAll();
  await new Promise((done) => setTimeout(done));
  const data = await unpack("data-rows");
  const explorer = new Explorer(document.getElementById("finder"), data);
  performance.mark("filter");
  for (const node of nodes) {
    await new Promise((done) => setTimeout(done));
    draw(node);
  }
  for (const section of document.querySelectorAll("section.live")) if ([...section.querySelectorAll("[data-chart]")].every((n) => n.hidden || !n.firstChild)) section.hidden = true;
  if (location.hash && !location.hash.startsWith("#judgments?")) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  document.documentElement.dataset.ready = "all";
}

if ("DecompressionStream" in window && "ResizeObserver" in window) start();

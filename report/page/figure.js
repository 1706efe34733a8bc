// A figure: a title, its choices, a drawing whose marks are links, and its
// downloads. A drawing says which rows of which columns it shows.

// The colours of the drawings, by their names in the style: in the page they
// follow light and dark, in a download they are the light ones.
const inks = {
  paper: "#ffffff", ink: "#1b1f24", soft: "#56606b", line: "#d9dee4", axis: "#c0c8d1", raised: "#f6f7f9",
  own: "#3f51a3", quoted: "#8e2f8a", corrected: "#00796b", for: "#0a66c2", against: "#c2410c", even: "#6b7683"
};

const mostTabulated = 300; // rows of a figure's table

const marksOf = {own: {symbol: "circle", color: "var(--own)"}, quoted: {symbol: "diamond", color: "var(--quoted)"}};

const minus = (x) => (x < 0 ? "−" : x > 0 ? "+" : "") + String(+Math.abs(x).toFixed(2));

// common are the options that all drawings share.
function common(width, more) {
  return {className: "plot", width, style: {fontSize: "12px", fontFamily: "inherit", background: "none", overflow: "visible"}, ...more};
}

class Figure {
  // spec: id, title, note, choices(figure) -> elements, draw(width, figure) ->
  // {plot, columns, rows, label} or null where there is nothing to draw.
  constructor(root, spec) {
    Object.assign(this, {root, spec, state: {...spec.state}});
    this.title = el("h3", {id: `${spec.id}-h`}, spec.title);
    this.choices = el("div", {class: "choices"});
    this.legend = el("p", {class: "keys", "aria-hidden": "true"});
    this.drawing = el("div", {class: "drawing", keydown: (e) => this.move(e), mouseover: (e) => this.tip(e), mouseout: () => tooltip.hide(),
      focusin: (e) => this.tip(e), focusout: () => tooltip.hide()});
    this.note = el("p", {class: "note"});
    this.tools = el("div", {class: "tools"}, el("span", {}, "Download: "), ["SVG", "PNG", "CSV"].map((kind) =>
      el("button", {type: "button", class: "tool", "aria-label": `${spec.title}: download as ${kind}`, click: () => this.download(kind)}, kind)));
    this.table = el("details", {class: "numbers", id: `${spec.id}-table`, toggle: () => this.tabulate()}, el("summary", {"aria-label": `The figures as a table; download: ${spec.title}`}, "The figures as a table; download"), this.tools, el("div"));
    root.append(el("figure", {id: spec.id, "aria-labelledby": `${spec.id}-h`}, el("div", {class: "top"}, this.title, this.choices), this.legend, this.drawing, this.note, this.table));
    this.width = 0;
    new ResizeObserver(wait(80, () => { if (Math.abs(this.drawing.clientWidth - this.width) > 4) this.draw(); })).observe(this.drawing);
    this.draw();
  }

  set(state) {
    Object.assign(this.state, state);
    this.draw();
  }

  draw() {
    this.width = this.drawing.clientWidth || 800;
    const choices = this.spec.choices ? this.spec.choices(this) : [];
    const focused = [...this.choices.querySelectorAll("select, button")].indexOf(document.activeElement);
    this.choices.replaceChildren(...choices.filter(Boolean));
    if (focused >= 0) this.choices.querySelectorAll("select, button")[focused]?.focus();
    this.drawn = this.spec.draw(this.width, this);
    this.root.hidden = !this.drawn && !this.spec.keep;
    if (!this.drawn) {
      this.drawing.replaceChildren();
      return;
    }
    const {plot, legend = [], note = "", cells} = this.drawn;
    this.table.hidden = !this.drawn.rows.length;
    this.tabulate();
    this.legend.replaceChildren(...legend);
    this.note.textContent = note;
    this.drawing.replaceChildren(plot);
    this.link(plot);
  }

  // link makes the marks one stop of the keyboard; the arrows go on from there.
  link(plot) {
    const svg = plot.tagName.toLowerCase() === "svg" ? plot : plot.querySelector("svg");
    this.tools.hidden = !svg;
    this.marks = [];
    if (!svg) return; // a sentence that says why there is nothing to draw
    const all = [...svg.querySelectorAll("a")];
    const marks = all.filter((a) => !a.closest("[aria-hidden=true]"));
    svg.setAttribute("role", marks.length ? "group" : "img");
    svg.setAttribute("aria-label", `${this.spec.title}. ${marks.length ? `${marks.length} marks; the arrow keys go from one to the next, Enter shows its judgments.` : ""} ${this.drawn.label || ""}`.trim());
    for (const g of svg.querySelectorAll("[aria-label]")) g.removeAttribute("aria-label");
    for (const a of all) {
      const title = a.querySelector("title");
      a.setAttribute("aria-label", title ? title.textContent : this.spec.title);
      a.dataset.tip = title ? title.textContent : "";
      title?.remove();
      a.setAttribute("tabindex", "-1");
      const to = a.getAttributeNS("http://www.w3.org/1999/xlink", "href") || a.getAttribute("href");
      a.setAttribute("href", to);
    }
    this.marks = marks;
    marks[0]?.setAttribute("tabindex", "0");
  }

  move(e) {
    const at = this.marks.indexOf(document.activeElement);
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[e.key];
    const to = e.key === "Home" ? 0 : e.key === "End" ? this.marks.length - 1 : at + step;
    if (at < 0 || !(to >= 0 && to < this.marks.length)) return;
    e.preventDefault();
    this.marks[at].setAttribute("tabindex", "-1");
    this.marks[to].setAttribute("tabindex", "0");
    this.marks[to].focus();
  }

  tip(e) {
    const a = e.target.closest?.("a[data-tip]");
    if (a && a.dataset.tip) tooltip.show(a.dataset.tip, a.getBoundingClientRect());
  }

  // tabulate writes what is drawn as a table, while it is open.
  tabulate() {
    const {cells, columns, rows} = this.drawn || {};
    const place = this.table.lastChild;
    if (!this.table.open || !cells) {
      place.replaceChildren();
      return;
    }
    const shown = rows.slice(0, mostTabulated), list = cells.map((name) => columns.find((c) => c.name === name)).filter((c) => c && rows.some((r) => cell(r[c.name], c) !== ""));
    const number = (c) => (c.type === "float" || c.type === "int" ? "n" : null);
    const write = (value, c, r) => (c.name === "source" && !value && r.level === "source" ? unknownSource : c.type === "text" && value ? bdi(value) : cell(value, {...c, decimals: Math.min(c.decimals, 3)}) || "–");
    place.replaceChildren(el("p", {class: "note"}, "The columns are those of codebook.csv."), el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": `${this.spec.title}: table`}, el("table", {class: "plain"},
      el("caption", {class: "hidden"}, `${this.spec.title}${this.drawn.subtitle ? `, ${this.drawn.subtitle}` : ""}`),
      el("thead", {}, el("tr", {}, list.map((c) => el("th", {scope: "col", class: number(c)}, c.name)))),
      el("tbody", {}, shown.map((r) => el("tr", {}, list.map((c) => el("td", {class: number(c)}, write(r[c.name], c, r)))))))),
      rows.length > shown.length ? el("p", {class: "note"}, `… and ${counted(rows.length - shown.length, "row")} more: download the CSV.`) : "");
  }

  // svg gives the drawing as a file of its own, in the light colours, with its
  // title, its legend and the run it is of.
  svg() {
    const from = this.drawing.querySelector("svg"), svg = from.cloneNode(true);
    const width = +from.getAttribute("width"), keys = this.keys(width), top = 30 + keys.height, height = top + +from.getAttribute("height") + 20;
    for (const a of svg.querySelectorAll("a")) a.replaceWith(...a.childNodes);
    const attributes = {xmlns: "http://www.w3.org/2000/svg", viewBox: `0 ${-top} ${width} ${height}`, height, "font-family": "Helvetica, Arial, sans-serif", "font-size": 12};
    for (const [k, v] of Object.entries(attributes)) svg.setAttribute(k, v);
    svg.prepend(shape("rect", {x: 0, y: -top, width, height, fill: "#ffffff"}),
      shape("text", {x: 4, y: 18 - top, fill: inks.ink, "font-weight": "bold", "font-size": 14, "text-anchor": "start"}, `${this.spec.title}${this.drawn.subtitle ? ` – ${this.drawn.subtitle}` : ""}`),
      ...keys.shapes.map((k) => shape("g", {transform: `translate(${k.x} ${k.y + 26 - top})`, "text-anchor": "start", "font-size": 11}, ...k.draw, shape("text", {x: 34, y: 11, fill: inks.soft}, k.text))),
      shape("text", {x: width - 4, y: height - top - 5, fill: inks.soft, "font-size": 9, "text-anchor": "end"}, `dyad, run ${facts.run_id}`));
    svg.style.removeProperty("background");
    const text = new XMLSerializer().serializeToString(svg).replace(/var\(--([a-z-]+)\)/g, (all, name) => inks[name] || "#1b1f24")
      .replaceAll("currentColor", inks.ink).replaceAll("font-family: inherit", "font-family: Helvetica, Arial, sans-serif");
    return {text, width, height};
  }

  // keys places the legend in lines over a drawing.
  keys(width) {
    const shapes = [];
    let x = 4, y = 0;
    for (const key of this.drawn.legend || []) {
      const text = key.textContent.trim(), wide = 34 + labelWidth(text) * 1.05 + 18;
      if (x > 4 && x + wide > width) [x, y] = [4, y + 18];
      shapes.push({x, y, text, draw: [...key.querySelector("svg").cloneNode(true).childNodes]});
      x += wide;
    }
    return {shapes, height: shapes.length ? y + 20 : 0};
  }

  download(kind) {
    const name = `${this.spec.id}-${facts.run_id}`;
    if (kind === "CSV") {
      save(`${name}.csv`, "text/csv", csv(this.drawn.columns, this.drawn.rows));
      return;
    }
    const {text, width, height} = this.svg();
    if (kind === "SVG") {
      save(`${name}.svg`, "image/svg+xml", text);
      return;
    }
    const image = (this.image = new Image()); // kept, or the browser may drop it before it is drawn
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`; // a blob would go through the loader, which may let it wait
    image.decode().then(() => {
      const canvas = el("canvas", {width: width * 2, height: height * 2});
      canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
      // toBlob waits until the browser is idle, which a busy one is late.
      save(`${name}.png`, "image/png", fromBase64(canvas.toDataURL("image/png").split(",")[1]));
    }).catch(() => { this.note.textContent = "This browser cannot make a picture of the figure: take the SVG."; }).finally(() => (this.image = null));
  }
}

// key is an entry of a legend: a small drawing with its words.
function key(draw, text) {
  const svg = shape("svg", {viewBox: "0 0 30 14", class: "sample", focusable: "false", "aria-hidden": "true"}, ...draw.map(([name, attributes]) => shape(name, attributes)));
  return el("span", {class: "key"}, svg, " ", text);
}

const line = (color) => ["path", {d: "M2 7H28", stroke: color, "stroke-width": 2}];
const diamond = "M15 1.5 20.5 7 15 12.5 9.5 7Z";

const legend = {
  dot: (color, text) => key([line(color), ["circle", {cx: 15, cy: 7, r: 4.5, fill: color}]], text),
  quoted: () => key([["path", {d: diamond, fill: "var(--even)"}]], "diamond: quoted words"),
  hollow: () => key([["circle", {cx: 15, cy: 7, r: 4.5, fill: "none", stroke: "var(--even)", "stroke-width": 1.6}]], "hollow: too little data for an interval, or all the same"),
  scored: () => key([line("var(--own)"), ["circle", {cx: 15, cy: 7, r: 4.5, fill: "var(--own)"}]], "as scored by the program"),
  ppi: () => key([line("var(--corrected)"), ["rect", {x: 11, y: 3, width: 8, height: 8, fill: "var(--corrected)"}]], "corrected by human codes: PPI++"),
  dsl: () => key([line("var(--corrected)"), ["path", {d: "M15 1.5 20.5 12H9.5Z", fill: "var(--corrected)"}]], "corrected by human codes: DSL"),
  ringed: () => key([["circle", {cx: 15, cy: 7, r: 2.4, fill: "var(--even)"}], ["circle", {cx: 15, cy: 7, r: 5.5, fill: "none", stroke: "var(--ink)", "stroke-width": 1.8}]], "ringed: the choice of this run"),
  box: (color, text) => key([["rect", {x: 6, y: 2, width: 18, height: 10, fill: color}]], text)
};

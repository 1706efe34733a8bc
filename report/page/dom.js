// Elements. Text becomes text here, never markup: the policy of the page
// refuses everything else.

// el makes an element; attributes that are functions listen to the event of
// their name, null and false leave an attribute out.
function el(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") e.addEventListener(key, value);
    else if (value === true) e.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) e.setAttribute(key, value);
  }
  e.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
  return e;
}

// shape makes an element of a drawing.
function shape(name, attributes = {}, ...children) {
  const e = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) e.setAttribute(key, value);
  e.append(...children.filter((c) => c !== ""));
  return e;
}

// bdi keeps a name or text of an article from turning the text around it.
function bdi(text, attributes = {}) { return el("bdi", attributes, text); }

// select makes a labelled list of choices, each a pair of value and name.
function select(label, choices, value, change) {
  const s = el("select", {change: () => change(s.value)}, choices.map(([v, name]) => el("option", {value: v, selected: v === value}, name)));
  return el("label", {class: "choice"}, el("span", {}, label), s);
}

// save offers content as a file.
function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
  const a = el("a", {href: url, download: name});
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 300000); // a busy browser begins late
}

function cut(text, most) { return [...text].length > most ? [...text].slice(0, most - 1).join("") + "…" : text; }

// cutMiddle keeps both ends: names of models and prompts differ at the end.
function cutMiddle(text, most) {
  const letters = [...text], end = Math.floor((most - 1) / 2);
  return letters.length > most ? letters.slice(0, most - 1 - end).join("") + "…" + letters.slice(-end).join("") : text;
}

// wait puts off a call until none has come for so many milliseconds.
function wait(ms, f) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...args), ms);
  };
}

// A tooltip for marks, by pointer and by keyboard.
const tooltip = {
  node: null,
  show(text, box) {
    if (!this.node) document.body.append((this.node = el("div", {class: "tooltip", "aria-hidden": "true"})));
    this.node.textContent = text;
    this.node.hidden = false;
    const {width, height} = this.node.getBoundingClientRect();
    const left = Math.min(Math.max(box.left + box.width / 2 - width / 2, 6), document.documentElement.clientWidth - width - 6);
    const top = box.top - height - 8 > 0 ? box.top - height - 8 : box.bottom + 8;
    this.node.style.setProperty("left", `${left + window.scrollX}px`);
    this.node.style.setProperty("top", `${top + window.scrollY}px`);
  },
  hide() { if (this.node) this.node.hidden = true; }
};

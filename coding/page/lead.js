"use strict";
// What the lead sees beside coding: what coders differ on, and the codebook.
function lead(codes) {
  const views = {...(codes ? {Code: "code"} : {}), Settle: "settle", Codebook: "book"};
  const nav = $("tabs");
  const choose = view => {
    for (const b of nav.children) b.setAttribute("aria-pressed", String(b.dataset.view === view));
    $("code").hidden = view !== "code" || !U;
    $("lead").hidden = view === "code";
    if (view === "settle") settle(); else if (view === "book") edit();
  };
  nav.hidden = false;
  nav.replaceChildren(...Object.entries(views).map(([name, view]) => el("button", {type: "button", "data-view": view, "aria-pressed": "false", onclick: () => choose(view)}, name)));
  choose(codes ? "code" : "settle");
}
const number = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, "0")).join("");

async function settle() {
  const {disputes} = await api("disputes");
  const still = disputes.filter(d => !d.settled).length;
  $("lead").replaceChildren(el("h2", {tabindex: "-1"}, `${still} to settle, ${disputes.length - still} settled`), ...disputes.slice(0, 200).map(dispute),
    ...(disputes.length > 200 ? [el("p", {}, "The others come when these are settled.")] : []));
}
function dispute(d) {
  const field = S.codebook.fields.find(f => f.name === d.field), q = {field, target: d.target};
  if (!field) return el("div", {}, "");
  let value = d.settled ? d.value : null;
  const choices = field.type === "one" ? field.values.map(v => v.value) : [...new Set(d.given.map(g => g.value))];
  const buttons = choices.map(v => el("button", {type: "button", "aria-pressed": String(v === value), onclick: e => {
    value = v;
    for (const b of buttons) b.setAttribute("aria-pressed", String(b === e.currentTarget));
  }}, labelOf(q, v)));
  const own = field.type === "one" ? [] : [el("input", {type: "text", "aria-label": "Another answer", placeholder: "another answer", oninput: e => { value = e.target.value; }})];
  const reason = el("textarea", {rows: 2, maxlength: "2000", "aria-label": "Reason"});
  reason.value = d.reason || "";
  const status = el("p", {role: "status", class: "settled"}, d.settled ? "Settled." : "");
  const keepIt = async () => {
    if (!value) { status.textContent = "Choose an answer first."; return; }
    try {
      await api("adjudicate", {post: number(), unit: d.unit.id, field: d.field, target: d.target, value, reason: reason.value});
      status.textContent = "Settled.";
    } catch (e) { status.textContent = e.message; }
  };
  return el("section", {class: "dispute", "aria-label": `Unit ${d.unit.id}, ${d.field}`}, el("h3", {}, `Unit ${d.unit.id}. ${named(field.question, d.target)}`), ...context(d.unit),
    el("ul", {class: "given"}, ...d.given.map(g => el("li", {}, `${g.coder}: ${labelOf(q, g.value)}`))),
    el("div", {class: "choicesrow", role: "group", "aria-label": "Decision"}, ...buttons), ...own, el("label", {}, "Reason ", reason), el("p", {}, el("button", {type: "button", onclick: keepIt}, "Settle")), status);
}

async function edit() {
  const {versions} = await api("codebook"), last = versions.at(-1);
  const box = el("textarea", {class: "yaml", id: "yaml", spellcheck: false});
  box.value = last.Text;
  const note = el("input", {type: "text", id: "edit-note", maxlength: "500"});
  const status = el("p", {role: "status"}), fields = el("fieldset", {hidden: true});
  const look = async () => {
    try {
      const {touched} = await api("codebook", {base: last.Version, text: box.value, check: true});
      fields.replaceChildren(el("legend", {}, touched.length ? "These questions read differently now. Which changed their meaning? Their codes are marked and asked anew." : "No question reads differently."),
        ...touched.map(f => el("p", {}, el("label", {}, el("input", {type: "checkbox", name: "touched", value: f, checked: true}), " " + f))));
      fields.hidden = false; status.textContent = "";
      return true;
    } catch (e) { status.textContent = e.message; return false; }
  };
  const save = async () => {
    if (fields.hidden && !await look()) return;
    const touched = [...fields.querySelectorAll("input:checked")].map(i => i.value);
    try {
      const {version} = await api("codebook", {base: last.Version, text: box.value, touched, note: note.value});
      await edit();
      say(`Version ${version} is in force.`);
    } catch (e) { status.textContent = e.message; }
  };
  $("lead").replaceChildren(el("h2", {}, `Codebook, version ${last.Version}`), el("label", {for: "yaml"}, "Text (YAML)"), box,
    el("p", {}, el("button", {type: "button", onclick: look}, "What does this change?")), fields,
    el("label", {for: "edit-note"}, "What was changed, and why"), note, el("p", {}, el("button", {type: "button", onclick: save}, "Save as a new version")), status,
    el("h2", {}, "Versions"), el("ol", {}, ...versions.map(v => el("li", {}, `${v.Time}${v.Coder ? ", " + v.Coder : ""}: ${v.Note}${v.Touched && v.Touched.length ? " (meaning of " + v.Touched.join(", ") + ")" : ""}`))));
}

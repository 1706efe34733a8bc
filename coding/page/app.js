"use strict";
// The coding page. Every answer goes into an outbox in this browser's storage and
// from there to the server, again and again until the server says that it is on
// disk; each has a number of its own, so that one that arrives twice counts once.
const token = location.hash.slice(1);
const $ = id => document.getElementById(id);
const store = "dyad-outbox-" + token;
const utf8 = new TextEncoder(), text8 = new TextDecoder();
let S = null;      // who codes, what is asked, which units
let U = null;      // the unit that is shown
let answers = {};  // "field|target": value
let stale = {};    // answers to be given again
let notes = {};    // kind: text
let open = null;   // the question that was opened again, or null
let history = [];  // {unit, key, before}
let started = 0, spent = 0;

function el(name, props, ...children) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(props || {})) {
    if (k in e && typeof v !== "string" || k === "textContent") e[k] = v; else if (v !== null) e.setAttribute(k, v);
  }
  e.append(...children);
  return e;
}

async function api(path, body) {
  const r = await fetch("api/" + path, {method: body ? "POST" : "GET", body: body && JSON.stringify(body),
    headers: {Authorization: "Bearer " + token, ...(body ? {"Content-Type": "application/json"} : {})}});
  const out = await r.json();
  if (!r.ok) throw Object.assign(new Error(out.error), {status: r.status});
  return out;
}

// On a small page the focus may lie below what is asked: the page stays at the
// question, with the sentence above it.
function focus(e) {
  e.focus({preventScroll: true});
  const top = $("question").getBoundingClientRect().top;
  if (top < 0 || top > innerHeight - 80) $("question").scrollIntoView({block: "center"});
}

function say(text) { $("message").textContent = text; $("message").hidden = !text; }

// The outbox.
let sending = false, wait = 300;
const outbox = () => JSON.parse(localStorage.getItem(store) || "[]");
const keep = box => localStorage.setItem(store, JSON.stringify(box));
function post(codes, noted, unit = U.id) {
  const number = Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, "0")).join("");
  keep([...outbox(), {post: number, unit, codes, notes: noted, version: S.version}]);
  send();
}
async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let box = outbox(); box.length; box = outbox()) {
      $("saved").textContent = box.length > 1 ? box.length + " answers are being saved" : "Saving";
      try {
        await api("save", box[0]);
      } catch (e) {
        if (!(e.status >= 400 && e.status < 500)) throw e;
        say("An answer was refused: " + e.message);
      }
      keep(outbox().filter(p => p.post !== box[0].post));
      wait = 300;
    }
    $("saved").textContent = "All saved"; $("saved").className = "";
  } catch {
    $("saved").textContent = outbox().length + " not saved yet: the server does not answer. They are kept here and sent when it does";
    $("saved").className = "waiting";
    setTimeout(send, wait);
    wait = Math.min(wait * 2, 5000);
  }
  sending = false;
}
addEventListener("beforeunload", e => { if (outbox().length) e.preventDefault(); });

// Questions.
const names = () => ({actor1: S.actors[0], actor2: S.actors[1]});
const named = (text, target) => text.replaceAll("{actor}", names()[target] || "").replaceAll("{actor1}", S.actors[0]).replaceAll("{actor2}", S.actors[1]);
const keyOf = q => q.field.name + "|" + q.target;
function asked() {
  const has = U.questions ? U.questions.split(",") : ["actor1", "actor2", "pair"], out = [], fields = S.codebook.fields;
  const add = (field, target) => {
    const w = field.when;
    if (w) {
      const of = fields.find(f => f.name === w.field).per ? target : "", given = answers[w.field + "|" + of];
      if (!given || w.is && w.is.length && !w.is.includes(given) || w.not && w.not.includes(given)) return;
    }
    out.push({field, target});
  };
  for (let i = 0; i < fields.length;) {
    let j = i;
    while (j < fields.length && fields[j].per) j++;
    for (const t of ["actor1", "actor2"]) if (has.includes(t)) for (let k = i; k < j; k++) add(fields[k], t);
    if (j === i) { if (has.includes("pair")) add(fields[i], ""); j++; }
    i = j;
  }
  return out;
}
const unanswered = q => answers[keyOf(q)] === undefined && !(q.field.optional && notes["passed " + keyOf(q)]) || stale[keyOf(q)];
function current() {
  const all = asked();
  return open && all.find(q => keyOf(q) === open) || all.find(unanswered) || null;
}
function labelOf(q, value) {
  const find = v => { const o = (q.field.values || []).find(o => o.value === v); return o ? named(o.label, q.target) : v; };
  if (q.field.type === "many") return value.split(";").map(find).join(", ");
  if (q.field.type === "stances") return value.split(";").map(stanceInWords).join("; ");
  return find(value);
}

// "actor2>actor1:-0.5q" as people say it.
function stanceInWords(part) {
  const m = part.trim().match(/^(\w+)(?:=(.*))?>(\w+):(-?[\d.]+)([nq])$/);
  if (!m) return part;
  const who = {narrator: "the article", ...names(), other: m[2] || "somebody else", relationship: "their relationship"};
  const how = (Math.abs(m[4]) === 1 ? "strongly " : "") + (m[4] < 0 ? "against" : "for");
  return `${who[m[1]]} ${how} ${who[m[3]]}` + (m[5] === "q" ? " (reported)" : "");
}

function answer(q, value) {
  const k = keyOf(q), before = answers[k];
  history.push({unit: U.id, key: k, before: before === undefined ? "" : before});
  const codes = [{field: q.field.name, target: q.target, value}];
  answers[k] = value; delete stale[k]; open = null;
  // An answer to a question that is no longer asked is taken back with it.
  const now = new Set(asked().map(keyOf));
  for (const other of Object.keys(answers)) {
    const [field, target] = other.split("|");
    if (!now.has(other) && S.codebook.fields.some(f => f.name === field)) {
      history.push({unit: U.id, key: other, before: answers[other], with: true});
      delete answers[other];
      codes.push({field, target, value: ""});
    }
  }
  post(codes, []);
  draw(true);
}

async function undo() {
  const last = history.pop();
  if (!last) { say("There is nothing to take back."); return; }
  if (U.id !== last.unit) await show(last.unit);
  const changes = [last];
  while (changes.at(-1).with) changes.push(history.pop());
  for (const c of changes) {
    if (c.note) { notes[c.note] = c.before; continue; }
    if (c.before) answers[c.key] = c.before; else delete answers[c.key];
  }
  post(changes.filter(c => c.key).map(c => { const [field, target] = c.key.split("|"); return {field, target, value: c.before}; }),
    changes.filter(c => c.note).map(c => ({kind: c.note, text: c.before})));
  const u = S.units.find(u => u.id === U.id);
  u.skipped = !!notes.skip;
  const first = changes.at(-1).key;
  open = first && changes.at(-1).before ? first : null;
  draw(true);
}

// The unit's text, with the actors marked. Places are bytes.
function marked(sentence, mentions) {
  const bytes = utf8.encode(sentence), out = [];
  let at = 0;
  for (const m of mentions) {
    if (m.start < at || m.end > bytes.length) continue;
    out.push(text8.decode(bytes.slice(at, m.start)));
    out.push(el("mark", {class: m.target}, text8.decode(bytes.slice(m.start, m.end)), el("sup", {}, m.target === "actor1" ? "A" : "B")));
    at = m.end;
  }
  out.push(text8.decode(bytes.slice(at)));
  return out;
}
function legend() {
  return [el("mark", {class: "actor1"}, S.actors[0], el("sup", {}, "A")), "  ", el("mark", {class: "actor2"}, S.actors[1], el("sup", {}, "B"))];
}
function context(u) {
  const title = u.region === "title" || !u.title ? [] : [el("p", {class: "context title"}, u.title)];
  return [...title, ...(u.source ? [el("p", {class: "context"}, u.source + (u.date ? ", " + u.date : ""))] : []),
    ...(u.before ? [el("p", {class: "context"}, u.before)] : []),
    el("p", {class: "sentence"}, ...marked(u.sentence, u.mentions)), ...(u.after ? [el("p", {class: "context"}, u.after)] : [])];
}

function draw(move) {
  const place = S.units.findIndex(u => u.id === U.id), state = S.units[place];
  const done = S.units.filter(u => u.done || u.skipped).length;
  $("unit-head").textContent = `Unit ${place + 1} of ${S.units.length}` + (state.training ? " (training)" : "");
  $("progress-text").textContent = `${done} of ${S.units.length} done`;
  $("progress").max = S.units.length; $("progress").value = done;
  $("legend").replaceChildren(...legend());
  $("text").replaceChildren(...context(U));
  const shown = {flag: "Flagged", comment: "Comment: ", skip: "Skipped: "};
  $("marks").replaceChildren(...["flag", "comment", "skip"].filter(k => notes[k]).map(k => el("li", {}, shown[k] + (k === "flag" ? "" : notes[k]))),
    ...(U.settled || []).map(a => el("li", {}, `Settled: ${a.field} ${names()[a.target] || ""}: ${a.value}. ${a.reason}`)));
  document.querySelector('[data-do="flag"]').setAttribute("aria-pressed", String(!!notes.flag));
  const now = current();
  $("answered").replaceChildren(...asked().filter(q => answers[keyOf(q)] !== undefined && (!now || keyOf(q) !== keyOf(now))).map(q => el("li", {},
    el("button", {type: "button", onclick: () => { open = keyOf(q); draw(true); }},
      `${q.field.name.replaceAll("_", " ")}${q.target ? " " + names()[q.target] : ""}: `, el("b", {}, labelOf(q, answers[keyOf(q)])),
      stale[keyOf(q)] ? " (asked anew: the codebook changed)" : ""))));
  guide(now);
  $("choices").className = "";
  $("choices").replaceChildren();
  if (!now) {
    $("question").textContent = "All answered";
    $("hint").textContent = "";
    $("choices").append(el("button", {type: "button", class: "go", onclick: finish}, el("kbd", {}, "Enter"), " Next unit"));
    if (move) focus($("choices").firstChild);
    return;
  }
  $("question").textContent = named(now.field.question, now.target);
  $("hint").textContent = (stale[keyOf(now)] ? "This question has changed since you answered it. " : "") + (now.field.help || "");
  widgets[now.field.type](now, move);
}

const pass = q => q.field.optional ? [el("button", {type: "button", onclick: () => { notes["passed " + keyOf(q)] = "1"; open = null; draw(true); }}, "Leave it open")] : [];
function choice(q, v, pressed, act) {
  return el("button", {type: "button", "aria-pressed": String(pressed), "data-key": v.key, onclick: act}, el("kbd", {}, v.key),
    el("span", {}, named(v.label, q.target), ...(v.help ? [el("small", {}, v.help)] : [])));
}
const widgets = {
  one(q, move) {
    $("choices").append(...q.field.values.map(v => choice(q, v, answers[keyOf(q)] === v.value, () => answer(q, v.value))), ...pass(q));
    if (move) focus($("question"));
  },
  many(q, move) {
    const given = new Set((answers[keyOf(q)] || "").split(";").filter(v => v && v !== "none"));
    const word = el("span"), name = () => { word.textContent = given.size ? " Done" : " None of them"; };
    const go = el("button", {type: "button", class: "go", onclick: () => answer(q, q.field.values.map(v => v.value).filter(v => given.has(v)).join(";") || "none")},
      el("kbd", {}, "Enter"), word);
    name();
    $("choices").className = "many";
    $("choices").append(...q.field.values.map(v => {
      const b = choice(q, v, given.has(v.value), () => {
        if (given.has(v.value)) given.delete(v.value); else given.add(v.value);
        b.setAttribute("aria-pressed", String(given.has(v.value)));
        name();
        go.focus({preventScroll: true});
      });
      return b;
    }), go, ...pass(q));
    if (move) focus(go);
  },
  text(q, move) {
    const box = el("input", {type: "text", id: "free", "aria-labelledby": "question", maxlength: "2000"});
    box.value = answers[keyOf(q)] || "";
    const go = el("button", {type: "button", class: "go", onclick: () => box.value.trim() && answer(q, box.value.trim())}, el("kbd", {}, "Enter"), " Done");
    box.onkeydown = e => { if (e.key === "Enter") { e.preventDefault(); go.click(); } };
    $("choices").append(box, go, ...pass(q));
    if (move) focus(box);
  },
  // Holder, target, polarity and voice, one key each; as many as there are.
  stances(q, move) {
    const list = (answers[keyOf(q)] || "").split(";").map(s => s.trim()).filter(s => s && s !== "none");
    let part = {};
    const steps = [
      {name: "holder", ask: "Who is for or against somebody?", values: () => [["n", "narrator", "the article itself"], ["a", "actor1", S.actors[0]], ["b", "actor2", S.actors[1]], ["o", "other", "somebody else"]]},
      {name: "target", ask: "Toward whom?", values: () => [["a", "actor1", S.actors[0]], ["b", "actor2", S.actors[1]], ["r", "relationship", "their relationship: talks, deal, meeting"]].filter(v => v[1] !== part.holder)},
      {name: "polarity", ask: "How?", values: () => [["1", "-1", "strongly against"], ["2", "-0.5", "against"], ["4", "0.5", "for"], ["5", "1", "strongly for"]]},
      {name: "voice", ask: "In whose words?", values: () => [["n", "n", "the article says it"], ["q", "q", "it is quoted or reported"]]},
    ];
    const step = first => {
      const s = steps.find(s => part[s.name] === undefined), box = $("choices");
      if (part.holder === "other" && part.name === undefined) {
        const name = el("input", {type: "text", id: "holder-name", maxlength: "80", "aria-label": "Name of the holder, may stay empty"});
        const take = () => { part.name = name.value.replace(/[;>:=]/g, " ").trim(); step(); };
        name.onkeydown = e => { if (e.key === "Enter") { e.preventDefault(); take(); } };
        box.replaceChildren(el("p", {}, "Who? A short name, or nothing."), name, el("button", {type: "button", class: "go", onclick: take}, el("kbd", {}, "Enter"), " Go on"));
        name.focus();
        return;
      }
      if (!s) {
        list.push(`${part.holder}${part.name ? "=" + part.name : ""}>${part.target}:${part.polarity}${part.voice}`);
        part = {};
        return step();
      }
      const rows = list.map((v, i) => el("button", {type: "button", onclick: () => { list.splice(i, 1); step(); }}, labelOf(q, v), el("small", {}, "take out")));
      const done = s.name !== "holder" ? [] : [el("button", {type: "button", class: "go", onclick: () => answer(q, list.join("; ") || "none")},
        el("kbd", {}, "Enter"), list.length ? " That is all" : " Nobody")];
      box.replaceChildren(...rows, el("p", {"aria-live": "polite"}, s.ask), ...s.values().map(([key, value, label]) =>
        choice(q, {key, label}, false, () => { part[s.name] = value; if (part.holder === "narrator") part.voice = "n"; step(); })), ...done);
      if (move || !first) focus(done[0] || box.querySelector("[data-key]"));
    };
    step(true);
  },
  // Words are chosen one by one; neighbours make one place.
  spans(q, move) {
    const words = [...U.sentence.matchAll(/\S+/g)].map(m => {
      const start = utf8.encode(U.sentence.slice(0, m.index)).length;
      return {text: m[0], start, end: start + utf8.encode(m[0]).length, on: false};
    });
    for (const part of (answers[keyOf(q)] || "").split(";")) {
      const [a, b] = part.split("..").map(Number);
      for (const w of words) if (w.start >= a && w.end <= b) w.on = true;
    }
    const go = el("button", {type: "button", class: "go", onclick: () => {
      const out = [];
      words.forEach((w, i) => { if (w.on) { if (i && words[i - 1].on) out.at(-1)[1] = w.end; else out.push([w.start, w.end]); } });
      answer(q, out.map(s => s.join("..")).join(";") || "none");
    }}, el("kbd", {}, "e"), " Done");
    go.dataset.key = "e";
    const buttons = words.map(w => el("button", {type: "button", "aria-pressed": String(w.on), onclick: e => { w.on = !w.on; e.currentTarget.setAttribute("aria-pressed", String(w.on)); }}, w.text));
    const box = el("div", {class: "words", role: "group", "aria-label": "Words: arrow keys move, space chooses"}, ...buttons);
    box.onkeydown = e => {
      const i = buttons.indexOf(document.activeElement), to = {ArrowRight: i + 1, ArrowLeft: i - 1}[e.key];
      if (to !== undefined && buttons[to]) { e.preventDefault(); buttons[to].focus(); }
    };
    $("choices").append(box, go, ...pass(q));
    if (move) focus(buttons[0]);
  },
};

// The codebook: first what it says of the question that is asked, which is the
// paragraph that begins with its name, and the values of which it says more than
// the buttons do.
function guide(now) {
  const field = now && now.field, name = field ? field.name.replaceAll("_", " ") : "";
  const all = S.codebook.guide.split(/\n\s*\n/).filter(p => p.trim());
  const own = all.filter(p => name && new RegExp(`^\\s*${name}s?:`, "i").test(p));
  const values = field ? (field.values || []).filter(v => v.help || !isNaN(v.value)) : [];
  const part = own.length || values.length || field && field.help ? [el("div", {class: "now"}, el("h3", {}, name), ...(field.help ? [el("p", {}, field.help)] : []), ...own.map(p => el("p", {}, p)),
    el("ul", {}, ...values.map(v => el("li", {}, el("b", {}, (isNaN(v.value) ? "" : v.value + ": ") + named(v.label, now.target)), v.help ? ": " + v.help : ""))))] : [];
  $("book-title").textContent = `Codebook, version ${S.version}`;
  $("guide").replaceChildren(...part, el("h3", {}, S.codebook.title), ...all.filter(p => !own.includes(p)).map(p => el("p", {}, p)));
  $("guide").scrollTop = 0;
}

// Moving between units.
const next = () => S.units.find(u => !u.done && !u.skipped || u.stale && u.stale.length);
async function show(id) {
  U = await api("unit/" + id);
  answers = {}; stale = {}; notes = {}; open = null;
  for (const c of U.codes) { answers[c.field + "|" + c.target] = c.value; if (c.stale) stale[c.field + "|" + c.target] = true; }
  for (const n of U.notes) notes[n.kind] = n.text;
  // What waits in the outbox is newer than what the server says.
  for (const p of outbox()) if (p.unit === id) {
    for (const c of p.codes) { const k = c.field + "|" + c.target; if (c.value) { answers[k] = c.value; delete stale[k]; } else delete answers[k]; }
    for (const n of p.notes) notes[n.kind] = n.text;
  }
  started = Date.now(); spent = 0;
  $("code").hidden = false;
  draw(true);
  scrollTo(0, 0);
}
function seconds() { // away from the page, or idle for longer than two minutes, does not count
  return ((spent + Math.min(Date.now() - started, 120000)) / 1000).toFixed(1);
}
document.addEventListener("keydown", () => { spent += Math.min(Date.now() - started, 120000); started = Date.now(); }, true);
document.addEventListener("pointerdown", () => { spent += Math.min(Date.now() - started, 120000); started = Date.now(); }, true);
document.addEventListener("visibilitychange", () => { if (document.hidden) spent += Math.min(Date.now() - started, 120000); started = Date.now(); });

async function go(step) {
  const i = S.units.findIndex(u => u.id === U.id) + step;
  if (S.units[i]) await show(S.units[i].id); else say(step > 0 ? "This is the last unit." : "This is the first unit.");
}
async function finish() {
  const u = S.units.find(u => u.id === U.id);
  const first = !u.done;
  u.done = true; u.stale = [];
  if (first) post([], [{kind: "done", text: seconds()}]);
  if (u.training && first) { // a training unit shows what was settled
    await flushed();
    U.settled = (await api("unit/" + u.id)).settled;
    if (U.settled && U.settled.length) return draw(true);
  }
  const n = next();
  if (n) return show(n.id);
  draw(false);
  $("question").textContent = "That was the last unit. Thank you.";
  $("hint").textContent = "Everything is kept; you may close the page or look at units again.";
  $("choices").replaceChildren();
  $("question").focus();
}
const flushed = () => new Promise(ok => { const look = () => outbox().length ? setTimeout(look, 50) : ok(); look(); });

function ask(title, label, value, then) {
  $("ask-title").textContent = title; $("ask-label").textContent = label; $("ask-text").value = value;
  $("ask").onclose = () => { if ($("ask").returnValue === "ok") then($("ask-text").value.trim()); else $("question").focus(); };
  $("ask").returnValue = "";
  $("ask").showModal();
}
$("ask-cancel").onclick = () => $("ask").close("");
$("ask-text").onkeydown = e => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); $("ask").close("ok"); } };
function note(kind, text) {
  history.push({unit: U.id, note: kind, before: notes[kind] || ""});
  notes[kind] = text;
  post([], [{kind, text}]);
  S.units.find(u => u.id === U.id).skipped = !!notes.skip;
}
const actions = {
  undo,
  flag() { note("flag", notes.flag ? "" : "flagged"); draw(false); },
  comment() { ask("Comment on this unit", "Your comment is for the lead; other coders do not see it.", notes.comment || "", t => { note("comment", t); draw(true); }); },
  skip() { ask("Skip this unit", "Why can it not be coded?", notes.skip || "", t => {
    if (!t) { say("A skip needs its reason."); return; }
    note("skip", t);
    const n = next();
    if (n) show(n.id); else draw(true);
  }); },
  back: () => go(-1), forward: () => go(1), help: () => $("keys").showModal(),
};
const shortcuts = {u: "undo", g: "flag", "/": "comment", z: "skip", "[": "back", "]": "forward", "?": "help"};
for (const b of document.querySelectorAll("[data-do]")) b.onclick = () => actions[b.dataset.do]();
document.addEventListener("keydown", e => {
  if (!U || e.ctrlKey || e.altKey || e.metaKey || e.target.matches("input[type=text], textarea") || document.querySelector("dialog[open]") || $("code").hidden || !$("single").checked) return;
  say("");
  const button = document.querySelector(`#choices [data-key="${CSS.escape(e.key)}"]`);
  if (button) { e.preventDefault(); button.click(); return; }
  if (shortcuts[e.key]) { e.preventDefault(); actions[shortcuts[e.key]](); return; }
  if (e.key === "Enter" && e.target.tagName !== "BUTTON" && e.target.tagName !== "SUMMARY") {
    const go = document.querySelector("#choices .go");
    if (go) { e.preventDefault(); go.click(); }
    return;
  }
  if (e.key.length === 1 && e.key !== " ") say(`The key ${e.key} answers nothing here; ? lists the keys.`);
});

// Events: the codebook has a new version.
async function listen() {
  for (;;) {
    try {
      const r = await fetch("api/events", {headers: {Authorization: "Bearer " + token}});
      if (!r.ok) return;
      const stream = r.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const {value, done} = await stream.read();
        if (done) break;
        rest += value;
        const parts = rest.split("\n\n");
        rest = parts.pop();
        for (const p of parts) if (p.startsWith("data: ") && JSON.parse(p.slice(6)).version !== S.version) await renew();
      }
    } catch { /* the server is gone for a while */ }
    await new Promise(ok => setTimeout(ok, 2000));
    send();
  }
}
async function renew() {
  await flushed();
  S = await api("state");
  if (U) await show(U.id);
  say("The codebook has a new version. Questions whose meaning changed are asked anew.");
}

async function start() {
  if (!token) { say("Open the link that you were given: it ends with # and your key."); return; }
  try {
    S = await api("state");
  } catch (e) {
    say(e.status ? e.message : "The server does not answer. Answers that were given are kept in this browser; the page tries again.");
    if (!e.status) setTimeout(start, 1500);
    return;
  }
  say("");
  send();
  await flushed();
  S = await api("state");
  document.title = $("name").textContent = `${S.actors[0]} and ${S.actors[1]}: ${S.coder}`;
  if (matchMedia("(max-width: 72rem)").matches) $("book-fold").open = false;
  listen();
  if (S.role === "lead") {
    await new Promise((ok, no) => document.body.append(el("script", {src: "lead.js", onload: ok, onerror: no})));
    lead(S.units.length > 0);
  }
  const n = next() || S.units.at(-1);
  if (n) await show(n.id); else if (S.role !== "lead") say("No unit is yours to code.");
}
start();

// Data: what dyad packed into the page, unpacked. A table is held by columns;
// a column of texts has each distinct text once, in keys.

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

// unpack gives the tables of a data element by name, and what else is there.
async function unpack(id) {
  const node = document.getElementById(id);
  const stream = new Blob([fromBase64(node.textContent.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
  const data = await new Response(stream).json();
  data.tables = Object.fromEntries(data.tables.map((t) => [t.name, new Table(t)]));
  return data;
}

class Table {
  constructor({name, rows, columns}) {
    this.name = name;
    this.rows = rows;
    this.columns = columns;
    this.byName = new Map(columns.map((c) => [c.name, c]));
  }

  has(column) { return this.byName.has(column); }

  // get gives a value: a text ("" where it is missing), a number, true or
  // false; null where one of these is missing.
  get(column, i) {
    const c = this.byName.get(column);
    if (!c) return null;
    return c.keys ? c.keys[c.values[i]] : c.values[i];
  }

  // reader gives a function from row to value, for loops over many rows.
  reader(column) {
    const c = this.byName.get(column);
    if (!c) return () => "";
    return c.keys ? (i) => c.keys[c.values[i]] : (i) => c.values[i];
  }

  object(i) {
    const out = {};
    for (const c of this.columns) out[c.name] = c.keys ? c.keys[c.values[i]] : c.values[i];
    return out;
  }

  // objects gives the rows as objects.
  objects() { return Array.from({length: this.rows}, (_, i) => this.object(i)); }
}

// cell writes a value as it stands in the CSV tables of the run: fixed
// decimals, nothing for what is missing, and the guard before text that a
// spreadsheet would run.
function cell(value, column) {
  if (value === null || value === undefined || value === "") return "";
  if (column.type === "float") return value.toFixed(column.decimals);
  if (column.type !== "text") return String(value);
  const text = /^'*[=+\-@\t\r]/.test(value) ? "'" + value : value;
  return text;
}

function quoted(text) { return /[",\n\r]|^\s/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; }

// csv writes rows, objects or functions of the column, under the columns.
function csv(columns, rows) {
  const lines = [columns.map((c) => quoted(c.name)).join(",")];
  for (const r of rows) lines.push(columns.map((c) => quoted(cell(r[c.name], c))).join(","));
  return lines.join("\n") + "\n";
}

// rounded rounds as the static tables of the page do: what lies exactly between
// two goes to the even one.
function rounded(x) {
  const low = Math.floor(x);
  return x - low === 0.5 ? low + (low % 2) : Math.round(x);
}

// signed writes a number on the scale from -1 to +1 for reading.
function signed(x) {
  if (x === null || x === undefined) return "–";
  const size = Math.abs(x), between = Number.isInteger(size * 8) && !Number.isInteger(size * 4); // as 0.125
  const s = (between ? rounded(size * 100) / 100 : size).toFixed(2);
  return s === "0.00" ? s : (x < 0 ? "−" : "+") + s;
}

function percent(x) { return x === null || x === undefined ? "–" : rounded(x * 100) + " %"; }

function counted(n, thing) { return `${n.toLocaleString("en")} ${thing}${n === 1 ? "" : "s"}`; }

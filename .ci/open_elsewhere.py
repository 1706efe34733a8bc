#!/usr/bin/env python3
"""Opens the tables of a run in other programs and compares every cell.

    dyad run --format csv,xlsx,parquet,jsonl --out RUN articles/
    .ci/open_elsewhere.py RUN [--lookalikes]

What each program read is compared with the JSON Lines of the same run: texts
to the letter (in CSV but for the spreadsheet guard, whose columns are named),
numbers as numbers, days as days, truth values as truth values, missing as
missing. What a workbook cannot hold may be missing there: control characters
(U+FFFD stands for them) and texts beyond 32,767 characters (cut). A spreadsheet
that opens CSV takes a text such as 007 for a number; with --lookalikes that is
told and is no fault where the manifest names the column. A program that is not there is named as skipped; .ci/optional-tools
installs what can be had. Exit code 1: a value changed.
"""
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

csv.field_size_limit(1 << 30)
run, lookalikes = os.path.abspath(sys.argv[1]), "--lookalikes" in sys.argv
package = json.load(open(os.path.join(run, "datapackage.json"), encoding="utf-8"))
resources = {r["name"]: r for r in package["resources"]}
with open(os.path.join(run, "manifest.json"), encoding="utf-8") as f:
    outputs = {o["file"]: o for o in json.load(f)["verified"]["outputs"]}
tables = [n[: -len("-jsonl")] for n in resources if n.endswith("-jsonl")]
fields = {t: resources[t + "-jsonl"]["schema"]["fields"] for t in tables}
faults = 0


def file_of(table, format):
    """The file of a table in a format, as datapackage.json names it."""
    return os.path.join(run, resources[table if format == "csv" else table + "-" + format]["path"])


def expected(table):
    with open(file_of(table, "jsonl"), encoding="utf-8") as f:
        return [[row[c["name"]] for c in fields[table]] for row in map(json.loads, f)]


want = {t: expected(t) for t in tables}


def one_line(s):
    return s.replace("\n", " ").replace("\r", " ")


def in_workbook(s):
    """A text as a workbook holds it."""
    s = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", s)
    units = s.encode("utf-16-le")
    return s if len(units) <= 2 * 32767 else units[: 2 * 32766].decode("utf-16-le", "ignore") + "…"


def from_workbook(s):
    """A text of a workbook, with what it writes as _xHHHH_ undone where a reader has not."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), s)


def same(kind, value, got, guarded, as_text, workbook):
    """Whether a cell holds a value; as_text: a program that reads all as text."""
    if value is None:
        return got is None or got == ""
    if got is None:
        return False
    if kind == "string":
        value = one_line(value)
        if isinstance(got, (int, float)) and str(got) == value:
            return True  # a spreadsheet took a text such as "3" for the number that it writes the same
        if got == value or guarded and got == "'" + value:
            return True
        if not workbook or not isinstance(got, str):
            return False
        value = in_workbook(value)
        got = [got, from_workbook(got), in_workbook(from_workbook(got))]
        return value in got or guarded and "'" + value in got or len(value) > 16000 and any(value[:16000] == g.lstrip("'")[:16000] for g in got)
    if kind == "boolean":
        return got is value or str(got).lower() == str(value).lower()
    if kind == "date":
        return str(got)[:10] == value
    if not as_text and isinstance(got, str):
        return False
    try:
        return float(got) == float(value)
    except ValueError:
        return False


def compare(program, table, rows, source="csv", as_text=False):
    """Compares the rows that a program read, in the order of the file."""
    global faults
    guard = set(resources.get(table, {}).get("guardedColumns", [])) if source == "csv" else set()
    bad, taken = {}, {}
    workbook = source == "xlsx" or program.startswith("LibreOffice")
    if len(rows) != len(want[table]):
        bad["(rows)"] = [len(want[table]), len(rows)]
    for i, (a, b) in enumerate(zip(want[table], rows)):
        for c, value, got in zip(fields[table], a, b):
            if not same(c["type"], value, got, c["name"] in guard, as_text, workbook):
                other = lookalikes and source == "csv" and workbook and c["type"] == "string" and not isinstance(got, str)
                (taken if other else bad).setdefault(c["name"], []).append((i + 1, value, got))
    for column, cases in bad.items():
        print(f"CHANGED {program}: {table}.{column}: {len(cases)} cells, the first: {cases[0]!r:.300}")
    for column, cases in taken.items():
        if table == "articles" and column not in outputs["articles.csv"].get("lookalikes", {}):
            print(f"NOT NAMED in the manifest: articles.{column} is taken for something else: {cases[0]!r:.300}")
            faults += 1
        print(f"  taken for something else by {program}: {table}.{column}: {len(cases)} cells, the first: {cases[0]!r:.300}")
    faults += len(bad)
    return len(rows) * len(fields[table])


def report(program, cells, note=""):
    print(f"{program}: {len(tables)} tables, {cells} cells compared{note}")


def read_csv(path, **dialect):
    with open(path, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, **dialect))
    return rows[0], rows[1:]


def by_python():
    cells = 0
    for t in tables:
        header, rows = read_csv(file_of(t, "csv"), dialect="excel", strict=True)
        if header != [c["name"] for c in fields[t]]:
            sys.exit(f"{t}.csv: the header is {header}")
        cells += compare("python csv, dialect excel", t, rows, as_text=True)
    report("python csv, dialect excel", cells)
    for t in tables:
        for c in resources[t].get("guardedColumns", []):
            print(f"  guarded: {t}.{c}")


def by_sqlite():
    cells = 0
    for t in tables:
        names = [c["name"] for c in fields[t]]
        out = subprocess.run(["sqlite3", "-json", ":memory:", ".import --csv " + file_of(t, "csv") + " t", "select * from t"],
                             capture_output=True, check=True)
        if out.stderr:
            sys.exit(f"sqlite3 warns: {out.stderr.decode()[:300]}")
        rows = [[r[n] for n in names] for r in json.loads(out.stdout or "[]")]
        cells += compare("sqlite3", t, rows, as_text=True)
    report("sqlite3", cells)


def by_duckdb():
    import duckdb
    cells = 0
    for t in tables:
        path = file_of(t, "parquet")
        cells += compare("duckdb, parquet", t, duckdb.sql(f"select * from read_parquet('{path}')").fetchall(), "parquet")
        path = file_of(t, "csv")
        kinds = {"string": "VARCHAR", "integer": "UBIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
        types = ", ".join(f"'{c['name']}': '{kinds[c['type']]}'" for c in fields[t])
        cells += compare("duckdb, csv", t, duckdb.sql(f"select * from read_csv('{path}', header=true, strict_mode=true, types={{{types}}})").fetchall())
    report("duckdb", cells)


R = r"""
options(warn = 2)
args <- commandArgs(TRUE)
for (f in args) {
  name <- sub(".csv$", "", basename(f))
  out <- file.path(dirname(args[1]), paste0(name, ".r"))
  # Base R, every cell as text, and written again.
  d <- read.csv(f, colClasses = "character", na.strings = character(0), encoding = "UTF-8", check.names = FALSE)
  write.csv(d, out, row.names = FALSE, fileEncoding = "UTF-8", eol = "\n")
  # readr guesses types: nothing may be a problem, and numbers are the same
  # (its own reader of numbers may err in the sixteenth digit).
  if (requireNamespace("readr", quietly = TRUE)) {
    r <- readr::read_csv(f, show_col_types = FALSE, guess_max = Inf, progress = FALSE)
    if (nrow(readr::problems(r)) > 0 || nrow(r) != nrow(d)) stop(paste(f, "has problems"))
    for (c in names(d)) if (is.numeric(r[[c]]) && any(d[[c]] != "") &&
      any(abs(as.numeric(d[[c]][d[[c]] != ""]) - r[[c]][d[[c]] != ""]) > 1e-12)) stop(paste(f, c, "has other numbers"))
  }
}
"""


def by_r():
    with tempfile.TemporaryDirectory() as d:
        for t in tables:
            shutil.copy(file_of(t, "csv"), d)
        files = [os.path.join(d, t + ".csv") for t in tables]
        script = os.path.join(d, "read.R")
        open(script, "w").write(R)
        out = subprocess.run(["Rscript", "--vanilla", script] + files, capture_output=True, text=True,
                             env={**os.environ, "LC_ALL": "C.UTF-8"})
        if out.returncode or "arning" in out.stderr:
            sys.exit(f"R: {out.stderr[-600:]}")
        cells = sum(compare("R", t, read_csv(os.path.join(d, t + ".r"))[1], as_text=True) for t in tables)
    report("R (base, and readr where it is there)", cells)


# separator, quote, UTF-8, from line 1; the last three: quoted cells as text no, numbers as in US English yes
FILTER = "Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,-1"


def office(files, infilter, d):
    command = ["soffice", f"-env:UserInstallation=file://{d}/profile", "--headless"]
    if infilter:
        command.append("--infilter=" + FILTER.rsplit(",", 1)[0])
    out = subprocess.run(command + ["--convert-to", "xlsx" if infilter else "csv:" + FILTER, "--outdir", d] + files, capture_output=True, text=True)
    if out.returncode:
        sys.exit(f"LibreOffice: {out.stderr[-600:]}")


def by_office():
    """CSV is opened as a person would and saved as a workbook; our workbook is opened and saved as CSV."""
    try:
        import openpyxl
    except ImportError:
        openpyxl = None
    cells = 0
    with tempfile.TemporaryDirectory() as d:
        if openpyxl:
            office([file_of(t, "csv") for t in tables], True, d)
            for t in tables:
                sheet = openpyxl.load_workbook(os.path.join(d, t + ".xlsx"), read_only=True).worksheets[0]
                cells += compare("LibreOffice, csv", t, [office_row(t, r) for r in list(sheet.iter_rows(values_only=True))[1:]])
        office([os.path.join(run, "tables.xlsx")], False, d)
        for t in tables:
            rows = []
            for path in sorted(glob.glob(os.path.join(d, f"tables-{t}.csv")) + glob.glob(os.path.join(d, f"tables-{t}_[0-9]*.csv"))):
                rows += read_csv(path)[1]
            cells += compare("LibreOffice, xlsx", t, rows, "xlsx", as_text=True)
    report("LibreOffice", cells, "" if openpyxl else " (CSV skipped: python's openpyxl is not installed)")


def office_row(t, row):
    """A row as openpyxl gives it, with None for what is cut off at its end."""
    return list(row) + [None] * (len(fields[t]) - len(row))


def by_openpyxl():
    import openpyxl
    book, cells = openpyxl.load_workbook(os.path.join(run, "tables.xlsx")), 0
    for t in tables:
        sheet = book[t]
        if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref:
            sys.exit(f"{t}: the header is not frozen or has no filter")
        cells += compare("openpyxl, xlsx", t, [office_row(t, r) for r in sheet.iter_rows(min_row=2, values_only=True)], "xlsx")
    report("openpyxl", cells)


def by_frictionless():
    """The data package says what the tables hold, and they hold it."""
    from frictionless import Package, Resource
    cells = 0
    os.chdir(run)
    for r in package["resources"]:
        if r["name"] in tables:
            found = Resource.from_descriptor({k: r[k] for k in ("name", "type", "path", "format", "mediatype", "encoding", "bytes", "hash")}
                                             | {"schema": {k: v for k, v in r["schema"].items() if k not in ("$schema", "foreignKeys")}}).validate()
            if not found.valid:
                global faults
                faults += 1
                print(f"CHANGED frictionless: {r['name']}: {found.flatten(['rowNumber', 'fieldName', 'type', 'note'])[:2]}")
            cells += len(want[r["name"]]) * len(fields[r["name"]])
    Package.from_descriptor(package)
    report("frictionless", cells)


def there(module):
    import importlib.util
    return importlib.util.find_spec(module) is not None


for name, works, check in [
    ("python csv", True, by_python),
    ("sqlite3", shutil.which("sqlite3"), by_sqlite),
    ("duckdb (python)", there("duckdb"), by_duckdb),
    ("R", shutil.which("Rscript"), by_r),
    ("openpyxl (python)", there("openpyxl"), by_openpyxl),
    ("frictionless (python)", there("frictionless"), by_frictionless),
    ("LibreOffice", shutil.which("soffice"), by_office),
]:
    if works:
        check()
    else:
        print(f"SKIPPED {name}: it is not installed (.ci/optional-tools installs it)")
sys.exit(1 if faults else 0)

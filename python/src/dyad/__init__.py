"""The program dyad, and the tables of its runs as data frames.

    run = dyad.run("articles/", out="results")
    run.summary

A table is read once, when it is first asked for, with the types of the run's
datapackage.json. An empty cell is a missing value and never 0.
"""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

__all__ = ["binary", "main", "read", "run", "DyadError", "Run"]


class DyadError(RuntimeError):
    """The program ended with an error, or a folder is no run of it."""


def binary():
    """The path of the program: DYAD_BINARY, else the one in this package."""
    own = os.environ.get("DYAD_BINARY")
    if own:
        return own
    path = Path(__file__).parent / "bin" / ("dyad.exe" if os.name == "nt" else "dyad")
    if not path.exists():
        raise DyadError(f"{path} is not there: this package was installed without the program; set DYAD_BINARY")
    return str(path)


def main():
    """Run the program with the arguments of the command line."""
    args = [binary(), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(args))
    os.execv(args[0], args)


def run(*paths, out="dyad-run", engine="pandas", **flags):
    """Score articles and read the tables: run("articles/", out="results", study="my.yaml").

    Flags are those of "dyad run", with "_" for "-"; True is a flag without a
    value, a list repeats it. Messages of the program go to stderr; DyadError
    says what it ended with.
    """
    args = [binary(), "run", "--out", os.fspath(out)]
    for name, value in flags.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None and one is not False:
                args += ["--" + name.replace("_", "-")] + ([] if one is True else [os.fspath(one) if isinstance(one, os.PathLike) else str(one)])
    done = subprocess.run(args + ["--"] + [os.fspath(p) for p in paths], stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 3):
        raise DyadError(f"dyad run ended with {done.returncode}")
    return read(out, engine=engine)


def read(folder, engine="pandas"):
    """The tables of a run folder; engine is "pandas" or "polars"."""
    return Run(folder, engine)


class Run:
    """A run: each table is an attribute, as in run.summary."""

    def __init__(self, folder, engine="pandas"):
        if engine not in ("pandas", "polars"):
            raise ValueError(f'engine {engine!r} is neither "pandas" nor "polars"')
        self.folder, self.engine = Path(folder), engine
        try:
            package = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DyadError(f"{folder} is no run of dyad: it has no datapackage.json") from None
        self.id, self.schema_version = package["id"], package["version"]
        self._resources, self._read = {}, {}
        for kind in ("csv", "parquet", "jsonl"):
            for r in package["resources"]:
                if r["format"] == kind:
                    self._resources.setdefault(r["name"].removesuffix("-" + kind), r)
        if not self._resources:
            raise DyadError(f"the tables in {folder} are in none of the formats csv, parquet and jsonl")

    @property
    def tables(self):
        """The names of the tables."""
        return list(self._resources)

    def columns(self, table):
        """What each column of a table means."""
        return {f["name"]: f.get("description", "") for f in self._resource(table)["schema"]["fields"]}

    def table(self, name):
        """A table as a data frame."""
        if name not in self._read:
            r = self._resource(name)
            load = _pandas if self.engine == "pandas" else _polars
            self._read[name] = load(r["schema"]["fields"], self._columns(r))
        return self._read[name]

    def _resource(self, name):
        if name not in self._resources:
            raise KeyError(f"the run has no table {name!r}; it has {', '.join(self.tables)}")
        return self._resources[name]

    def _columns(self, r):
        """The values of each column, None where a cell is empty."""
        path, fields = self.folder / r["path"], r["schema"]["fields"]
        if r["format"] == "parquet":
            if self.engine == "polars":
                import polars

                return polars.read_parquet(path).to_dict(as_series=False)
            import pandas

            frame = pandas.read_parquet(path).astype(object)
            return {c: [None if pandas.isna(v) else v for v in frame[c]] for c in frame.columns}
        columns = {f["name"]: [] for f in fields}
        if r["format"] == "jsonl":
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    for name, cells in columns.items():
                        cells.append(row.get(name))
            return columns
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = next(rows, [])
            convert = {f["name"]: _CONVERT.get(f["type"], unguard) for f in fields}
            for row in rows:
                for name, cell in zip(header, row):
                    columns[name].append(convert[name](cell) if cell else None)
        return columns

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._resources:
            raise AttributeError(f"the run has no table {name!r}")
        return self.table(name)

    def __dir__(self):
        return [*super().__dir__(), *self._resources]

    def __repr__(self):
        return f"<dyad run {self.id} in {self.folder}: {', '.join(self.tables)}>"


_NEGATIVE = re.compile(r"-(0|[1-9]\d*)(\.\d+)?")


def unguard(cell):
    """A text without the apostrophe that keeps spreadsheets from running it."""
    text = cell.lstrip("'")
    runs = text[:1] in ("=", "+", "-", "@", "\t", "\r") and text and not (len(text) <= 16 and _NEGATIVE.fullmatch(text))
    return cell[1:] if cell.startswith("'") and runs else cell


_CONVERT = {"integer": int, "number": float, "boolean": lambda cell: cell == "true"}


def _pandas(fields, columns):
    import pandas

    types = {"integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[ns]", "string": "object"}
    frame = {}
    for f in fields:
        cells = columns.get(f["name"], [])
        if f["type"] == "date":
            frame[f["name"]] = pandas.to_datetime(pandas.Series(cells, dtype="object"), format="ISO8601" if pandas.__version__ >= "2" else None)
        else:
            frame[f["name"]] = pandas.Series(cells, dtype=types.get(f["type"], "object"))
    return pandas.DataFrame(frame)


def _polars(fields, columns):
    import polars

    types = {"integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean}
    frame = polars.DataFrame({f["name"]: polars.Series(f["name"], columns.get(f["name"], []), dtype=types.get(f["type"]), strict=False) for f in fields})
    dates = [f["name"] for f in fields if f["type"] == "date"]
    return frame.with_columns([polars.col(c).cast(polars.Utf8).str.to_date(strict=False) for c in dates])

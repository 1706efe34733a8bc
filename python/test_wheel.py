"""What an installed wheel must do. .ci/wheel runs it in a fresh environment.

    python test_wheel.py ARTICLES
"""

import importlib.util
import math
import os
import subprocess
import sys
import tempfile

import dyad

articles = sys.argv[1]
with tempfile.TemporaryDirectory() as tmp:
    out = os.path.join(tmp, "run")
    run = dyad.run(articles, out=out, quiet=True, format="csv")
    summary = run.summary
    assert summary.source[0] == "all" and len(summary) > 5, summary
    assert str(summary.n_articles.dtype) == "Int64" and str(summary.own_stance_a.dtype) == "float64", summary.dtypes
    assert run.articles.publish_date.dt.year.between(2000, 2030).any()
    assert run.portrayals.counts.any() and run.portrayals.p_negative.between(0, 1).all()
    empty = summary.relation_n.isna() | (summary.relation_n == 0)
    assert summary.relation[empty].isna().all(), "an empty cell was read as a number"
    assert "interval" in run.columns("summary")["own_stance_a_low"] or run.columns("summary")["own_stance_a_low"]
    # an article's mean is that of its own rows that count
    counted = run.portrayals[run.portrayals.counts & (run.portrayals.target == "actor1") & (run.portrayals.voice == "narrator")]
    means = counted.groupby("doc_id").portrayal.mean()
    told = run.articles.set_index("doc_id").portrayal_actor1.reindex(means.index)
    assert len(means) > 10 and (means - told).abs().max() < 0.001, (means - told).abs().max()
    try:
        import polars
    except ImportError:
        print("SKIPPED: polars is not installed", file=sys.stderr)
    else:
        frame = dyad.read(out, engine="polars").summary
        assert frame.height == len(summary) and frame["n_articles"].to_list() == [int(n) for n in summary.n_articles]
        for a, b in zip(frame["portrayal_a"].to_list(), summary.portrayal_a):
            assert (a is None and math.isnan(b)) or math.isclose(a, b)
        assert str(dyad.read(out, engine="polars").articles.schema["publish_date"]) == "Date"
    few = os.path.join(articles, "001-accord-signed-in-doha.md")
    first = dyad.run(few, out=os.path.join(tmp, "few"), quiet=True)
    for formats in ("jsonl", "xlsx,parquet"):
        if "parquet" in formats and not importlib.util.find_spec("pyarrow"):
            print("SKIPPED: pyarrow is not installed", file=sys.stderr)
            continue
        other = os.path.join(tmp, formats)
        again = dyad.run(few, out=other, quiet=True, format=formats)
        assert again.id == first.id and again.portrayals.equals(first.portrayals), f"{formats}: another table than in CSV"
    for bad, error in (((os.path.join(tmp, "nothing"),), dyad.DyadError),):
        try:
            dyad.run(*bad, out=os.path.join(tmp, "bad"), quiet=True)
        except error:
            pass
        else:
            raise AssertionError("a missing folder was read")
    try:
        dyad.read(tmp)
    except dyad.DyadError as e:
        assert "no run of dyad" in str(e)
    else:
        raise AssertionError("any folder is a run")

for cell, want in (("'=SUM(A1)", "=SUM(A1)"), ("'tis", "'tis"), ("''=x", "'=x"), ("-0.5", "-0.5"), ("'-", "-"), ("'-0.5", "'-0.5")):
    assert dyad.unguard(cell) == want, (cell, dyad.unguard(cell))
# the command of the wheel is the program
command = os.path.join(os.path.dirname(sys.executable), "dyad")
assert subprocess.run([command, "version"], check=True, capture_output=True).stdout == subprocess.run([dyad.binary(), "version"], check=True, capture_output=True).stdout
assert subprocess.run([sys.executable, "-m", "dyad", "no-such-command"], capture_output=True).returncode == 2
print("the wheel holds")

"""Writes the reference figures that the tests of package stats compare with.

    python3 -m venv /tmp/reference && . /tmp/reference/bin/activate
    pip install numpy==1.26.4 scipy==1.12.0 statsmodels==0.15.0 krippendorff==0.9.0 \
        irrCAC==0.4.4 ppi-python==0.2.3 pymannkendall==1.4.3 ruptures==1.1.10
    python testdata/reference/make_reference.py

All data are invented: numbers from generators with a fixed seed. Each file
holds a list of cases with the input, the figures and the program that made
them; null is a missing value. Where no program gives a figure, "by" says so
and the figure is computed here from the formula by another route than ours.
"""

import json
import math
import pathlib
import warnings
from importlib.metadata import version

import numpy as np
import scipy.stats as st

HERE = pathlib.Path(__file__).parent
PACKAGES = ["numpy", "scipy", "statsmodels", "krippendorff", "irrCAC", "ppi-python",
            "pymannkendall", "ruptures"]
FIVE = np.array([-1, -0.5, 0, 0.5, 1])


def clean(x):
    """Plain Python values, NaN as null."""
    if isinstance(x, dict):
        return {k: clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [clean(v) for v in x]
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    if isinstance(x, (float, np.floating)):
        return None if math.isnan(x) else float(x)
    return x


def write(name, cases):
    doc = {"versions": {p: version(p) for p in PACKAGES}, "cases": clean(cases)}
    text = json.dumps(doc, indent=None, separators=(",", ":"), allow_nan=False)
    text = text.replace('{"name"', '\n{"name"')
    (HERE / f"{name}.json").write_text(text + "\n")


def pairs():
    """Two samples: normal, five-point with many ties, small, unequal, skewed."""
    rng = np.random.default_rng(1)
    yield "normal", rng.normal(0, 1, 25).round(3), rng.normal(0.4, 2, 18).round(3)
    yield "five-point", rng.choice(FIVE, 40, p=[.1, .2, .4, .2, .1]), rng.choice(FIVE, 31, p=[.2, .3, .3, .1, .1])
    yield "small", rng.normal(0, 1, 5).round(6), rng.normal(1, 1, 7).round(6)
    yield "unequal", rng.normal(0, 1, 4).round(6), rng.normal(0.3, 3, 60).round(6)
    yield "skewed", rng.exponential(1, 30).round(4), rng.exponential(2, 45).round(4)
    yield "small ties", np.array([0, 0.5, 0.5, 1.0]), np.array([0, 0, -0.5, 0.5, -1])


def two_samples():
    from statsmodels.stats.meta_analysis import effectsize_smd
    from statsmodels.stats.nonparametric import rank_compare_2indep
    cases = []
    for name, a, b in pairs():
        w = st.ttest_ind(a, b, equal_var=False)
        exact = len(np.unique(np.r_[a, b])) == len(a) + len(b) and min(len(a), len(b)) <= 8
        u = st.mannwhitneyu(a, b, method="exact" if exact else "asymptotic")
        g, var = effectsize_smd(a.mean(), a.std(ddof=1), len(a), b.mean(), b.std(ddof=1), len(b))
        bm = rank_compare_2indep(a, b)
        low, high = bm.conf_int(alpha=0.05)
        z = st.norm.ppf(0.975)
        cases.append({
            "name": name, "by": "scipy ttest_ind, mannwhitneyu; statsmodels effectsize_smd, rank_compare_2indep",
            "a": a, "b": b,
            "welch": {"statistic": w.statistic, "df": w.df, "p": w.pvalue},
            "mann_whitney": {"statistic": u.statistic, "p": u.pvalue, "exact": exact},
            "hedges_g": {"value": g, "se": math.sqrt(var), "low": g - z * math.sqrt(var), "high": g + z * math.sqrt(var)},
            "cliffs_delta": {"value": 2 * bm.prob1 - 1, "low": max(-1, 2 * low - 1), "high": min(1, 2 * high - 1)},
        })
    write("two_samples", cases)


def kruskal():
    rng = np.random.default_rng(2)
    cases = []
    for name, groups in [
        ("normal", [rng.normal(i / 3, 1, 10 + i).round(3) for i in range(4)]),
        ("five-point", [rng.choice(FIVE, 15 + 3 * i) for i in range(3)]),
        ("two groups", [rng.normal(0, 1, 8).round(3), rng.normal(1, 1, 9).round(3)]),
    ]:
        h = st.kruskal(*groups)
        cases.append({"name": name, "by": "scipy kruskal", "groups": groups, "statistic": h.statistic, "p": h.pvalue})
    write("kruskal", cases)


def multiple():
    from statsmodels.stats.multitest import multipletests
    rng = np.random.default_rng(3)
    cases = []
    for name, p in [("uniform", rng.uniform(0, 1, 20)), ("some small", np.r_[rng.uniform(0, 0.01, 6), rng.uniform(0, 1, 30)]),
                    ("ties", np.array([0.01, 0.01, 0.04, 0.04, 0.5, 1.0, 0.0]))]:
        cases.append({"name": name, "by": "statsmodels multipletests", "p": p,
                      "holm": multipletests(p, method="holm")[1], "bh": multipletests(p, method="fdr_bh")[1]})
    write("multiple", cases)


def main():
    warnings.simplefilter("ignore")
    two_samples()
    kruskal()
    multiple()


if __name__ == "__main__":
    main()

"""Writes the reference figures that the tests of package stats compare with.

    python3 -m venv /tmp/reference && . /tmp/reference/bin/activate
    pip install numpy==1.26.4 scipy==1.12.0 statsmodels==0.15.0 krippendorff==0.9.0 \
        irrCAC==0.4.4 ppi-python==0.2.3 pymannkendall==1.4.3 ruptures==1.1.10
    pip uninstall -y coverage  # an old one that keeps numba, and so ppi-python, from starting
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
from scipy.optimize import minimize
from scipy.special import logsumexp

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


def codings():
    """Items by coders, None where a coder gave no code."""
    rng = np.random.default_rng(4)

    def noisy(n, coders, keep, codes, miss):
        truth = rng.choice(codes, n)
        out = np.array([[t if rng.uniform() < keep else rng.choice(codes) for _ in range(coders)] for t in truth])
        out = out.astype(float)
        out[rng.uniform(size=out.shape) < miss] = np.nan
        return out

    yield "two coders, three labels", noisy(60, 2, 0.8, [0, 1, 2], 0)
    yield "two coders, five-point", noisy(40, 2, 0.5, FIVE + 1, 0)
    yield "three coders, five-point, missing", noisy(50, 3, 0.7, FIVE + 1, 0.25)
    yield "five coders, missing", noisy(30, 5, 0.4, [0, 1, 2, 3], 0.3)


def agreement():
    import krippendorff
    import pandas as pd
    from irrCAC.raw import CAC
    from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa
    cases = []
    for name, c in codings():
        case = {"name": name, "by": "krippendorff; irrCAC; statsmodels inter_rater", "coding": c}
        for level in ["nominal", "ordinal", "interval", "ratio"]:
            case["alpha_" + level] = krippendorff.alpha(reliability_data=c.T, level_of_measurement=level)
        case["alpha_first"] = krippendorff.alpha(reliability_data=np.where(np.isnan(c), c, c == np.nanmin(c)).T, level_of_measurement="nominal")
        frame = pd.DataFrame(c).dropna(how="all")
        fleiss = CAC(frame, digits=15).fleiss()["est"]
        case["fleiss"], case["percent"] = fleiss["coefficient_value"], fleiss["pa"]
        for w in ["identity", "linear", "quadratic", "ordinal"]:
            case["gwet_" + w] = CAC(frame, weights=w, digits=15).gwet()["est"]["coefficient_value"]
        if not np.isnan(c).any():
            table, _ = aggregate_raters(c.astype(str))
            assert abs(fleiss_kappa(table) - case["fleiss"]) < 1e-9
        if c.shape[1] == 2:
            values = np.unique(c)
            table = np.array([[np.sum((c[:, 0] == a) & (c[:, 1] == b)) for b in values] for a in values])
            case["cohen_identity"] = cohens_kappa(table).kappa
            case["cohen_linear"] = cohens_kappa(table, wt="linear").kappa
            case["cohen_quadratic"] = cohens_kappa(table, wt="quadratic").kappa
        cases.append(case)
    write("agreement", cases)


def series():
    rng = np.random.default_rng(5)
    t = np.arange(1, 41)
    ar = np.zeros(60)
    for i in range(1, 60):
        ar[i] = 0.7 * ar[i - 1] + rng.normal()
    yield "trend", t, (0.05 * t + rng.normal(0, 1, 40)).round(3)
    yield "autocorrelated", np.arange(1, 61), ar.round(3)
    yield "five-point", np.arange(1, 31), rng.choice(FIVE, 30)
    gaps = np.sort(rng.choice(np.arange(1, 100), 35, replace=False))
    yield "gaps", gaps, (np.sin(gaps / 15) + rng.normal(0, 0.3, 35)).round(3)


def lowess(x, y, frac):
    """Local linear fit and band from the operator's matrix, by least squares at each point."""
    n = len(x)
    k = int(frac * n + 1e-10)
    rows = []
    for x0 in x:
        d = np.abs(x - x0)
        h = np.sort(d)[k - 1]
        w = np.where(d < h, (1 - (d / h) ** 3) ** 3, 0)
        X = np.c_[np.ones(n), x - x0]
        XW = X.T * w
        rows.append(np.linalg.solve(XW @ X, XW)[0])
    L = np.array(rows)
    fit = L @ y
    R = (np.eye(n) - L).T @ (np.eye(n) - L)
    d1, d2 = np.trace(R), np.trace(R @ R)
    sigma = math.sqrt(np.sum((y - fit) ** 2) / d1)
    half = st.t.ppf(0.975, d1**2 / d2) * sigma * np.sqrt(np.sum(L**2, axis=1))
    return fit, fit - half, fit + half


def trends():
    import pymannkendall as mk
    import ruptures
    from statsmodels.nonparametric.smoothers_lowess import lowess as sm_lowess
    cases = []
    for name, t, y in series():
        slope = st.theilslopes(y, t, alpha=0.95, method="separate")
        plain, hamed = mk.original_test(y), mk.hamed_rao_modification_test(y)
        fit, low, high = lowess(t.astype(float), y, 0.5)
        assert np.allclose(fit, sm_lowess(y, t, frac=0.5, it=0, delta=0, return_sorted=False), atol=1e-9)
        breaks = {}
        for size in [2, 5]:
            penalty = 3 * np.var(y)
            found = ruptures.Dynp(model="l2", min_size=size, jump=1)
            best = min((found.fit(y).cost.sum_of_costs([len(y)]), []) if k == 0 else
                       (lambda b: (found.cost.sum_of_costs(b) + k * penalty, b[:-1]))(found.fit(y).predict(k))
                       for k in range(0, 6))
            pelt = ruptures.Pelt(model="l2", min_size=size, jump=1).fit(y).predict(penalty)[:-1]
            breaks[str(size)] = {"penalty": penalty, "optimal": best[1], "pelt": pelt}
        cases.append({
            "name": name, "by": "scipy theilslopes; pymannkendall; statsmodels lowess (fit), numpy (band); ruptures",
            "t": t, "y": y,
            "theil_sen": {"slope": slope.slope, "intercept": slope.intercept, "low": slope.low_slope, "high": slope.high_slope},
            "mann_kendall": {"s": plain.s, "var": plain.var_s, "z": plain.z, "p": plain.p, "tau": plain.Tau},
            "hamed_rao": {"var": hamed.var_s, "z": hamed.z, "p": hamed.p},
            "loess": {"fit": fit, "low": low, "high": high},
            "breaks": breaks,
        })
    write("trends", cases)


def correction():
    import ppi_py
    rng = np.random.default_rng(6)
    cases = []
    for name, n, N, bias, noise in [("biased", 60, 500, 0.3, 0.5), ("useless", 40, 300, 0, 30), ("perfect", 30, 200, 0, 0.01)]:
        y = rng.normal(0.2, 1, n).round(4)
        f = (y + bias + noise * rng.normal(size=n)).round(4)
        F = (rng.normal(0.2, 1, N) + bias + noise * rng.normal(size=N)).round(4)
        case = {"name": name, "by": "ppi_py ppi_mean_pointestimate, ppi_mean_ci; numpy for dsl", "gold": y, "predicted": f, "unlabelled": F}
        point = np.atleast_1d(ppi_py.ppi_mean_pointestimate(y, f, F, lam=1))[0]
        low, high = ppi_py.ppi_mean_ci(y, f, F, alpha=0.05, lam=1)
        case["plain"] = {"value": point, "low": low[0], "high": high[0]}
        low, high = ppi_py.ppi_mean_ci(y, f, F, alpha=0.05)
        case["tuned"] = {"value": (low[0] + high[0]) / 2, "low": low[0], "high": high[0]}
        # Each row a cluster: the variance of lam is Var(F)/N + Var(y - lam f)/n, smallest at lam.
        var = lambda x: np.mean((x - x.mean()) ** 2) / len(x)
        cov = np.mean((y - y.mean()) * (f - f.mean())) / n
        lam = min(max(cov / (var(F) + var(f)), 0), 1)
        value = np.atleast_1d(ppi_py.ppi_mean_pointestimate(y, f, F, lam=lam))[0]

        def best(y, f, F):
            cov = np.mean((y - y.mean()) * (f - f.mean())) / len(y)
            return min(max(cov / (var(F) + var(f)), 0), 1)

        # The jackknife of what choosing lam on the same rows does to the value.
        left = [(best(np.delete(y, i), np.delete(f, i), F) - lam) * (F.mean() - np.delete(f, i).mean()) for i in range(n)]
        left += [(best(y, f, np.delete(F, i)) - lam) * (np.delete(F, i).mean() - f.mean()) for i in range(N)]
        value -= (n + N - 1) / (n + N) * sum(left)
        case["clustered"] = {"lambda": lam, "value": value,
                             "se": math.sqrt((lam**2 * var(F) + var(y - lam * f)) * n / (n - 1))}
        prob = rng.uniform(0.1, 0.9, n).round(3)
        pseudo = np.r_[f + (y - f) / prob, F]
        case["dsl"] = {"probability": prob, "value": pseudo.mean(), "se": pseudo.std(ddof=1) / math.sqrt(n + N)}
        cases.append(case)
    write("correction", cases)


def shrinkage():
    from statsmodels.stats.meta_analysis import _fit_tau_iterative
    rng = np.random.default_rng(7)
    cases = []
    for name, tau, k in [("spread", 0.5, 12), ("none", 0.0, 9), ("wide", 3.0, 25)]:
        se = rng.uniform(0.1, 0.6, k).round(4)
        mean = (rng.normal(0.1, tau, k) + se * rng.normal(size=k)).round(4)
        tau2, _ = _fit_tau_iterative(mean, se**2, atol=1e-13, maxiter=1000)
        w = 1 / (se**2 + tau2)
        mu, b = w @ mean / w.sum(), tau2 / (tau2 + se**2)
        cases.append({"name": name, "by": "statsmodels Paule-Mandel; numpy", "mean": mean, "se": se, "tau2": tau2, "mu": mu,
                      "mu_se": math.sqrt(1 / w.sum()), "shrunk": mu + b * (mean - mu),
                      "shrunk_se": np.sqrt(b * se**2 + (1 - b) ** 2 / w.sum())})
    write("shrinkage", cases)


def components():
    """Henderson's method 1 by matrices: traces of projections times covariance structures."""
    rng = np.random.default_rng(8)
    cases = []
    for name, n, levels in [("one factor", 60, [8]), ("two crossed", 150, [10, 6]), ("three crossed", 300, [12, 8, 40])]:
        codes = [rng.integers(0, k, n) for k in levels]
        y = sum(rng.normal(0, s, k)[c] for s, k, c in zip([1, 0.5, 0.8], levels, codes)) + rng.normal(0, 1, n)
        y = y.round(4)
        zs = [np.eye(k)[c][:, np.unique(c)] for k, c in zip(levels, codes)]
        ones = np.ones((n, 1))
        forms = [ones @ ones.T / n] + [z @ np.linalg.inv(z.T @ z) @ z.T for z in zs] + [np.eye(n)]
        structures = [z @ z.T for z in zs] + [np.eye(n)]
        q = [f - forms[0] for f in forms[1:]]
        A = np.array([[np.trace(f @ v) for v in structures] for f in q])
        solution = np.linalg.solve(A, [y @ f @ y for f in q])
        cases.append({"name": name, "by": "numpy, traces of quadratic forms", "y": y, "factors": [c.astype(str).tolist() for c in codes],
                      "components": solution})
    write("components", cases)


def clusters():
    """CR2 standard error of a mean, from the general matrix form of Bell and McCaffrey."""
    import statsmodels.api as sm
    rng = np.random.default_rng(9)
    cases = []
    for name, g, most in [("few", 6, 4), ("unequal", 15, 12), ("single", 20, 1)]:
        label = np.concatenate([[i] * rng.integers(1, most + 1) for i in range(g)])
        y = (rng.normal(0, 1, g)[label] + rng.normal(0, 0.7, len(label))).round(4)
        n = len(y)
        X = np.ones((n, 1))
        bread = np.linalg.inv(X.T @ X)
        e = y - y.mean()
        meat = 0
        for c in range(g):
            rows = label == c
            H = X[rows] @ bread @ X[rows].T
            values, vectors = np.linalg.eigh(np.eye(rows.sum()) - H)
            A = vectors @ np.diag(values**-0.5) @ vectors.T
            s = X[rows].T @ A @ e[rows]
            meat = meat + np.outer(s, s)
        cr1 = sm.OLS(y, X).fit(cov_type="cluster", cov_kwds={"groups": label, "use_correction": False}).bse[0]
        cases.append({"name": name, "by": "numpy, matrix form of CR2; statsmodels OLS cluster (CR0)", "y": y, "cluster": label.astype(str).tolist(),
                      "mean": y.mean(), "sd": y.std(ddof=1), "cr2": math.sqrt((bread @ meat @ bread)[0, 0]), "cr0": cr1,
                      "median": np.median(y)})
    write("clusters", cases)


def misclassification():
    """Rogan-Gladen with its error by complex-step derivatives; several classes by least squares."""
    cases = []
    for name, positive, n, tp, fn, tn, fp in [("usual", 130, 400, 45, 5, 80, 20), ("rare", 12, 900, 28, 2, 195, 5),
                                              ("poor scorer", 260, 500, 33, 17, 60, 40)]:
        at = np.array([positive / n, tp / (tp + fn), tn / (tn + fp)])

        def share(x):
            return (x[0] + x[2] - 1) / (x[1] + x[2] - 1)

        grad = np.array([share(at + 1e-200j * np.eye(3)[k]).imag / 1e-200 for k in range(3)])
        se = math.sqrt(grad**2 @ (at * (1 - at) / [n, tp + fn, tn + fp]))
        value, z = share(at), st.norm.ppf(0.975)
        confusion = np.array([[tn, fp, 3], [fn, tp, 4], [2, 5, 40]])
        scored = np.array([n - positive, positive, 77])
        rates = confusion / confusion.sum(axis=1, keepdims=True)
        shares = np.linalg.lstsq(rates.T, scored / scored.sum(), rcond=None)[0].clip(0, 1)
        cases.append({"name": name, "by": "numpy, complex-step derivatives, lstsq", "positive": positive, "n": n,
                      "validation": [tp, fn, tn, fp], "value": min(max(value, 0), 1), "se": se,
                      "low": min(max(value - z * se, 0), 1), "high": min(max(value + z * se, 0), 1),
                      "confusion": confusion, "scored": scored, "shares": shares / shares.sum()})
    write("misclassification", cases)


def bootstrap():
    """Percentile and BCa intervals of means; random, so the Go test allows for the draws."""
    rng = np.random.default_rng(10)
    cases = []
    for name, y in [("normal", rng.normal(0, 1, 30)), ("skewed", rng.exponential(1, 40)), ("five-point", rng.choice(FIVE, 60, p=[.4, .3, .2, .05, .05]))]:
        y = y.round(4)
        case = {"name": name, "by": "scipy bootstrap, 200,000 draws", "y": y}
        for method in ["percentile", "BCa"]:
            ci = st.bootstrap((y,), np.mean, n_resamples=200000, batch=2000, method=method, random_state=1, vectorized=True)
            case[method.lower()] = {"low": ci.confidence_interval.low, "high": ci.confidence_interval.high}
        cases.append(case)
    write("bootstrap", cases)


def intervals():
    """Weighted means and deviations, t intervals, and the studentised bootstrap (random)."""
    from scipy.optimize import brentq
    rng = np.random.default_rng(11)
    cases = []
    for name, y in [("normal", rng.normal(0, 1, 14)), ("skewed", rng.exponential(1, 40)), ("fine", rng.normal(5, 0.1, 25))]:
        y = y.round(4)
        n = len(y)
        w = rng.integers(1, 9, n)
        # scipy's own quantile is right to eight digits only; R's qt agrees with this one.
        t = brentq(lambda x: st.t.cdf(x, n - 1) - 0.975, 1.9, 13, xtol=1e-15, rtol=1e-14)
        low, high = y.mean() - t * st.sem(y), y.mean() + t * st.sem(y)
        ts = []
        for _ in range(40):
            x = y[rng.integers(0, n, (5000, n))]
            ts.append((x.mean(axis=1) - y.mean()) / (x.std(axis=1, ddof=1) / math.sqrt(n)))
        lo, hi = np.quantile(np.concatenate(ts), [0.025, 0.975])
        cases.append({"name": name, "by": "numpy average, cov (aweights); scipy t.cdf; numpy, 200,000 draws", "y": y, "weights": w,
                      "mean": np.average(y, weights=w), "sd": math.sqrt(np.cov(y, aweights=w)), "t": {"low": low, "high": high},
                      "bootstrap_t": {"low": y.mean() - hi * st.sem(y), "high": y.mean() - lo * st.sem(y)}})
    write("intervals", cases)


def clustered_contrasts():
    """Cluster-robust errors of a difference with shared clusters; wild bootstrap with Webb's weights (random)."""
    import statsmodels.api as sm
    rng = np.random.default_rng(12)
    webb = np.array([-math.sqrt(1.5), -1, -math.sqrt(0.5), math.sqrt(0.5), 1, math.sqrt(1.5)])
    cases = []
    for name, g, shared, shift in [("apart", 9, 0, 0.6), ("half shared", 12, 6, 0.4), ("all shared", 8, 8, 0.5)]:
        label = np.concatenate([[i] * rng.integers(1, 5) for i in range(2 * g - shared)])
        effect = rng.normal(0, 1, 2 * g - shared)
        side = np.where(label < g - shared, 1, np.where(label < g, rng.integers(0, 2, len(label)), 0))
        y = (effect[label] + shift * side + rng.normal(0, 0.7, len(label))).round(4)
        X = np.c_[np.ones(len(y)), side]

        def t_of(y):
            fit = sm.OLS(y, X).fit(cov_type="cluster", cov_kwds={"groups": label, "use_correction": False})
            return fit.params[1], fit.bse[1]

        diff, se = t_of(y)
        e = y - y.mean()  # the null: one mean
        bread = np.linalg.inv(X.T @ X) @ X.T
        scores = np.eye(2 * g - shared)[label]
        extreme, draws = 0, 20000
        for _ in range(draws):
            star = e * webb[rng.integers(0, 6, 2 * g - shared)][label]
            beta = bread @ star
            r = scores.T @ ((star - X @ beta) * bread[1])
            extreme += abs(beta[1]) / math.sqrt(r @ r) >= abs(diff) / se
        cases.append({"name": name, "by": "statsmodels OLS cluster (CR0); numpy, 20,000 draws", "y": y, "side": side,
                      "cluster": label.astype(str).tolist(), "difference": diff, "cr0": se, "wild_p": extreme / draws})
    write("clustered_contrasts", cases)


def permutation():
    """Exact permutation tests of Welch's statistic, over all arrangements."""
    rng = np.random.default_rng(13)
    cases = []
    for name, a, b in [("normal", rng.normal(0.8, 1, 6), rng.normal(0, 1, 8)), ("spreads", rng.normal(0.5, 0.3, 5), rng.normal(0, 2, 9)),
                       ("alike", rng.exponential(1, 7), rng.exponential(1, 7))]:
        a, b = a.round(4), b.round(4)
        welch = lambda x, y, axis: st.ttest_ind(x, y, equal_var=False, axis=axis).statistic
        both = lambda x, y, axis: np.abs(welch(x, y, axis))
        p = st.permutation_test((a, b), both, vectorized=True, n_resamples=np.inf, alternative="greater").pvalue
        cases.append({"name": name, "by": "scipy permutation_test, exact", "a": a, "b": b, "p": p})
    write("permutation", cases)


def softmax():
    """How logits become probabilities: scale, offsets, offsets by group, with a ridge."""
    rng = np.random.default_rng(14)
    cases = []
    for name, n, k, groups, ridge, weighted in [("three classes", 60, 3, 0, 0.0, False), ("groups", 120, 4, 3, 5.0, True), ("rare", 40, 3, 1, 1.0, True)]:
        logits = rng.normal(0, 2, (n, k)).round(3)
        p = np.exp(0.5 * logits + np.linspace(-1, 1, k))
        label = np.array([rng.choice(k, p=row / row.sum()) for row in p])
        group = rng.integers(-1, groups, n) if groups else np.full(n, -1)
        weight = rng.exponential(1, n).round(3) if weighted else np.ones(n)

        def loss(x):
            z = np.exp(x[0]) * logits + x[1:1 + k]
            for g in range(groups):
                z[group == g] += x[1 + k * (1 + g):1 + k * (2 + g)]
            return float(weight @ (logsumexp(z, axis=1) - z[np.arange(n), label]) + ridge / 2 * (x @ x))

        best = minimize(loss, np.zeros(1 + k * (1 + groups)), method="Nelder-Mead" if k * (1 + groups) < 4 else "BFGS",
                        options={"maxiter": 100000, **({"xatol": 1e-10, "fatol": 1e-13, "maxfev": 100000} if k * (1 + groups) < 4 else {"gtol": 1e-9})})
        x = minimize(loss, best.x, method="Powell", options={"xtol": 1e-12, "ftol": 1e-15, "maxiter": 100000}).x
        offset = x[1:1 + k] - (x[1:1 + k].mean() if ridge == 0 else 0)
        cases.append({"name": name, "by": "scipy minimize: BFGS or Nelder-Mead, then Powell; no gradient given", "logits": logits, "label": label, "weight": weight, "group": group,
                      "groups": groups, "ridge": ridge, "scale": math.exp(x[0]), "offset": offset, "by_group": x[1 + k:].reshape(groups, k), "loss": loss(x)})
    write("softmax", cases)


def main():
    warnings.simplefilter("ignore")
    two_samples()
    kruskal()
    multiple()
    agreement()
    trends()
    correction()
    misclassification()
    shrinkage()
    components()
    clusters()
    bootstrap()
    intervals()
    clustered_contrasts()
    permutation()
    softmax()


if __name__ == "__main__":
    main()

"""Times package stats beside scipy's vectorised bootstrap, one core each, in one run.

    python testdata/reference/speed.py        (from the repository's root, in the environment of make_reference.py)

The job is one million values in 500 groups by 60 periods, a percentile interval
from 2,000 draws for each of the 30,000 cells. scipy does every hundredth cell,
and its time is multiplied: its cells are alike.
"""

import json
import os
import subprocess
import time

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import scipy.stats as st

CELLS, UNITS, DRAWS, EVERY = 500 * 60, 1_000_000, 2000, 100


def main():
    out = subprocess.run(["go", "run", "./stats/internal/speed", "-units", str(UNITS), "-draws", str(DRAWS)],
                         check=True, capture_output=True, text=True)
    ours = json.loads(out.stdout)
    rng = np.random.default_rng(1)
    values = rng.normal(size=(CELLS // EVERY, UNITS // CELLS))
    start = time.perf_counter()
    for row in values:
        st.bootstrap((row,), np.mean, n_resamples=DRAWS, method="percentile", vectorized=True, random_state=rng)
    theirs = (time.perf_counter() - start) * EVERY
    print(f"stats {ours['seconds']:.1f} s with {ours['mib']:.0f} MiB, scipy {theirs:.1f} s: {theirs / ours['seconds']:.1f} times as fast")


if __name__ == "__main__":
    main()

"""Golden numbers of the two-sided sign test and its interval, from SciPy: writes preference.json beside this file."""
import json
import pathlib

import scipy
from scipy.stats import binomtest

CASES = [(0, 1), (1, 1), (5, 10), (8, 10), (0, 12), (12, 12), (37, 50), (50, 100), (61, 100), (430, 1000), (2600, 5000)]


def case(wins, decided):
    test = binomtest(wins, decided, 0.5)
    wide = test.proportion_ci(0.99, "exact")
    narrow = test.proportion_ci(0.95, "exact")
    return {
        "wins": wins,
        "decided": decided,
        "pValue": test.pvalue,
        "low95": narrow.low,
        "high95": narrow.high,
        "low99": wide.low,
        "high99": wide.high,
    }


golden = {
    "tool": "scipy.stats.binomtest",
    "version": scipy.__version__,
    "method": "two-sided against 0.5; exact (Clopper-Pearson) interval",
    "tolerance": 1e-10,
    "cases": [case(*each) for each in CASES],
}
target = pathlib.Path(__file__).with_name("preference.json")
target.write_text(json.dumps(golden, indent=1) + "\n")

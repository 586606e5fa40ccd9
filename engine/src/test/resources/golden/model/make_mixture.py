"""Writes mixture.json: scikit-learn's fit from a given start, and NumPy's principal axes, of the same points."""
import json

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

SEED = 11
rng = np.random.default_rng(SEED)
points = np.concatenate([
    rng.multivariate_normal([0, 0, 0], [[1, 0.5, 0], [0.5, 1, 0.2], [0, 0.2, 0.5]], 60),
    rng.multivariate_normal([3, 1, -1], [[0.4, -0.1, 0], [-0.1, 0.6, 0], [0, 0, 1]], 40),
]).astype(np.float32)
means = points[[0, 99]].astype(np.float64)
cases = []
for iterations in (1, 5, 30):
    fit = GaussianMixture(2, max_iter=iterations, tol=0, reg_covar=1e-6, weights_init=[0.5, 0.5], means_init=means,
                          precisions_init=np.stack([np.eye(3)] * 2)).fit(points)
    cases.append({
        "iterations": iterations,
        "logLikelihood": float(fit.score(points)),
        "weights": fit.weights_.tolist(),
        "means": fit.means_.tolist(),
        "covariances": fit.covariances_.tolist(),
        "logDensities": fit.score_samples(points[:5]).tolist(),
    })
values, vectors = np.linalg.eigh(np.cov(points.astype(np.float64).T))
order = np.argsort(-values)
axes = vectors.T[order]
axes *= np.sign(axes[np.arange(3), np.abs(axes).argmax(1)])[:, None]
with open("mixture.json", "w") as out:
    json.dump({
        "tool": "scikit-learn, NumPy", "version": f"{sklearn.__version__}, {np.__version__}", "seed": SEED,
        "tolerance": 1e-5, "points": points.tolist(), "startMeans": means.tolist(), "cases": cases,
        "axes": axes.tolist(), "deviations": np.sqrt(values[order]).tolist(),
    }, out, indent=1)

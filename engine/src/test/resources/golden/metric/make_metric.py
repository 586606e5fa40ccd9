"""Writes features.f32 (four float32 matrices) and metric.json: what the public tools make of them.

The tools get the same float32 features widened to float64, so that they differ from the studio by rounding only.
"""
import json
from importlib.metadata import version

import numpy as np
import torch
from prdc import compute_prdc
from pytorch_fid.fid_score import calculate_frechet_distance
from sklearn.neighbors import NearestNeighbors
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torch_fidelity.metric_isc import isc_features_to_metric
from torch_fidelity.metric_kid import kernel_mmd, kid_features_to_metric

SEED = 20
rng = np.random.default_rng(SEED)


def features(count, dimension, shift):
    """Correlated, skewed and non-negative, as features behind a ReLU are."""
    mixing = np.random.default_rng(dimension).normal(size=(dimension, dimension))
    raw = rng.normal(size=(count, dimension)) @ mixing + shift * np.linspace(-1, 1, dimension)
    return np.log1p(np.exp(raw)).astype(np.float32)


wide = features(300, 16, 0), features(260, 16, 0.8)
tall = features(1200, 8, 0), features(1000, 8, 0.5)
with open("features.f32", "wb") as out:
    for matrix in (*wide, *tall):
        out.write(matrix.tobytes())


def double(matrix):
    return torch.from_numpy(matrix.astype(np.float64))


def frechet(a, b):
    one, two = fid_features_to_statistics(double(a)), fid_features_to_statistics(double(b))
    fidelity = fid_statistics_to_metric(one, two, False)["frechet_inception_distance"]
    return fidelity, float(calculate_frechet_distance(one["mu"], one["sigma"], two["mu"], two["sigma"]))


def kernel(a, b, subsets, size, seed):
    settings = dict(kid_subsets=subsets, kid_subset_size=size, kid_kernel="poly", kid_kernel_poly_degree=3,
                    kid_kernel_poly_gamma=None, kid_kernel_poly_coef0=1.0, rng_seed=seed, verbose=False)
    result = kid_features_to_metric(double(a), double(b), **settings)
    choice = np.random.RandomState(seed)
    rows = [(choice.choice(len(a), size, replace=False), choice.choice(len(b), size, replace=False))
            for _ in range(subsets)]
    values = [float(kernel_mmd(a[i].astype(np.float64), b[j].astype(np.float64), **settings)) for i, j in rows]
    return {"subsets": subsets, "size": size, "seed": seed,
            "mean": result["kernel_inception_distance_mean"], "deviation": result["kernel_inception_distance_std"],
            "values": values, "first": [i.tolist() for i, _ in rows], "second": [j.tolist() for _, j in rows]}


def manifold(real, fake, k):
    return {"k": k, **{name: float(value) for name, value in
                       compute_prdc(real.astype(np.float64), fake.astype(np.float64), k).items()}}


logits = tall[0] * 2
names = ("wide", "tall")
pairs = dict(zip(names, (wide, tall)))
document = {
    "tool": "torch-fidelity, pytorch-fid, prdc, scikit-learn, NumPy, PyTorch",
    "version": ", ".join(version(p) for p in
                         ("torch-fidelity", "pytorch-fid", "prdc", "scikit-learn", "numpy", "torch")),
    "seed": SEED,
    "shapes": [list(m.shape) for m in (*wide, *tall)],
    "frechet": {n: dict(zip(("torchFidelity", "pytorchFid"), frechet(*pairs[n]))) for n in names},
    # ten images of sixteen features: both covariances are singular
    "frechetOfTenImages": frechet(wide[0][:10], wide[1][:10])[0],
    "mean": wide[0].astype(np.float64).mean(0).tolist(),
    "covariance": np.cov(wide[0].astype(np.float64), rowvar=False).ravel().tolist(),
    "kernel": {"wide": kernel(*wide, 6, 50, 2020), "tall": kernel(*tall, 3, 400, 7)},
    "manifold": {n: [manifold(*pairs[n], k) for k in (3, 5)] for n in names},
    "inceptionScore": {f"splits{s}": isc_features_to_metric(torch.from_numpy(logits), s, shuffle=False)
                       for s in (1, 10)},
}
distances, indices = NearestNeighbors(n_neighbors=3, algorithm="brute").fit(
    wide[0].astype(np.float64)).kneighbors(wide[1][:20].astype(np.float64))
document["neighbours"] = {"indices": indices.tolist(), "distances": distances.tolist()}
spread = torch.nn.functional.pdist(double(wide[0])).mean().item()
document["spread"] = spread
sizes = np.linspace(60, 260, 5).astype(int)
order = np.random.RandomState(3)
draws = [order.choice(260, s, replace=False) for s in sizes]
values = [frechet(wide[0], wide[1][d])[0] for d in draws]
slope, intercept = np.polyfit(1 / sizes, values, 1)
document["frechetInfinity"] = {"rows": [d.tolist() for d in draws], "values": values, "intercept": intercept,
                               "slope": slope}
with open("metric.json", "w") as out:
    json.dump(document, out)

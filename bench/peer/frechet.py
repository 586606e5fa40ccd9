"""Fréchet distance of two folders of images as pytorch-fid computes it, with Inception-v3 to mixed5 in the place of its
network: Pillow, a loader with a worker for each thread but one, batches of 50, numpy's covariance, scipy's root of a matrix.
Arguments: weights folder folder threads."""
import os
import sys

path, first, second, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
os.environ["OMP_NUM_THREADS"] = str(threads)
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np  # noqa: E402  (after the thread settings)
import torch  # noqa: E402
from PIL import Image  # noqa: E402
from scipy import linalg  # noqa: E402

import mixed5  # noqa: E402

torch.set_num_threads(threads)


class Folder(torch.utils.data.Dataset):
    def __init__(self, folder):
        self.files = sorted(os.path.join(folder, name) for name in os.listdir(folder))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        pixels = np.asarray(Image.open(self.files[i]).convert("RGB"), np.float32) / 255
        return torch.from_numpy(pixels).permute(2, 0, 1)


def moments(folder, network):
    images = Folder(folder)
    loader = torch.utils.data.DataLoader(images, batch_size=50, num_workers=threads - 1)
    features, done = np.empty((len(images), 768)), 0
    with torch.no_grad():
        for batch in loader:
            found = network(batch).numpy()
            features[done:done + len(found)] = found
            done += len(found)
    return features.mean(axis=0), np.cov(features, rowvar=False)


network = mixed5.load(path)
(mean1, cov1), (mean2, cov2) = moments(first, network), moments(second, network)
gap = mean1 - mean2
root = linalg.sqrtm(cov1.dot(cov2)).real
print("distance %.6f" % (gap.dot(gap) + np.trace(cov1) + np.trace(cov2) - 2 * np.trace(root)))

"""Writes features.json: python make_features.py mixed5.safetensors [fid.safetensors].

Reference for resize modes (Pillow, torch, a formula) and for features. The network up to mixed5 is built here from the
topology in the file's own metadata, batch normalisation as a layer of its own; the FID network is pytorch-fid's, with
the random weights that FidWeights (in the tests) draws and that were saved to fid.safetensors once.
"""
import json
import os
import struct
import sys

import numpy as np
import PIL
import torch
import torch.nn.functional as F
from PIL import Image

torch.set_grad_enabled(False)
torch.set_num_threads(1)


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    kinds = {"F16": np.float16, "F32": np.float32}
    return metadata, {
        name: torch.from_numpy(np.frombuffer(
            data[entry["data_offsets"][0]:entry["data_offsets"][1]], kinds[entry["dtype"]]).astype(
                np.float32).reshape(entry["shape"]))
        for name, entry in header.items()}


def image(channels, height, width, seed):
    c, y, x = np.mgrid[0:channels, 0:height, 0:width].astype(np.int64)
    return ((3 * x * x + 5 * y * y + 7 * x * y * (c + 1) + 31 * c + 17 * seed) // 3 % 256).astype(np.uint8)


def clean(pixels, side):
    planes = [np.asarray(Image.fromarray(plane.astype(np.float32), mode="F").resize((side, side), Image.BICUBIC))
              for plane in pixels]
    return torch.from_numpy(np.stack(planes))[None]


def pytorch(pixels, side):
    x = torch.from_numpy(pixels.astype(np.float32))[None] / 255
    return F.interpolate(x, size=(side, side), mode="bilinear", align_corners=False) * 255


def tensorflow(pixels, side):
    def axis(x, dim):
        n = x.shape[dim]
        at = np.arange(side, dtype=np.float32) * np.float32(np.float32(n) / np.float32(side))
        low = np.minimum(at.astype(np.int64), n - 1)
        high = np.minimum(low + 1, n - 1)
        share = (at - low).reshape([-1 if d == dim else 1 for d in range(3)])
        return np.take(x, low, dim) * (1 - share) + np.take(x, high, dim) * share
    return torch.from_numpy(axis(axis(pixels.astype(np.float32), 1), 2).astype(np.float32))[None]


RESIZE = {"clean": clean, "legacy-pytorch": pytorch, "legacy-tensorflow": tensorflow}
SHAPES = [(1, 28, 28, 1), (3, 64, 48, 2), (3, 320, 310, 3)]


def mixed5(topology, weights, x):
    values = {}
    for layer in topology:
        name, kind = layer["name"], layer["type"]
        inputs = [values[i] for i in layer["inputs"]]
        if kind == "InputLayer":
            y = x
        elif kind == "Conv2D":
            pad = [(k - 1) // 2 if layer["padding"] == "same" else 0 for k in layer["kernel_size"]]
            y = F.conv2d(inputs[0], weights[name + ".weight"], None, layer["strides"], pad)
        elif kind == "BatchNormalization":
            y = F.batch_norm(inputs[0], weights[name + ".moving_mean"], weights[name + ".moving_variance"], None,
                             weights[name + ".beta"], False, 0, layer["epsilon"])
        elif kind == "Activation":
            y = F.relu(inputs[0])
        elif kind == "MaxPooling2D":
            y = F.max_pool2d(inputs[0], layer["pool_size"], layer["strides"])
        elif kind == "AveragePooling2D":
            y = F.avg_pool2d(inputs[0], layer["pool_size"], layer["strides"], 1, count_include_pad=False)
        else:
            y = torch.cat(inputs, 1)
        values[name] = y
    return values["mixed5"].mean((2, 3))[0]


def fid(weights):
    from pytorch_fid import inception
    inception.load_state_dict_from_url = lambda *args, **kwargs: weights
    whole = inception.fid_inception_v3().eval()
    return inception.InceptionV3([0, 1, 2, 3]).eval(), whole


def fid_features(network, whole, x):
    features = {str(y.shape[1]): y.mean((2, 3))[0] for y in network(x)}
    features["logits"] = features["2048"] @ whole.fc.weight.T
    return features


def fidelity_features(weights, pixels):
    import tempfile
    from torch_fidelity.feature_extractor_inceptionv3 import FeatureExtractorInceptionV3
    taps = ["64", "192", "768", "2048", "logits_unbiased"]
    with tempfile.TemporaryDirectory() as folder:
        torch.save(weights, os.path.join(folder, "w.pth"))
        network = FeatureExtractorInceptionV3("fid", taps, os.path.join(folder, "w.pth"))
    y = network(torch.from_numpy(np.broadcast_to(pixels, (3,) + pixels.shape[1:]).copy())[None])
    return {tap.removesuffix("_unbiased"): values[0] for tap, values in zip(taps, y)}


def floats(tensor, step):
    return [float(v) for v in tensor.flatten()[::step]]


metadata, weights = read(sys.argv[1])
topology = json.loads(metadata["topology"])
cases = []
for shape in SHAPES:
    pixels = image(*shape)
    for mode, resize in RESIZE.items():
        x = resize(pixels, 299)
        row = {"channels": shape[0], "height": shape[1], "width": shape[2], "seed": shape[3], "mode": mode,
               "pixels": floats(x, 9973)}
        row["mixed5"] = floats(mixed5(topology, weights, x.expand(1, 3, -1, -1) / 127.5 - 1), 17)
        cases.append(row)
result = {"tool": "pytorch, Pillow", "version": torch.__version__ + ", " + PIL.__version__, "seed": "in each case",
          "pixelStep": 9973, "mixed5Step": 17, "cases": cases}
if len(sys.argv) > 2:
    from importlib.metadata import version
    weights = read(sys.argv[2])[1]
    network, whole = fid(weights)
    result["fid"] = {"tool": "pytorch-fid (legacy-pytorch), torch-fidelity (legacy-tensorflow)",
                     "version": version("pytorch-fid") + ", " + version("torch-fidelity"), "weightsSeed": 11,
                     "featureStep": 13, "cases": []}
    for shape in SHAPES[:2]:
        x = torch.from_numpy(image(*shape).astype(np.float32))[None].expand(1, 3, -1, -1) / 255
        for mode, taps in (("legacy-pytorch", fid_features(network, whole, x)),
                           ("legacy-tensorflow", fidelity_features(weights, image(*shape)))):
            result["fid"]["cases"].append(
                {"channels": shape[0], "height": shape[1], "width": shape[2], "seed": shape[3], "mode": mode,
                 "features": {tap: floats(y, 13) for tap, y in taps.items()}})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "features.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")

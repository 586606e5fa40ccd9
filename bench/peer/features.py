"""Features of grey 28x28 images by Inception-v3 to mixed5 in eager PyTorch, as pytorch-fid computes its own: resized with
F.interpolate, batches of 50, batch normalisation as layers. Arguments: weights images threads. Prints times of one image."""
import json
import os
import struct
import sys
import time

path, count, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.environ["OMP_NUM_THREADS"] = str(threads)
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy as np  # noqa: E402  (after the thread settings)
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from torch import nn  # noqa: E402

torch.set_num_threads(threads)
BATCH = 50
with open(path, "rb") as file:
    header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    data = file.read()
topology = json.loads(header.pop("__metadata__")["topology"])


def array(name):
    begin, end = header[name]["data_offsets"]
    values = np.frombuffer(data[begin:end], np.float16).astype(np.float32)
    return torch.from_numpy(values.reshape(header[name]["shape"]))


def layer_of(entry):
    if entry["type"] == "Conv2D":
        weight = array(entry["name"] + ".weight")
        padding = [(k - 1) // 2 if entry["padding"] == "same" else 0 for k in entry["kernel_size"]]
        layer = nn.Conv2d(weight.shape[1], weight.shape[0], entry["kernel_size"], entry["strides"], padding, bias=False)
        layer.weight.data = weight
        return layer
    if entry["type"] == "BatchNormalization":
        mean = array(entry["name"] + ".moving_mean")
        layer = nn.BatchNorm2d(len(mean), eps=entry["epsilon"])
        layer.running_mean, layer.running_var = mean, array(entry["name"] + ".moving_variance")
        layer.bias.data = array(entry["name"] + ".beta")
        return layer
    if entry["type"] == "Activation":
        return nn.ReLU(inplace=True)
    if entry["type"] == "MaxPooling2D":
        return nn.MaxPool2d(3, 2)
    if entry["type"] == "AveragePooling2D":
        return nn.AvgPool2d(3, 1, 1, count_include_pad=False)
    return nn.Identity()


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict({entry["name"]: layer_of(entry) for entry in topology})

    def forward(self, x):
        x = F.interpolate(x, size=(299, 299), mode="bilinear", align_corners=False)
        values = {topology[0]["name"]: 2 * x - 1}
        for entry in topology[1:]:
            inputs = [values[name] for name in entry["inputs"]]
            values[entry["name"]] = (torch.cat(inputs, 1) if entry["type"] == "Concatenate"
                                     else self.layers[entry["name"]](inputs[0]))
        return F.adaptive_avg_pool2d(values["mixed5"], 1).flatten(1)


network = Network().eval()
images = torch.randint(0, 256, (BATCH, 1, 28, 28), dtype=torch.uint8)
rounds = max(1, count // BATCH)
times = []
with torch.no_grad():
    for i in range(-1, rounds):
        if i == 0:
            processor = time.process_time()
        start = time.perf_counter()
        network(images.expand(-1, 3, -1, -1).float() / 255).numpy()
        if i >= 0:
            times.append((time.perf_counter() - start) * 1e3 / BATCH)
processor = (time.process_time() - processor) * 1e3 / (rounds * BATCH)
times.sort()
print("image median %.3f p95 %.3f min %.3f ms over %d processor %.3f ms" % (
    times[rounds // 2], times[int(rounds * 0.95)], times[0], rounds, processor))

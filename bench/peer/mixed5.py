"""Inception-v3 to mixed5 in eager PyTorch, as pytorch-fid computes with its own: resized with F.interpolate, batch
normalisation as layers."""
import json
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def load(path):
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

    return Network().eval()

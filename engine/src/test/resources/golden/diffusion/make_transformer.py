"""Makes the golden numbers of DiffusionTransformerGoldenTest with Hugging Face diffusers.

    python make_transformer.py

Writes transformer.json beside itself: for each network the names and shapes of its weights, inputs and weights by
formula, and outputs.
"""

import json
import os

import diffusers
import numpy as np
import torch
from diffusers import DiTTransformer2DModel

HERE = os.path.dirname(os.path.abspath(__file__))


def wave(phase, scale, shape):
    """sin(0.37 i + phase) scale, in row-major order."""
    count = int(np.prod(shape))
    return torch.tensor((np.sin(np.arange(count) * 0.37 + phase) * scale).astype(np.float32)).reshape(shape)


def filled(model):
    """Every weight by formula, so that no file is needed."""
    for i, (name, value) in enumerate(sorted(model.state_dict().items())):
        scale = 0.1 if value.dim() == 1 else 1.5 / float(np.prod(value.shape[1:])) ** 0.5
        value.copy_(wave(i, scale, value.shape))
    return model


def run(name, size, channels, patch, heads, head, depth, classes, times, told):
    model = filled(
        DiTTransformer2DModel(
            num_attention_heads=heads,
            attention_head_dim=head,
            in_channels=channels,
            out_channels=channels,
            num_layers=depth,
            sample_size=size,
            patch_size=patch,
            num_embeds_ada_norm=classes,
        ).eval()
    )
    with torch.no_grad():
        x = wave(1.0, 1.2, (len(times), channels, size, size))
        out = model(x, timestep=torch.tensor(times), class_labels=torch.tensor(told)).sample
    return {
        "name": name,
        "size": size,
        "channels": channels,
        "patch": patch,
        "heads": heads,
        "headChannels": head,
        "depth": depth,
        "rows": classes + 1,
        "times": times,
        "classes": told,
        "weights": {k: list(v.shape) for k, v in model.state_dict().items()},
        "output": [float(v) for v in out.flatten()],
    }


golden = {
    "tool": "diffusers",
    "version": diffusers.__version__,
    "torch": torch.__version__,
    "tolerance": 1e-4,
    "networks": [
        run("patches of two", 8, 4, 2, 2, 8, 2, 3, [0, 417, 999], [2, 0, 3]),
        run("single pixels", 4, 1, 1, 1, 8, 1, 2, [12, 871], [1, 2]),
    ],
}
with open(os.path.join(HERE, "transformer.json"), "w", encoding="utf-8") as file:
    json.dump(golden, file)
    file.write("\n")

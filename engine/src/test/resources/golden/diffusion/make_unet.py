"""Makes the golden numbers of UNetGoldenTest with Hugging Face diffusers.

    python make_unet.py

Writes beside itself: unet-classes/ (config.json and weights as diffusers saves them) and unet.json (for each
network the names and shapes of its weights, inputs by formula, and outputs).
"""

import json
import os

import diffusers
import numpy as np
import torch
from diffusers import UNet2DModel

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 4


def wave(phase, scale, shape):
    """sin(0.37 i + phase) scale, in row-major order."""
    count = int(np.prod(shape))
    return torch.tensor((np.sin(np.arange(count) * 0.37 + phase) * scale).astype(np.float32)).reshape(shape)


def run(name, model, size, times, classes):
    with torch.no_grad():
        x = wave(1.0, 1.2, (len(times), model.config.in_channels, size, size))
        labels = None if classes is None else torch.tensor(classes)
        out = model(x, torch.tensor(times), labels).sample
    return {
        "name": name,
        "size": size,
        "times": times,
        "classes": classes,
        "weights": {k: list(v.shape) for k, v in model.state_dict().items()},
        "output": [float(v) for v in out.flatten()],
    }


def filled(model):
    """Every weight by formula, so that no file is needed."""
    for i, (name, value) in enumerate(sorted(model.state_dict().items())):
        if value.dim() == 1:
            value.copy_(wave(i, 0.1, value.shape) + (1 if "norm" in name and name.endswith("weight") else 0))
        else:
            value.copy_(wave(i, 1.5 / float(np.prod(value.shape[1:])) ** 0.5, value.shape))
    return model


torch.manual_seed(SEED)
classes = UNet2DModel(
    sample_size=8,
    in_channels=1,
    out_channels=1,
    block_out_channels=(8, 16),
    layers_per_block=1,
    down_block_types=("DownBlock2D", "AttnDownBlock2D"),
    up_block_types=("AttnUpBlock2D", "UpBlock2D"),
    attention_head_dim=4,
    norm_num_groups=4,
    num_class_embeds=4,
).eval()
classes.save_pretrained(os.path.join(HERE, "unet-classes"))
deep = filled(
    UNet2DModel(
        sample_size=12,
        in_channels=3,
        out_channels=3,
        block_out_channels=(8, 16, 24),
        layers_per_block=2,
        down_block_types=("DownBlock2D", "AttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "AttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=8,
        norm_num_groups=8,
    ).eval()
)
golden = {
    "tool": "diffusers",
    "version": diffusers.__version__,
    "torch": torch.__version__,
    "seed": SEED,
    "tolerance": 1e-4,
    "networks": [
        run("unet-classes", classes, 8, [0, 417, 999], [2, 0, 3]),
        run("deep", deep, 12, [3, 871], None),
    ],
}
with open(os.path.join(HERE, "unet.json"), "w", encoding="utf-8") as file:
    json.dump(golden, file)
    file.write("\n")

"""Makes the golden numbers of DiffusersLayoutsTest with Hugging Face diffusers.

    python make_unet_layouts.py

Writes unet-layouts.json beside itself: for each network its configuration as diffusers writes it, the names and shapes of
its weights, which follow from a formula as the inputs do, and its outputs. The networks are small ones of the kinds of which
the best known models are; the names of the networks say what is unusual in each.
"""

import json
import os
import tempfile

import diffusers
import numpy as np
import torch
from diffusers import UNet2DModel

HERE = os.path.dirname(os.path.abspath(__file__))
MIDDLE = dict(
    sample_size=16,
    block_out_channels=(8, 16, 16, 16),
    down_block_types=("DownBlock2D", "AttnDownBlock2D", "DownBlock2D", "DownBlock2D"),
    up_block_types=("UpBlock2D", "UpBlock2D", "AttnUpBlock2D", "UpBlock2D"),
    norm_num_groups=4,
)
PLAIN = dict(
    sample_size=8,
    block_out_channels=(8, 16),
    down_block_types=("DownBlock2D", "AttnDownBlock2D"),
    up_block_types=("AttnUpBlock2D", "UpBlock2D"),
    layers_per_block=1,
    attention_head_dim=8,
    norm_num_groups=4,
)
NETWORKS = {
    "attention-in-the-middle-only": dict(MIDDLE),
    "padding-right-and-below": dict(PLAIN, downsample_padding=0),
    "sines-first-shifted-small-epsilon": dict(PLAIN, flip_sin_to_cos=False, freq_shift=1, norm_eps=1e-6),
    "large-epsilon": dict(PLAIN, norm_eps=0.05),
    "one-head": dict(PLAIN, attention_head_dim=None),
    "all-of-cifar": dict(
        MIDDLE, downsample_padding=0, flip_sin_to_cos=False, freq_shift=1, norm_eps=1e-6, attention_head_dim=None
    ),
    "widths-of-the-default": dict(
        sample_size=(8, 16),
        block_out_channels=(8, 16, 24, 32),
        layers_per_block=1,
        norm_num_groups=8,
        in_channels=1,
        out_channels=1,
    ),
    "other-attention-up-none-in-the-middle": dict(
        PLAIN,
        up_block_types=("UpBlock2D", "AttnUpBlock2D"),
        add_attention=False,
        time_embedding_dim=24,
        num_class_embeds=3,
    ),
}


def wave(phase, scale, shape):
    """sin(0.37 i + phase) scale, in row-major order."""
    count = int(np.prod(shape))
    return torch.tensor((np.sin(np.arange(count) * 0.37 + phase) * scale).astype(np.float32)).reshape(shape)


def filled(model):
    """Every weight by formula, so that no file is needed."""
    for i, (name, value) in enumerate(sorted(model.state_dict().items())):
        if value.dim() == 1:
            value.copy_(wave(i, 0.1, value.shape) + (1 if "norm" in name and name.endswith("weight") else 0))
        else:
            value.copy_(wave(i, 1.5 / float(np.prod(value.shape[1:])) ** 0.5, value.shape))
    return model


def config(model):
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            return json.load(file)


def run(name, settings):
    model = filled(UNet2DModel(**settings).eval())
    size = settings["sample_size"]
    height, width = size if isinstance(size, tuple) else (size, size)
    times = [3, 871]
    classes = [1, 2] if settings.get("num_class_embeds") else None
    with torch.no_grad():
        x = wave(1.0, 1.2, (len(times), model.config.in_channels, height, width))
        out = model(x, torch.tensor(times), None if classes is None else torch.tensor(classes)).sample
    return {
        "name": name,
        "config": config(model),
        "times": times,
        "classes": classes,
        "weights": {k: list(v.shape) for k, v in model.state_dict().items()},
        "output": [float("%.7g" % v) for v in out.flatten()],
    }


golden = {
    "tool": "diffusers",
    "version": diffusers.__version__,
    "torch": torch.__version__,
    "seed": "none: weights and inputs follow from a formula",
    "tolerance": 1e-4,
    "networks": [run(name, settings) for name, settings in NETWORKS.items()],
}
with open(os.path.join(HERE, "unet-layouts.json"), "w", encoding="utf-8") as file:
    json.dump(golden, file)
    file.write("\n")

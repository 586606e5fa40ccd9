"""Makes the golden numbers of AutoencoderGoldenTest with Hugging Face diffusers.

    python make_autoencoder.py

Writes beside itself: autoencoder/ (config.json and weights as diffusers saves them) and autoencoder.json (for each
network the names and shapes of its weights, inputs by formula, means and logarithms of variances, decoded images).
"""

import json
import os

import diffusers
import numpy as np
import torch
from diffusers import AutoencoderKL

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 7


def wave(phase, scale, shape):
    """sin(0.37 i + phase) scale, in row-major order."""
    count = int(np.prod(shape))
    return torch.tensor((np.sin(np.arange(count) * 0.37 + phase) * scale).astype(np.float32)).reshape(shape)


def run(name, model, height, width):
    config = model.config
    factor = 2 ** (len(config.block_out_channels) - 1)
    with torch.no_grad():
        x = wave(1.0, 0.9, (2, config.in_channels, height, width))
        posterior = model.encode(x).latent_dist
        z = wave(2.0, 1.5, (2, config.latent_channels, height // factor, width // factor))
        decoded = model.decode(z).sample
    return {
        "name": name,
        "imageChannels": config.in_channels,
        "height": height,
        "width": width,
        "latentChannels": config.latent_channels,
        "channels": list(config.block_out_channels),
        "blocks": config.layers_per_block,
        "groups": config.norm_num_groups,
        "weights": {k: list(v.shape) for k, v in model.state_dict().items()},
        "mean": [float(v) for v in posterior.mean.flatten()],
        "logVariance": [float(v) for v in posterior.logvar.flatten()],
        "decoded": [float(v) for v in decoded.flatten()],
    }


def network(channels, latent, blocks, groups, image, size):
    levels = len(channels)
    return AutoencoderKL(
        in_channels=image,
        out_channels=image,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=channels,
        layers_per_block=blocks,
        latent_channels=latent,
        norm_num_groups=groups,
        sample_size=size,
        scaling_factor=0.7,
    ).eval()


def filled(model):
    """Every weight by formula, so that no file is needed."""
    for i, (name, value) in enumerate(sorted(model.state_dict().items())):
        if value.dim() == 1:
            value.copy_(wave(i, 0.1, value.shape) + (1 if "norm" in name and name.endswith("weight") else 0))
        else:
            value.copy_(wave(i, 1.5 / float(np.prod(value.shape[1:])) ** 0.5, value.shape))
    return model


torch.manual_seed(SEED)
written = network((8, 16), 2, 1, 4, 3, 8)
written.save_pretrained(os.path.join(HERE, "autoencoder"))
deep = filled(network((8, 16, 16), 4, 2, 8, 1, 16))
golden = {
    "tool": "diffusers",
    "version": diffusers.__version__,
    "torch": torch.__version__,
    "seed": SEED,
    "tolerance": 1e-4,
    "networks": [run("autoencoder", written, 8, 8), run("deep", deep, 16, 12)],
}
with open(os.path.join(HERE, "autoencoder.json"), "w", encoding="utf-8") as file:
    json.dump(golden, file)
    file.write("\n")

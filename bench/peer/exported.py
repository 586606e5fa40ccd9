"""What diffusers makes of the folders that `studio export --format diffusers` wrote: exported.py FOLDER... > numbers.json

A folder is a network (config.json, scheduler_config.json), or the parts of a model in a latent space (unet, vae, scheduler).
Prints the configurations as they were read, the network's output for inputs that follow from a formula, the noise of some
times, and of an autoencoder the picture of a latent and what it says of an image. ExportedFoldersTest of the engine compares
these numbers with the studio's own; its main method writes the folders.
"""
import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import diffusers  # noqa: E402  (after the setting)
import numpy as np  # noqa: E402
import torch  # noqa: E402

torch.set_num_threads(1)
TIMES = [3, 871]
ASKED = [100, 500, 900]


def wave(phase, scale, shape):
    """sin(0.37 i + phase) scale, in row-major order."""
    count = int(np.prod(shape))
    return torch.tensor((np.sin(np.arange(count) * 0.37 + phase) * scale).astype(np.float32)).reshape(shape)


def numbers(tensor):
    return [float("%.7g" % value) for value in tensor.flatten()]


def sides(size):
    return (size, size) if isinstance(size, int) else tuple(size)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def loaded(kind, folder):
    """The model, which must have taken every weight of the file and no other."""
    model, report = kind.from_pretrained(folder, output_loading_info=True)
    wrong = {name: found for name, found in report.items() if found}
    if wrong:
        raise SystemExit("%s: %s" % (folder, wrong))
    return model.eval()


def sigmas(file):
    """Noise to signal at some times."""
    config = read(file)
    scheduler = getattr(diffusers, config["_class_name"]).from_config(config)
    if hasattr(scheduler, "alphas_cumprod"):
        kept = scheduler.alphas_cumprod[ASKED].double()
        return numbers(((1 - kept) / kept).sqrt())
    shares = [scheduler.sigmas[list(scheduler.timesteps).index(time)].double() for time in ASKED]
    return [float("%.7g" % (share / (1 - share))) for share in shares]


def answers(folder):
    parts = os.path.isdir(os.path.join(folder, "unet"))
    network = os.path.join(folder, "unet") if parts else folder
    schedule = os.path.join(folder, "scheduler" if parts else "", "scheduler_config.json")
    model = loaded(diffusers.UNet2DModel, network)
    x = wave(1.0, 1.2, (len(TIMES), model.config.in_channels) + sides(model.config.sample_size))
    classes = None if model.config.num_class_embeds is None else [0, model.config.num_class_embeds - 1]
    found = {
        "name": os.path.basename(os.path.normpath(folder)),
        "config": read(os.path.join(network, "config.json")),
        "schedule": read(schedule),
        "classes": classes,
        "output": numbers(model(x, torch.tensor(TIMES), None if classes is None else torch.tensor(classes)).sample),
        "sigmas": sigmas(schedule),
    }
    if parts:
        vae = loaded(diffusers.AutoencoderKL, os.path.join(folder, "vae"))
        factor = vae.config.scaling_factor
        z = wave(2.0, 1.5, (2, vae.config.latent_channels) + sides(model.config.sample_size))
        images = wave(3.0, 0.5, (2, vae.config.in_channels) + sides(vae.config.sample_size)) + 0.5
        said = vae.encode(images * 2 - 1).latent_dist
        found["autoencoder"] = read(os.path.join(folder, "vae", "config.json"))
        found["picture"] = numbers((vae.decode(z / factor).sample / 2 + 0.5).clamp(0, 1))
        found["moments"] = numbers(torch.cat([said.mean * factor, said.std * factor], dim=1))
    return found


with torch.no_grad():
    answer = {
        "tool": "diffusers",
        "version": diffusers.__version__,
        "torch": torch.__version__,
        "seed": "none: weights and inputs follow from a formula",
        "times": TIMES,
        "asked": ASKED,
        "folders": [answers(folder) for folder in sys.argv[1:]],
    }
print(json.dumps(answer))

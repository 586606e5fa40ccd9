"""Writes noised-classifier.json: what a small classifier of noised images says and the gradient of that by its input,
by PyTorch's own operators. Weights and input are waves by a formula, so no file has to hold them."""
import json
import math
import sys

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
GROUPS, HEAD, SIDE = 4, 8, 8
NAMES = {"hat": 2, "hair": 3}
SIGMAS = [0.05, 0.7, 6.0]
WEIGHTS = [0.0, 1.0, 0.5, -0.25, 0.0]


def residual(name, inside, out):
    shapes = {f"{name}.norm1.weight": [inside], f"{name}.norm1.bias": [inside],
              f"{name}.conv1.weight": [out, inside, 3, 3], f"{name}.conv1.bias": [out],
              f"{name}.time_emb_proj.weight": [out, 32], f"{name}.time_emb_proj.bias": [out],
              f"{name}.norm2.weight": [out], f"{name}.norm2.bias": [out],
              f"{name}.conv2.weight": [out, out, 3, 3], f"{name}.conv2.bias": [out]}
    if inside != out:
        shapes |= {f"{name}.conv_shortcut.weight": [out, inside, 1, 1], f"{name}.conv_shortcut.bias": [out]}
    return shapes


def shapes():
    all = {"conv_in.weight": [8, 1, 3, 3], "conv_in.bias": [8],
           "time_embedding.linear_1.weight": [32, 8], "time_embedding.linear_1.bias": [32],
           "time_embedding.linear_2.weight": [32, 32], "time_embedding.linear_2.bias": [32],
           "down_blocks.0.downsamplers.0.conv.weight": [8, 8, 3, 3], "down_blocks.0.downsamplers.0.conv.bias": [8],
           "conv_norm_out.weight": [16], "conv_norm_out.bias": [16],
           "head.weight": [5, 16], "head.bias": [5], "prior": [5]}
    all |= residual("down_blocks.0.resnets.0", 8, 8) | residual("down_blocks.1.resnets.0", 8, 16)
    all |= residual("mid_block.resnets.0", 16, 16)
    name = "down_blocks.1.attentions.0"
    all |= {f"{name}.group_norm.weight": [16], f"{name}.group_norm.bias": [16]}
    for part in ("to_q", "to_k", "to_v", "to_out.0"):
        all |= {f"{name}.{part}.weight": [16, 16], f"{name}.{part}.bias": [16]}
    return all


def wave(phase, scale, shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (torch.sin(i * 0.37 + phase) * scale).float().reshape(shape)


def weights():
    made = {}
    for i, (name, shape) in enumerate(sorted(shapes().items())):
        vector = len(shape) == 1
        made[name] = wave(i, 0.1 if vector else 1.5 / math.sqrt(math.prod(shape) / shape[0]), shape)
        if vector and "norm" in name and name.endswith("weight"):
            made[name] += 1
    return made


W = weights()


def norm(name, x):
    return F.group_norm(x, GROUPS, W[f"{name}.weight"], W[f"{name}.bias"], 1e-5)


def linear(name, x):
    return F.linear(x, W[f"{name}.weight"], W[f"{name}.bias"])


def conv(name, x, stride=1, padding=1):
    return F.conv2d(x, W[f"{name}.weight"], W[f"{name}.bias"], stride, padding)


def block(name, x, told):
    h = conv(f"{name}.conv1", F.silu(norm(f"{name}.norm1", x)))
    h = h + linear(f"{name}.time_emb_proj", told)[:, :, None, None]
    h = conv(f"{name}.conv2", F.silu(norm(f"{name}.norm2", h)))
    return h + (conv(f"{name}.conv_shortcut", x, 1, 0) if f"{name}.conv_shortcut.weight" in W else x)


def attend(name, x):
    n, c, height, width = x.shape
    h = norm(f"{name}.group_norm", x).reshape(n, c, -1).permute(0, 2, 1)
    q, k, v = (linear(f"{name}.{part}", h).reshape(n, -1, c // HEAD, HEAD).permute(0, 2, 1, 3)
               for part in ("to_q", "to_k", "to_v"))
    h = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(HEAD), 3) @ v
    h = linear(f"{name}.to_out.0", h.permute(0, 2, 1, 3).reshape(n, -1, c))
    return x + h.permute(0, 2, 1).reshape(x.shape)


def said(x, time, trust):
    frequencies = torch.exp(torch.arange(4) * (-math.log(10_000) / 4))
    angles = torch.tensor([[time]]) * frequencies
    told = torch.cat([torch.cos(angles), torch.sin(angles)], 1)
    told = F.silu(linear("time_embedding.linear_2", F.silu(linear("time_embedding.linear_1", told))))
    h = block("down_blocks.0.resnets.0", conv("conv_in", x), told)
    h = conv("down_blocks.0.downsamplers.0.conv", h, 2)
    h = attend("down_blocks.1.attentions.0", block("down_blocks.1.resnets.0", h, told))
    h = F.silu(norm("conv_norm_out", block("mid_block.resnets.0", h, told)))
    scores = linear("head", h.mean((2, 3))) * trust + W["prior"]
    return torch.cat([part.log_softmax(1) for part in scores.split(list(NAMES.values()), 1)], 1)


def time(sigma):
    """Where log sigma lies between the steps of the cosine schedule."""
    bar = lambda t: math.cos((t + 0.008) / 1.008 * math.pi / 2) ** 2
    product, sigmas = 1.0, []
    for i in range(1000):
        product *= 1 - min(1 - bar((i + 1) / 1000) / bar(i / 1000), 0.999)
        sigmas.append(0.5 * math.log((1 - product) / product))
    above = next(i for i, s in enumerate(sigmas) if s >= math.log(sigma))
    return above - 1 + (math.log(sigma) - sigmas[above - 1]) / (sigmas[above] - sigmas[above - 1])


levels = []
for sigma in SIGMAS:
    signal = 1 / math.sqrt(1 + sigma * sigma)
    x = wave(1, 1.2, [1, 1, SIDE, SIDE]).requires_grad_(True)
    total = (said(signal * x, time(sigma), signal) * torch.tensor(WEIGHTS)).sum()
    (slope,) = torch.autograd.grad(total, x)
    levels.append({"sigma": sigma, "said": total.item(), "slope": slope.flatten().tolist()})
json.dump({"tool": "torch", "version": torch.__version__, "tolerance": 1e-5, "weights": WEIGHTS, "levels": levels},
          open(sys.argv[1], "w"))

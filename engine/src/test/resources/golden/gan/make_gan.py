"""Makes the golden numbers of the tests of adversarial networks with eager PyTorch.

    python make_gan.py

Writes gan.json beside itself: losses of each objective from scores; judgements of a small discriminator with their
gradients, penalties differentiated twice; three steps of a game.
"""

import json
import os

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
BATCH, SIDE, WIDTH, LATENT = 6, 20, 4, 5
SLOPE = 0.2


def wave(phase, scale, shape):
    """sin(0.37 i + phase) scale, in row-major order."""
    count = int(np.prod(shape))
    return torch.tensor((np.sin(np.arange(count) * 0.37 + phase) * scale).astype(np.float32)).reshape(shape)


def filled(shapes):
    """Every weight by formula, so that no file is needed."""
    weights = {}
    for i, (name, shape) in enumerate(sorted(shapes.items())):
        vector = len(shape) == 1
        scale = 0.1 if vector else 1.5 / (float(np.prod(shape)) / shape[0]) ** 0.5
        weight = wave(float(i), scale, shape)
        if vector and "norm" in name and name.endswith("weight"):
            weight = weight + 1
        weights[name] = weight.requires_grad_(not name.endswith(("weight_u", "weight_v")))
    return weights


def numbers(x):
    return [float(v) for v in x.detach().reshape(-1)]


# ---- objectives


def discriminator_loss(kind, r, f, smoothing=0.0):
    bce = F.binary_cross_entropy_with_logits
    ones, zeros = torch.ones_like(r), torch.zeros_like(r)
    if kind in ("minimax", "non-saturating"):
        return bce(r, ones * (1 - smoothing)) + bce(f, zeros)
    if kind == "least-squares":
        return 0.5 * (((r - (1 - smoothing)) ** 2).mean() + (f**2).mean())
    if kind == "hinge":
        return F.relu(1 - r).mean() + F.relu(1 + f).mean()
    if kind in ("wasserstein", "wasserstein-penalty"):
        return f.mean() - r.mean()
    return bce(r - f.mean(), ones) + bce(f - r.mean(), zeros)


def generator_loss(kind, f, r):
    bce = F.binary_cross_entropy_with_logits
    ones, zeros = torch.ones_like(f), torch.zeros_like(f)
    if kind == "minimax":
        return -bce(f, zeros)
    if kind == "non-saturating":
        return bce(f, ones)
    if kind == "least-squares":
        return 0.5 * ((f - 1) ** 2).mean()
    if kind in ("hinge", "wasserstein", "wasserstein-penalty"):
        return -f.mean()
    return bce(f - r.mean(), ones) + bce(r - f.mean(), zeros)


OBJECTIVES = [
    "minimax",
    "non-saturating",
    "least-squares",
    "hinge",
    "wasserstein",
    "wasserstein-penalty",
    "relativistic",
]


def objectives():
    r, f = wave(0.3, 2.0, (BATCH,)), wave(2.0, 1.5, (BATCH,))
    return [
        {
            "objective": kind,
            "discriminator": float(discriminator_loss(kind, r, f)),
            "smoothed": float(discriminator_loss(kind, r, f, 0.1)),
            "generator": float(generator_loss(kind, f, r)),
        }
        for kind in OBJECTIVES
    ]


# ---- the discriminator


def discriminator_shapes(spectral, batch_norm, deviation, channels=1):
    base = "discriminator."
    shapes = {
        base + "stages.1.down.weight": (WIDTH, channels, 4, 4),
        base + "stages.1.down.bias": (WIDTH,),
        base + "stages.2.down.weight": (2 * WIDTH, WIDTH, 4, 4),
        base + "stages.2.down.bias": (2 * WIDTH,),
        base + "out.weight": (1, (2 * WIDTH + (1 if deviation else 0)) * 25),
        base + "out.bias": (1,),
    }
    if batch_norm:
        shapes[base + "stages.2.norm.weight"] = (2 * WIDTH,)
        shapes[base + "stages.2.norm.bias"] = (2 * WIDTH,)
    if spectral:
        for name in [n for n in shapes if n.endswith("weight")]:
            shape = shapes[name]
            shapes[name + "_u"] = (shape[0],)
            shapes[name + "_v"] = (int(np.prod(shape[1:])),)
    return shapes


class Discriminator:
    def __init__(self, weights, spectral, batch_norm, deviation):
        self.w, self.spectral, self.batch_norm, self.deviation = weights, spectral, batch_norm, deviation
        self.effective = {}

    def prepare(self, iterate):
        """Divides the weights, after one step of the power iteration as in PyTorch's parametrization."""
        for name, weight in self.w.items():
            if not name.startswith("discriminator.") or not name.endswith("weight"):
                continue
            if not self.spectral:
                self.effective[name] = weight
                continue
            matrix = weight.reshape(weight.shape[0], -1)
            u, v = self.w[name + "_u"], self.w[name + "_v"]
            if iterate:
                with torch.no_grad():
                    u.copy_(F.normalize(torch.mv(matrix, v), dim=0, eps=1e-12))
                    v.copy_(F.normalize(torch.mv(matrix.t(), u), dim=0, eps=1e-12))
            sigma = torch.dot(u.clone(), torch.mv(matrix, v.clone()))
            self.effective[name] = weight / sigma

    def __call__(self, x):
        d, w = "discriminator.", self.effective
        h = F.leaky_relu(F.conv2d(x, w[d + "stages.1.down.weight"], self.w[d + "stages.1.down.bias"], 2, 1), SLOPE)
        h = F.conv2d(h, w[d + "stages.2.down.weight"], self.w[d + "stages.2.down.bias"], 2, 1)
        if self.batch_norm:
            h = F.batch_norm(
                h, None, None, self.w[d + "stages.2.norm.weight"], self.w[d + "stages.2.norm.bias"], True, 0.1, 1e-5
            )
        h = F.leaky_relu(h, SLOPE)
        if self.deviation:
            s = torch.sqrt(h.var(0, unbiased=False) + 1e-8).mean()
            h = torch.cat([h, s.expand(h.shape[0], 1, h.shape[2], h.shape[3])], 1)
        return F.linear(h.flatten(1), w[d + "out.weight"], self.w[d + "out.bias"])[:, 0]


def judge(net, kind, real, fake, between, r1, lam, factor):
    """The discriminator's loss with its penalties, and the penalty itself."""
    net.prepare(True)
    seen = real.clone().requires_grad_(True) if r1 > 0 else real
    r, f = net(seen), net(fake)
    loss = discriminator_loss(kind, r, f)
    penalty = None
    if r1 > 0:
        (g,) = torch.autograd.grad(r.sum(), seen, create_graph=True)
        penalty = 0.5 * r1 * g.square().sum([1, 2, 3]).mean()
    if kind == "wasserstein-penalty":
        u = between.reshape(-1, 1, 1, 1)
        x = (u * real + (1 - u) * fake).detach().requires_grad_(True)
        (g,) = torch.autograd.grad(net(x).sum(), x, create_graph=True)
        own = lam * (g.flatten(1).norm(2, dim=1) - 1).square().mean()
        penalty = own if penalty is None else penalty + own
    if penalty is not None:
        loss = loss + factor * penalty
    return loss, penalty


CASES = [
    # objective, spectral norm, batch norm, deviation, γ of R1, λ of WGAN-GP, factor
    ("non-saturating", False, False, True, 2.0, 0.0, 4.0),
    ("wasserstein-penalty", False, False, False, 0.0, 10.0, 1.0),
    ("hinge", True, False, False, 0.0, 0.0, 0.0),
    ("least-squares", False, True, False, 0.0, 0.0, 0.0),
    ("relativistic", True, False, True, 1.0, 0.0, 8.0),
]


def judgements():
    found = []
    for kind, spectral, batch_norm, deviation, r1, lam, factor in CASES:
        weights = filled(discriminator_shapes(spectral, batch_norm, deviation))
        net = Discriminator(weights, spectral, batch_norm, deviation)
        real = wave(1.0, 0.5, (BATCH, 1, SIDE, SIDE)) * 2
        fake = wave(4.0, 0.9, (BATCH, 1, SIDE, SIDE)).flip(3)
        between = 0.5 + wave(0.7, 0.45, (BATCH, 1))
        loss, penalty = judge(net, kind, real, fake, between, r1, lam, factor)
        trained = {n: w for n, w in sorted(weights.items()) if w.requires_grad}
        gradients = torch.autograd.grad(loss, list(trained.values()))
        net.prepare(False)
        found.append(
            {
                "objective": kind,
                "spectral": spectral,
                "batchNorm": batch_norm,
                "deviation": deviation,
                "r1": r1,
                "lambda": lam,
                "factor": factor,
                "loss": float(loss),
                "penalty": None if penalty is None else float(penalty),
                "persuaded": float(generator_loss(kind, net(fake), net(real))),
                "gradients": {n: numbers(g) for n, g in zip(trained, gradients)},
                "vectors": {n: numbers(w) for n, w in sorted(weights.items()) if n.endswith(("_u", "_v"))},
            }
        )
    return found


# ---- a game


def generator_shapes():
    g = "generator."
    return {
        g + "in.weight": (2 * WIDTH * 25, LATENT),
        g + "in.bias": (2 * WIDTH * 25,),
        g + "norm_in.weight": (2 * WIDTH,),
        g + "norm_in.bias": (2 * WIDTH,),
        g + "stages.1.up.weight": (2 * WIDTH, WIDTH, 4, 4),
        g + "stages.1.up.bias": (WIDTH,),
        g + "stages.1.norm.weight": (WIDTH,),
        g + "stages.1.norm.bias": (WIDTH,),
        g + "stages.0.up.weight": (WIDTH, 1, 4, 4),
        g + "stages.0.up.bias": (1,),
    }


def generate(w, z):
    g = "generator."
    h = F.linear(z, w[g + "in.weight"], w[g + "in.bias"]).reshape(-1, 2 * WIDTH, 5, 5)
    h = F.relu(F.batch_norm(h, None, None, w[g + "norm_in.weight"], w[g + "norm_in.bias"], True, 0.1, 1e-5))
    h = F.conv_transpose2d(h, w[g + "stages.1.up.weight"], w[g + "stages.1.up.bias"], 2, 1)
    h = F.relu(F.batch_norm(h, None, None, w[g + "stages.1.norm.weight"], w[g + "stages.1.norm.bias"], True, 0.1, 1e-5))
    return torch.tanh(F.conv_transpose2d(h, w[g + "stages.0.up.weight"], w[g + "stages.0.up.bias"], 2, 1))


def game():
    weights = filled({**generator_shapes(), **discriminator_shapes(False, False, True)})
    net = Discriminator(weights, False, False, True)
    of = lambda prefix: [w for n, w in weights.items() if n.startswith(prefix)]
    players = {
        p: torch.optim.Adam(of(p), lr=lr, betas=(0.5, 0.99), eps=1e-8)
        for p, lr in (("generator.", 1e-3), ("discriminator.", 2e-3))
    }
    images = torch.tensor([255.0 if i % 20 < 4 + i % 7 else 0.0 for i in range(BATCH * SIDE * SIDE)])
    real = (images / 255).reshape(BATCH, 1, SIDE, SIDE) * 2 - 1
    steps = []
    for step in range(4):
        z = wave(0.5 + step, 1.3, (BATCH, LATENT))
        fake = generate(weights, z)
        penalised = step % 2 == 0
        loss, penalty = judge(net, "non-saturating", real, fake.detach(), None, 0.7 if penalised else 0, 0, 2.0)
        players["discriminator."].zero_grad()
        loss.backward()
        norm_d = torch.nn.utils.get_total_norm([w.grad for w in of("discriminator.")])
        players["discriminator."].step()
        if penalised:
            last_penalty = float(penalty)
        if step % 2 == 1:
            net.prepare(False)
            told = generator_loss("non-saturating", net(fake), None)
            players["generator."].zero_grad()
            told.backward()
            norm_g = torch.nn.utils.get_total_norm([w.grad for w in of("generator.")])
            players["generator."].step()
        steps.append(
            {
                "generatorLoss": float(told) if step > 0 else 0.0,
                "discriminatorLoss": float(loss),
                "generatorGradientNorm": float(norm_g) if step > 0 else 0.0,
                "discriminatorGradientNorm": float(norm_d),
                "gradientPenalty": last_penalty,
            }
        )
    return {"steps": steps, "weightNorms": {n: float(w.norm()) for n, w in sorted(weights.items())}}


# ---- styles


def modulated(demodulates):
    """A modulated convolution as in its paper: the weights are scaled, one convolution a group for each image."""
    n, i, o, k, side = 2, 3, 4, 3, 5
    x, weight = wave(0.2, 1.0, (n, i, side, side)), wave(1.1, 1.0, (o, i, k, k))
    style = 1 + wave(2.3, 0.8, (n, i))
    w = (weight / (i * k * k) ** 0.5)[None] * style[:, None, :, None, None]
    if demodulates:
        w = w * torch.rsqrt(w.square().sum([2, 3, 4], keepdim=True) + 1e-8)
    y = F.conv2d(x.reshape(1, n * i, side, side), w.reshape(n * o, i, k, k), padding=1, groups=n)
    return numbers(y.reshape(n, o, side, side))


STYLES = {
    "demodulated": modulated(True),
    "modulated": modulated(False),
    "upsampled": numbers(
        F.interpolate(wave(0.4, 1.0, (1, 2, 3, 4)), scale_factor=2.0, mode="bilinear", align_corners=False)
    ),
}

with open(os.path.join(HERE, "gan.json"), "w") as file:
    json.dump({"objectives": objectives(), "judgements": judgements(), "game": game(), "styles": STYLES}, file)
    file.write("\n")

"""Makes the golden numbers of the tests of adversarial networks with eager PyTorch.

    python make_gan.py

Writes gan.json beside itself: losses of each objective from scores; judgements of small discriminators with their
gradients, penalties differentiated twice; four steps of a game; the image of a generator with styles. What is new in a
network of residual blocks and in the generator with styles is computed in float64.
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
    """Nine digits: as many as tell all float32 apart."""
    return [float("%.9g" % v) for v in x.detach().reshape(-1)]


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


# ---- residual blocks, what images show, changes of images

CONDITIONS = 3
CHANGED_SHARE = 0.7


def residual_shapes(channels, deviation, conditioned, changed):
    """Sides of 20 are halved twice: 4 channels after the first block, 8 after the second."""
    base = "discriminator."
    shapes = {
        base + "in.weight": (WIDTH, channels, 3, 3),
        base + "in.bias": (WIDTH,),
        base + "stages.1.conv1.weight": (WIDTH, WIDTH, 3, 3),
        base + "stages.1.conv1.bias": (WIDTH,),
        base + "stages.1.conv2.weight": (WIDTH, WIDTH, 3, 3),
        base + "stages.1.conv2.bias": (WIDTH,),
        base + "stages.2.conv1.weight": (WIDTH, WIDTH, 3, 3),
        base + "stages.2.conv1.bias": (WIDTH,),
        base + "stages.2.conv2.weight": (2 * WIDTH, WIDTH, 3, 3),
        base + "stages.2.conv2.bias": (2 * WIDTH,),
        base + "stages.2.past.weight": (2 * WIDTH, WIDTH, 1, 1),
        base + "stages.2.past.bias": (2 * WIDTH,),
        base + "out.weight": (1, (2 * WIDTH + (1 if deviation else 0)) * 25),
        base + "out.bias": (1,),
    }
    if conditioned:
        shapes[base + "condition.weight"] = (CONDITIONS, 2 * WIDTH)
    if changed:
        shapes[base + "augmentation"] = (1,)
    return shapes


class ResidualDiscriminator:
    """Pre-activation blocks of Mescheder et al. 2018; the projection of Miyato and Koyama 2018."""

    def __init__(self, weights, deviation, condition):
        self.w, self.deviation, self.condition = weights, deviation, condition

    def prepare(self, iterate):
        pass

    def conv(self, name, x, padding):
        return F.conv2d(x, self.w[name + ".weight"], self.w[name + ".bias"], 1, padding)

    def __call__(self, x):
        d = "discriminator."
        h = self.conv(d + "in", x, 1)
        for stage, grows in ((d + "stages.1", False), (d + "stages.2", True)):
            past = F.avg_pool2d(h, 2)
            if grows:
                past = self.conv(stage + ".past", past, 0)
            h = self.conv(stage + ".conv1", F.leaky_relu(h, SLOPE), 1)
            h = self.conv(stage + ".conv2", F.leaky_relu(h, SLOPE), 1)
            h = (F.avg_pool2d(h, 2) + past) / 2**0.5
        features = F.leaky_relu(h, SLOPE)
        every = features
        if self.deviation:
            s = torch.sqrt(features.var(0, unbiased=False) + 1e-8).mean()
            every = torch.cat([features, s.expand(len(x), 1, *features.shape[2:])], 1)
        score = F.linear(every.flatten(1), self.w[d + "out.weight"], self.w[d + "out.bias"])[:, 0]
        if self.condition is None:
            return score
        row = self.condition @ self.w[d + "condition.weight"]
        return score + (row * features.mean([2, 3])).sum(1)


def augment(x, u):
    """Colour, shift and cut of Zhao et al. 2020, image by image; each happens where its number is below the share."""
    images = []
    for image, n in zip(x, u.tolist()):
        c, h, w = image.shape
        if n[0] < CHANGED_SHARE:
            image = image + (n[1] - 0.5)
            grey = image.mean(0, keepdim=True)
            image = (image - grey) * (2 * n[2]) + grey
            mean = image.mean()
            image = (image - mean) * (n[3] + 0.5) + mean
        if n[4] < CHANGED_SHARE:
            down, right = round((2 * n[5] - 1) * h / 8), round((2 * n[6] - 1) * w / 8)
            far = max(h, w)
            padded = F.pad(image, (far, far, far, far))
            image = padded[:, far + down : far + down + h, far + right : far + right + w]
        if n[7] < CHANGED_SHARE:
            kept = torch.ones(h, w, dtype=image.dtype)
            for y in range(h):
                for z in range(w):
                    if abs(y - n[8] * (h - 1)) <= h / 4 and abs(z - n[9] * (w - 1)) <= w / 4:
                        kept[y, z] = 0
            image = image * kept
        images.append(image)
    return torch.stack(images)


RESIDUAL_CASES = [
    # objective, channels, deviation, conditioned, changed, γ of R1, λ of WGAN-GP, factor
    ("non-saturating", 1, True, False, False, 2.0, 0.0, 4.0),
    ("hinge", 1, True, True, False, 3.0, 0.0, 2.0),
    ("wasserstein-penalty", 1, False, False, False, 0.0, 10.0, 1.0),
    ("non-saturating", 3, True, False, True, 2.0, 0.0, 4.0),
]


def residual_judgements():
    found = []
    for kind, channels, deviation, conditioned, changed, r1, lam, factor in RESIDUAL_CASES:
        shapes = residual_shapes(channels, deviation, conditioned, changed)
        weights = {n: w.detach().double().requires_grad_(True) for n, w in filled(shapes).items()}
        weights.pop("discriminator.augmentation", None)
        shape = (BATCH, channels, SIDE, SIDE)
        real = (wave(1.0, 0.5, shape) * 2).double()
        fake = wave(4.0, 0.9, shape).flip(3).double()
        persuading = fake
        if changed:
            uniforms = [0.5 + wave(phase, 0.45, (BATCH, 10)).double() for phase in (0.1, 1.7, 3.3)]
            persuading = augment(fake, uniforms[2])
            real, fake = augment(real, uniforms[0]), augment(fake, uniforms[1])
        condition = wave(0.9, 1.0, (BATCH, CONDITIONS)).double() if conditioned else None
        between = (0.5 + wave(0.7, 0.45, (BATCH, 1))).double()
        net = ResidualDiscriminator(weights, deviation, condition)
        loss, penalty = judge(net, kind, real, fake, between, r1, lam, factor)
        gradients = torch.autograd.grad(loss, list(weights.values()), retain_graph=True)
        of_penalty = torch.autograd.grad(factor * penalty, list(weights.values()), allow_unused=True)
        length = lambda gs: sum(float(g.square().sum()) for g in gs if g is not None) ** 0.5
        found.append(
            {
                "objective": kind,
                "channels": channels,
                "deviation": deviation,
                "conditioned": conditioned,
                "changed": changed,
                "r1": r1,
                "lambda": lam,
                "factor": factor,
                "loss": float(loss),
                "penalty": float(penalty),
                "persuaded": float(generator_loss(kind, net(persuading), None)),
                "penaltyShare": length(of_penalty) / length(gradients),
                "gradients": {n: numbers(g) for n, g in zip(weights, gradients)},
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


# ---- a generator with styles, as in Karras et al. 2020

STYLE_LATENT, STYLE_BATCH, CROSSOVER = 6, 2, 3
STYLE_CHANNELS = (2 * WIDTH, WIDTH, WIDTH, WIDTH, WIDTH)
STYLE_SIDES = (5, 10, 10, 20, 20)


def style_shapes():
    g = "generator."
    shapes = {g + "constant": (1, 2 * WIDTH, 5, 5)}
    for layer in range(2):
        shapes[g + "mapping.%d.weight" % layer] = (STYLE_LATENT, STYLE_LATENT)
        shapes[g + "mapping.%d.bias" % layer] = (STYLE_LATENT,)
    incoming = 2 * WIDTH
    for layer, channels in enumerate(STYLE_CHANNELS):
        at = g + "layers.%d" % layer
        shapes[at + ".style.weight"] = (incoming, STYLE_LATENT)
        shapes[at + ".style.bias"] = (incoming,)
        shapes[at + ".conv.weight"] = (channels, incoming, 3, 3)
        shapes[at + ".grain_strength"] = (1,)
        shapes[at + ".bias"] = (channels,)
        incoming = channels
    for level, channels in ((2, 2 * WIDTH), (1, WIDTH), (0, WIDTH)):
        at = g + "pictures.%d" % level
        shapes[at + ".style.weight"] = (channels, STYLE_LATENT)
        shapes[at + ".style.bias"] = (channels,)
        shapes[at + ".conv.weight"] = (1, channels, 1, 1)
        shapes[at + ".bias"] = (1,)
    return shapes


def style_weights():
    """Of the sizes that they begin with: 1, a hundred for the slow mapping, styles around 1."""
    weights = {}
    for i, (name, shape) in enumerate(sorted(style_shapes().items())):
        scale = (0.1 if len(shape) == 1 else 1.0) * (100.0 if ".mapping." in name else 1.0)
        weight = wave(float(i), scale, shape)
        if name.endswith(".style.bias"):
            weight = weight + 1
        weights[name] = weight.double().requires_grad_(True)
    return weights


def equalised(w, name, x, rate):
    weight, bias = w[name + ".weight"], w[name + ".bias"]
    return F.linear(x, weight * (rate / weight.shape[1] ** 0.5), bias * rate)


def style_map(w, z):
    h = z / torch.sqrt(z.square().mean(1, keepdim=True) + 1e-8)
    for layer in range(2):
        h = F.leaky_relu(equalised(w, "generator.mapping.%d" % layer, h, 0.01), SLOPE) * 2**0.5
    return h


def modulated_conv(x, weight, style, demodulates):
    """One convolution a group for each image, with weights of its own."""
    n, i, height, width = x.shape
    o, _, k, _ = weight.shape
    own = (weight / (i * k * k) ** 0.5)[None] * style[:, None, :, None, None]
    if demodulates:
        own = own / torch.sqrt(own.square().sum([2, 3, 4], keepdim=True) + 1e-8)
    y = F.conv2d(x.reshape(1, n * i, height, width), own.reshape(n * o, i, k, k), padding=k // 2, groups=n)
    return y.reshape(n, o, height, width)


def style_image(w, styles, grain):
    def convolve(at, x, layer, demodulates):
        style = equalised(w, at + ".style", styles[layer], 1.0)
        return modulated_conv(x, w[at + ".conv.weight"], style, demodulates)

    up = lambda x: F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
    h, picture, start = w["generator.constant"].expand(STYLE_BATCH, -1, -1, -1), None, 0
    for layer, side in enumerate(STYLE_SIDES):
        at = "generator.layers.%d" % layer
        h = convolve(at, up(h) if layer % 2 == 1 else h, layer, True)
        noise = grain[:, start : start + side * side].reshape(STYLE_BATCH, 1, side, side)
        start += side * side
        h = h + w[at + ".grain_strength"] * noise + w[at + ".bias"][:, None, None]
        h = F.leaky_relu(h, SLOPE) * 2**0.5
        if layer % 2 == 0:
            at = "generator.pictures.%d" % (2 - layer // 2)
            own = convolve(at, h, layer, False) + w[at + ".bias"][:, None, None]
            picture = own if picture is None else up(picture) + own
    return picture


def style_generator():
    w = style_weights()
    first = style_map(w, wave(0.5, 1.3, (STYLE_BATCH, STYLE_LATENT)).double())
    second = style_map(w, wave(2.5, 1.3, (STYLE_BATCH, STYLE_LATENT)).double())
    styles = [first if layer < CROSSOVER else second for layer in range(len(STYLE_SIDES))]
    grain = wave(1.5, 1.0, (STYLE_BATCH, sum(side * side for side in STYLE_SIDES))).double()
    image = style_image(w, styles, grain)
    gradients = torch.autograd.grad(image.square().sum(), list(w.values()))
    return {
        "image": numbers(image),
        "style": numbers(first),
        "otherStyle": numbers(second),
        "gradients": {n: numbers(g) for n, g in zip(w, gradients)},
    }


STYLES = {
    "demodulated": modulated(True),
    "modulated": modulated(False),
    "upsampled": numbers(
        F.interpolate(wave(0.4, 1.0, (1, 2, 3, 4)), scale_factor=2.0, mode="bilinear", align_corners=False)
    ),
}

with open(os.path.join(HERE, "gan.json"), "w") as file:
    json.dump(
        {
            "objectives": objectives(),
            "judgements": judgements(),
            "residual": residual_judgements(),
            "game": game(),
            "styles": STYLES,
            "styleGenerator": style_generator(),
        },
        file,
    )
    file.write("\n")

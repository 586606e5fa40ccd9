"""The studio's adversarial networks in eager PyTorch: kind side channels batch steps threads. Prints step times.

Kinds: dcgan (non-saturating, R1 every eighth step), wgan-gp (five steps of the critic for one of the generator, each
with its gradient penalty), style (mapping, modulated convolutions, R1 every sixteenth step). Networks, batch and
optimizer are those of the studio's presets; the generator is averaged.
"""
import os
import sys
import time

kind = sys.argv[1]
side, channels, batch, steps, threads = map(int, sys.argv[2:7])
os.environ["OMP_NUM_THREADS"] = str(threads)
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import copy  # noqa: E402  (after the thread settings)

import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from torch import nn  # noqa: E402

torch.set_num_threads(threads)
WIDTH, LATENT = (16, 64) if kind == "style" else (32, 64)
levels = 1
while -(-side // (1 << levels)) > 7:
    levels += 1
bottom = -(-side // (1 << levels))
width = lambda level: WIDTH << max(0, min(3, level - 1))  # noqa: E731


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.into = nn.Linear(LATENT, width(levels) * bottom * bottom)
        self.norm_in = nn.BatchNorm2d(width(levels))
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(width(i + 1), width(i) if i else channels, 4, 2, 1) for i in reversed(range(levels)))
        self.norms = nn.ModuleList(nn.BatchNorm2d(width(i)) for i in reversed(range(1, levels)))

    def forward(self, z):
        h = F.relu(self.norm_in(self.into(z).reshape(-1, width(levels), bottom, bottom)))
        for layer, norm in zip(self.up, self.norms):
            h = F.relu(norm(layer(h)))
        return torch.tanh(self.up[-1](h))[:, :, :side, :side]


def deviation(h):
    s = torch.sqrt(h.var(0, unbiased=False) + 1e-8).mean()
    return torch.cat([h, s.expand(h.shape[0], 1, *h.shape[2:])], 1)


class Strided(nn.Module):
    def __init__(self, told):
        super().__init__()
        self.told = told
        ins = [channels] + [width(i) for i in range(1, levels + 1)]
        self.down = nn.ModuleList(nn.Conv2d(ins[i], ins[i + 1], 4, 2, 1) for i in range(levels))
        self.out = nn.Linear((ins[-1] + told) * bottom * bottom, 1)

    def forward(self, x):
        h = F.pad(x, (0, (bottom << levels) - side, 0, (bottom << levels) - side))
        for layer in self.down:
            h = F.leaky_relu(layer(h), 0.2)
        return self.out((deviation(h) if self.told else h).flatten(1))[:, 0]


class Block(nn.Module):
    def __init__(self, ins, outs):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(ins, ins, 3, 1, 1), nn.Conv2d(ins, outs, 3, 1, 1)
        self.past = nn.Conv2d(ins, outs, 1) if ins != outs else nn.Identity()

    def forward(self, x):
        h = self.conv2(F.leaky_relu(self.conv1(F.leaky_relu(x, 0.2)), 0.2))
        return (F.avg_pool2d(h, 2) + self.past(F.avg_pool2d(x, 2))) * 0.5**0.5


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.into = nn.Conv2d(channels, width(0), 3, 1, 1)
        self.blocks = nn.Sequential(*(Block(width(i - 1), width(i)) for i in range(1, levels + 1)))
        self.out = nn.Linear((width(levels) + 1) * bottom * bottom, 1)

    def forward(self, x):
        h = F.pad(x, (0, (bottom << levels) - side, 0, (bottom << levels) - side))
        h = F.leaky_relu(self.blocks(self.into(h)), 0.2)
        return self.out(deviation(h).flatten(1))[:, 0]


class Equal(nn.Module):
    """A linear layer whose weights are scaled when they are used."""

    def __init__(self, ins, outs, rate=1.0, bias=0.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outs, ins) / rate)
        self.bias = nn.Parameter(torch.full((outs,), bias / rate))
        self.gain, self.rate = rate / ins**0.5, rate

    def forward(self, x):
        return F.linear(x, self.weight * self.gain, self.bias * self.rate)


class Modulated(nn.Module):
    def __init__(self, ins, outs, kernel, demodulates):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outs, ins, kernel, kernel))
        self.style = Equal(LATENT, ins, bias=1.0)
        self.gain, self.pad, self.demodulates = (ins * kernel * kernel) ** -0.5, kernel // 2, demodulates

    def forward(self, x, w):
        s, weight = self.style(w), self.weight * self.gain
        y = F.conv2d(x * s[:, :, None, None], weight, padding=self.pad)
        if self.demodulates:
            d = torch.rsqrt((s * s) @ (weight * weight).sum([2, 3]).t() + 1e-8)
            y = y * d[:, :, None, None]
        return y


class Style(nn.Module):
    def __init__(self):
        super().__init__()
        self.mapping = nn.ModuleList(Equal(LATENT, LATENT, 0.01) for _ in range(4))
        self.constant = nn.Parameter(torch.randn(1, width(levels), bottom, bottom))
        of = [levels] + [i for i in reversed(range(levels)) for _ in range(2)]
        ins = [width(levels)] + [width(i) for i in of[:-1]]
        self.convs = nn.ModuleList(Modulated(i, width(o), 3, True) for i, o in zip(ins, of))
        self.biases = nn.ParameterList(torch.zeros(1, width(o), 1, 1) for o in of)
        self.strengths = nn.ParameterList(torch.zeros(1) for _ in of)
        self.pictures = nn.ModuleList(Modulated(width(i), channels, 1, False) for i in reversed(range(levels + 1)))
        self.shifts = nn.ParameterList(torch.zeros(1, channels, 1, 1) for _ in range(levels + 1))
        self.register_buffer("mean", torch.zeros(LATENT))

    def map(self, z):
        h = z * torch.rsqrt(z.square().mean(1, keepdim=True) + 1e-8)
        for layer in self.mapping:
            h = F.leaky_relu(layer(h), 0.2) * 2**0.5
        return h

    def layer(self, i, x, w):
        h = self.convs[i](x, w[i])
        h = h + self.strengths[i] * torch.randn(h.shape[0], 1, *h.shape[2:])
        return F.leaky_relu(h + self.biases[i], 0.2) * 2**0.5

    def picture(self, i, h, w):
        return self.pictures[i](h, w) + self.shifts[i]

    def forward(self, z):
        style, other = self.map(z), self.map(torch.randn_like(z))
        with torch.no_grad():
            self.mean.lerp_(style.mean(0), 0.005)
        mixes, place = torch.rand(z.shape[0], 1) > 0.5, torch.rand(z.shape[0], 1)
        count = len(self.convs)
        w = [style] + [
            torch.where(mixes | (place > i / (count - 1)), style, other) for i in range(1, count)]
        up = lambda x: F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)  # noqa: E731
        h = self.layer(0, self.constant.repeat(z.shape[0], 1, 1, 1), w)
        image = self.picture(0, h, w[0])
        for level in range(1, levels + 1):
            h = self.layer(2 * level - 1, up(h), w)
            h = self.layer(2 * level, h, w)
            image = up(image) + self.picture(level, h, w[2 * level])
        return image[:, :, :side, :side]


generator = Style() if kind == "style" else Generator()
discriminator = Residual() if kind == "style" else Strided(kind == "dcgan")
average = copy.deepcopy(generator)
every = {"dcgan": 8, "wgan-gp": 1, "style": 16}[kind]
critic = 5 if kind == "wgan-gp" else 1
g_optimizer = torch.optim.Adam(generator.parameters(), lr=1e-4, betas=(0.0, 0.99))
d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=1e-4, betas=(0.0, 0.99))
images = torch.randint(0, 256, (batch, channels, side, side), dtype=torch.uint8)


def norm(network):
    return torch.linalg.vector_norm(torch.stack(torch._foreach_norm([p.grad for p in network.parameters()])))


def step(number):
    turn = number % critic == critic - 1
    penalised = number % every == 0
    real = images.float() / 255 * 2 - 1
    with torch.set_grad_enabled(turn):
        fake = generator(torch.randn(batch, LATENT))
    if penalised and kind != "wgan-gp":
        real.requires_grad_(True)
    r, f = discriminator(real), discriminator(fake.detach())
    if kind == "wgan-gp":
        u = torch.rand(batch, 1, 1, 1)
        between = (u * real + (1 - u) * fake.detach()).requires_grad_(True)
        (slope,) = torch.autograd.grad(discriminator(between).sum(), between, create_graph=True)
        loss = f.mean() - r.mean() + 10 * (slope.flatten(1).norm(2, dim=1) - 1).square().mean()
    else:
        loss = F.softplus(-r).mean() + F.softplus(f).mean()
        if penalised:
            (slope,) = torch.autograd.grad(r.sum(), real, create_graph=True)
            loss = loss + every * 0.5 * slope.square().sum([1, 2, 3]).mean()
    d_optimizer.zero_grad(set_to_none=True)
    loss.backward()
    norm(discriminator)
    d_optimizer.step()
    if turn:
        judged = discriminator(fake)
        told = -judged.mean() if kind == "wgan-gp" else F.softplus(-judged).mean()
        g_optimizer.zero_grad(set_to_none=True)
        told.backward(inputs=list(generator.parameters()))
        norm(generator)
        g_optimizer.step()
    with torch.no_grad():
        torch._foreach_lerp_(list(average.parameters()), list(generator.parameters()), 0.01)
    loss.item()


times = []
for number in range(-20, steps):
    if number == 0:
        processor = time.process_time()
    start = time.perf_counter()
    step(number % 80)
    if number >= 0:
        times.append((time.perf_counter() - start) * 1e3)
processor = (time.process_time() - processor) * 1e3 / steps
mean = sum(times) / steps
times.sort()
print("step median %.3f p95 %.3f min %.3f ms over %d mean %.3f processor %.3f ms" % (
    times[steps // 2], times[int(steps * 0.95)], times[0], steps, mean, processor))

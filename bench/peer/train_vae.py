"""The studio's convolutional VAE in eager PyTorch: side channels batch steps threads. Prints its step times."""
import os
import sys
import time

side, channels, batch, steps, threads = map(int, sys.argv[1:6])
os.environ["OMP_NUM_THREADS"] = str(threads)
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch  # noqa: E402  (after the thread settings)
import torch.nn.functional as F  # noqa: E402
from torch import nn  # noqa: E402

torch.set_num_threads(threads)
LATENT = 64 if channels == 3 else 16
HIDDEN = 256
stages = 1
while -(-side // (1 << stages)) > 7:
    stages += 1
bottom = -(-side // (1 << stages))
width = lambda i: 32 * min(4, 1 << i)  # noqa: E731


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        ins = [channels] + [width(i) for i in range(stages)]
        self.down = nn.ModuleList(nn.Conv2d(ins[i], ins[i + 1], 4, 2, 1) for i in range(stages))
        self.up = nn.ModuleList(nn.ConvTranspose2d(ins[i + 1], ins[i], 4, 2, 1) for i in reversed(range(stages)))
        self.top = ins[stages]
        flat = self.top * bottom * bottom
        self.hidden, self.mean, self.log_variance = (
            nn.Linear(flat, HIDDEN), nn.Linear(HIDDEN, LATENT), nn.Linear(HIDDEN, LATENT))
        self.decode_hidden, self.decode_in = nn.Linear(LATENT, HIDDEN), nn.Linear(HIDDEN, flat)

    def forward(self, x, epsilon):
        h = x
        for layer in self.down:
            h = F.relu(layer(h))
        h = F.relu(self.hidden(h.flatten(1)))
        mean, log_variance = self.mean(h), self.log_variance(h).clamp(-30, 20)
        z = mean + torch.exp(0.5 * log_variance) * epsilon
        h = F.relu(self.decode_in(F.relu(self.decode_hidden(z)))).reshape(-1, self.top, bottom, bottom)
        for i, layer in enumerate(self.up):
            h = layer(h) if i == stages - 1 else F.relu(layer(h))
        reconstruction = F.binary_cross_entropy_with_logits(h, x, reduction="sum") / x.shape[0]
        kl = 0.5 * (mean * mean + log_variance.exp() - log_variance - 1).sum() / x.shape[0]
        return reconstruction + kl


model = Vae()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
images = torch.randint(0, 256, (batch, channels, side, side), dtype=torch.uint8)
times = []
for step in range(-20, steps):
    if step == 0:
        processor = time.process_time()
    start = time.perf_counter()
    loss = model(images.float() / 255, torch.randn(batch, LATENT))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    loss.item()
    if step >= 0:
        times.append((time.perf_counter() - start) * 1e3)
processor = (time.process_time() - processor) * 1e3 / steps
times.sort()
print("step median %.3f p95 %.3f min %.3f ms over %d processor %.3f ms" % (
    times[steps // 2], times[int(steps * 0.95)], times[0], steps, processor))

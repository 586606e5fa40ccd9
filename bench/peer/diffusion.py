"""The same UNet in diffusers: train FOLDER batch steps threads | sample FOLDER images. Prints times of a step or an image.

An image is what the pipeline of diffusers makes in 20 steps of DDIM at batch 1 with one thread; `network` is the time of
the 20 network calls alone, in inference mode.
"""
import os
import sys
import time

what, folder, rest = sys.argv[1], sys.argv[2], [int(arg) for arg in sys.argv[3:]]
threads = rest[2] if what == "train" else 1
os.environ["OMP_NUM_THREADS"] = str(threads)
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ["HF_HUB_OFFLINE"] = "1"

import torch  # noqa: E402  (after the thread settings)
from diffusers import DDIMPipeline, DDIMScheduler, UNet2DModel  # noqa: E402

torch.set_num_threads(threads)
STEPS, WARM_UP = 20, 3
network = UNet2DModel.from_pretrained(folder)


def timed(name, step, count):
    times = []
    for i in range(-WARM_UP, count):
        if i == 0:
            processor = time.process_time()
        start = time.perf_counter()
        step()
        if i >= 0:
            times.append((time.perf_counter() - start) * 1e3)
    processor = (time.process_time() - processor) * 1e3 / count
    times.sort()
    return "%s median %.3f p95 %.3f min %.3f ms over %d processor %.3f ms" % (
        name, times[count // 2], times[min(count - 1, int(count * 0.95))], times[0], count, processor)


def train(batch):
    network.train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-4, weight_decay=1e-2)
    signal = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000), 0)
    images = torch.randint(0, 256, (batch, 3, 32, 32), dtype=torch.uint8)

    def step():
        clean = images.float() / 127.5 - 1
        noise = torch.randn_like(clean)
        times = torch.randint(0, 1000, (batch,))
        kept = signal[times].view(-1, 1, 1, 1)
        seen = kept.sqrt() * clean + (1 - kept).sqrt() * noise
        loss = torch.nn.functional.mse_loss(network(seen, times).sample, noise)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        loss.item()

    return step


if what == "train":
    print(timed("step", train(rest[0]), rest[1]))
else:
    network.eval()
    pipeline = DDIMPipeline(network, DDIMScheduler.from_pretrained(folder))
    pipeline.set_progress_bar_config(disable=True)
    print(timed("image", lambda: pipeline(batch_size=1, num_inference_steps=STEPS, output_type="np"), rest[0]))
    x = torch.randn(1, 3, 32, 32)

    def calls():
        with torch.inference_mode():
            for i in range(STEPS):
                network(x, torch.tensor(i * 50)).sample

    print(timed("network", calls, rest[0]))

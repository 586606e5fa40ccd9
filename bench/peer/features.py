"""Features of grey 28x28 images by Inception-v3 to mixed5 in eager PyTorch, as pytorch-fid computes its own: resized with
F.interpolate, batches of 50, batch normalisation as layers. Arguments: weights images threads. Prints times of one image."""
import os
import sys
import time

path, count, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.environ["OMP_NUM_THREADS"] = str(threads)
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch  # noqa: E402  (after the thread settings)

import mixed5  # noqa: E402

torch.set_num_threads(threads)
BATCH = 50
network = mixed5.load(path)
images = torch.randint(0, 256, (BATCH, 1, 28, 28), dtype=torch.uint8)
rounds = max(1, count // BATCH)
times = []
with torch.no_grad():
    for i in range(-1, rounds):
        if i == 0:
            processor = time.process_time()
        start = time.perf_counter()
        network(images.expand(-1, 3, -1, -1).float() / 255).numpy()
        if i >= 0:
            times.append((time.perf_counter() - start) * 1e3 / BATCH)
processor = (time.process_time() - processor) * 1e3 / (rounds * BATCH)
times.sort()
print("image median %.3f p95 %.3f min %.3f ms over %d processor %.3f ms" % (
    times[rounds // 2], times[int(rounds * 0.95)], times[0], rounds, processor))

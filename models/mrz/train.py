"""Trains the network on strips that a second process draws. Seeded; about an hour on two cores."""

import argparse
import multiprocessing
import time

import cv2
import numpy as np
import torch
from torch.nn import functional

import strips
from glyphs import TRAINING_FONTS, Atlas, font_files
from network import CLASSES, network, normalised

SEED = 20260101
BATCH = 64
# New strips in each batch; the others were seen before.
NEW = 32
# Strips that are kept for later batches.
KEPT = 40_000
LEARNING_RATE = 3e-3
# Steps in which the learning rate rises, and the share of the steps at the end in which it falls.
RISE, FALL = 400, 0.3


def draw(folders, first, last, queue):
    """Draws strips `first` to `last` in blocks; strip n is the same in every run."""
    cv2.setNumThreads(1)
    files = font_files(folders, TRAINING_FONTS)
    atlases = [Atlas(path).glyphs for path in files.values()]
    odds = np.array(list(TRAINING_FONTS.values()))
    for start in range(first, last, NEW):
        block = [strips.strip(np.random.default_rng([SEED, index]), atlases, odds / odds.sum())
                 for index in range(start, start + NEW)]
        queue.put([np.stack([getattr(strip, name) for strip in block])
                   for name in ("pixels", "classes", "weights")])


class Pool:
    """The last KEPT strips."""

    def __init__(self):
        columns = strips.WIDTH // strips.STRIDE
        self.pixels = np.zeros((KEPT, strips.HEIGHT, strips.WIDTH), np.uint8)
        self.classes = np.zeros((KEPT, columns), np.uint8)
        self.weights = np.zeros((KEPT, columns), np.float32)
        self.count = 0

    def add(self, block):
        at = (self.count + np.arange(len(block[0]))) % KEPT
        self.pixels[at], self.classes[at], self.weights[at] = block
        self.count += len(at)
        return at

    def batch(self, rng, new):
        old = rng.integers(0, min(self.count, KEPT), BATCH - len(new))
        at = np.concatenate([new, old])
        pixels = self.pixels[at].astype(np.float32)
        # A strip that is seen again is a little lighter or darker, and noisier.
        again = slice(len(new), None)
        gain = rng.uniform(0.7, 1.15, (len(old), 1, 1)).astype(np.float32)
        noise = rng.standard_normal(pixels[again].shape, np.float32)
        pixels[again] = pixels[again] * gain + noise * rng.uniform(0, 8, (len(old), 1, 1)).astype(np.float32)
        values = normalised(np.clip(pixels, 0, 255))
        # The reader may be a pixel off.
        values = np.roll(values, int(rng.integers(-1, 2)), 1)
        tensor = torch.from_numpy(values.astype(np.float32))[:, None]
        return tensor, torch.from_numpy(self.classes[at].astype(np.int64)), torch.from_numpy(self.weights[at])


def loss_of(scores, classes, weights):
    each = functional.cross_entropy(scores[:, :, 0], classes, reduction="none", label_smoothing=0.01)
    return (each * weights).sum() / weights.sum()


def rate(step, steps):
    """Share of the learning rate: it rises, stays, and falls to nearly zero at the end."""
    return max(1e-3, min(1, (step + 1) / RISE, (steps - step) / (FALL * steps)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", nargs="+", default=["/usr/share/fonts"])
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--out", default="mrz.pt")
    parser.add_argument("--resume", action="store_true", help="go on from the file --out")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    model = network().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=1e-4)
    first = 0
    if options.resume:
        state = torch.load(options.out)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["step"]
    context = multiprocessing.get_context("spawn")
    queue = context.Queue(maxsize=60)
    drawer = context.Process(
        target=draw, args=(options.fonts, first * NEW, options.steps * NEW, queue), daemon=True)
    drawer.start()
    pool, started, mean = Pool(), time.time(), None
    for step in range(first, options.steps):
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * rate(step, options.steps)
        new = pool.add(queue.get())
        values, classes, weights = pool.batch(np.random.default_rng([SEED, 1, step]), new)
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(values.to(memory_format=torch.channels_last))
        loss = loss_of(scores.float(), classes, weights)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 100 == 0:
            print(f"{step} loss {mean:.4f} seconds {time.time() - started:.0f}", flush=True)
        if step % 250 == 249 or step + 1 == options.steps:
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(),
                        "step": step + 1}, options.out)


if __name__ == "__main__":
    main()

"""NumPy or PyTorch on one thread as a player: see player.js for what it reads and answers."""

import ctypes
import json
import os
import sys
import time

import numpy as np

NAME, FOLDER = sys.argv[1:3]
CLASSES = 10
STEPS_BEFORE_LOSS = 300
torch = None
if NAME == "torch":
    import torch

    torch.set_num_threads(1)


def blas():
    """The BLAS library that this process has loaded, and the kernel that it chose for this processor."""
    np.dot(np.ones((2, 2)), np.ones((2, 2)))
    with open("/proc/self/maps", encoding="utf8") as maps:
        loaded = sorted({line.split()[-1] for line in maps if "blas" in line})
    for path in loaded:
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_get_corename"):
            for name in ("openblas_get_corename", "openblas_get_config"):
                getattr(library, name).restype = ctypes.c_char_p
            version = library.openblas_get_config().decode().split()[1]
            return f"OpenBLAS {version}, kernel {library.openblas_get_corename().decode()}"
    return ", ".join(os.path.basename(path) for path in loaded) or "unknown BLAS"


def about():
    if torch is None:
        return f"NumPy {np.__version__}, {blas()}"
    return f"PyTorch {torch.__version__}, one thread, {blas()}"


def batches(size):
    images = np.fromfile(f"{FOLDER}/images.f32", np.float32).reshape(-1, 784)
    labels = np.fromfile(f"{FOLDER}/labels.u8", np.uint8)
    count = len(labels) // size
    return [
        (images[at * size : (at + 1) * size], labels[at * size : (at + 1) * size].astype(np.int64))
        for at in range(count)
    ]


def first_weights(sizes):
    name = "-".join(map(str, sizes))
    return [
        np.fromfile(f"{FOLDER}/weights-{name}-{layer}.f32", np.float32).reshape(outputs, inputs)
        for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:]))
    ]


class Steps:
    """Batches in turn through `advance`, which gives the loss before its update."""

    def __init__(self, data, advance):
        self.data, self.advance, self.next = data, advance, 0

    def once(self):
        batch = self.data[self.next % len(self.data)]
        self.next += 1
        return self.advance(*batch)

    def run(self, count):
        for _ in range(count):
            self.once()

    def check(self):
        self.run(STEPS_BEFORE_LOSS)
        return float(self.once())


def numpy_step(work):
    rate, size = np.float32(work["rate"]), work["batch"]
    weights = [np.ascontiguousarray(w.T) for w in first_weights(work["sizes"])]
    biases = [np.zeros(w.shape[1], np.float32) for w in weights]
    rows = np.arange(size)

    def advance(x, labels):
        activations = [x]
        for layer, (w, b) in enumerate(zip(weights, biases)):
            z = activations[-1] @ w
            z += b
            activations.append(np.maximum(z, 0, out=z) if layer < len(weights) - 1 else z)
        z = activations[-1]
        z -= z.max(axis=1, keepdims=True)
        above = np.exp(z)
        sums = above.sum(axis=1, keepdims=True)
        loss = (np.log(sums[:, 0]) - z[rows, labels]).mean()
        above /= sums
        above[rows, labels] -= 1
        above /= np.float32(size)
        for layer in range(len(weights) - 1, -1, -1):
            below = activations[layer]
            dw, db = below.T @ above, above.sum(axis=0)
            if layer > 0:
                above = above @ weights[layer].T
                above *= below > 0
            dw *= rate
            weights[layer] -= dw
            biases[layer] -= rate * db
        return loss

    return Steps(batches(size), advance)


def torch_step(work):
    sizes = work["sizes"]
    layers = []
    for layer, w in enumerate(first_weights(sizes)):
        linear = torch.nn.Linear(w.shape[1], w.shape[0])
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(w))
            linear.bias.zero_()
        layers += [linear, torch.nn.ReLU()] if layer < len(sizes) - 2 else [linear]
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=work["rate"])

    def advance(x, labels):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    data = [(torch.from_numpy(x), torch.from_numpy(labels)) for x, labels in batches(work["batch"])]
    return Steps(data, advance)


class Product:
    """A matrix product into a result that is there already."""

    def __init__(self, work):
        kind = np.float32 if work["precision"] == "float32" else np.float64
        m, k, n = work["m"], work["k"], work["n"]
        entries = lambda count: ((np.arange(count) * 7919 % 1000) / 1000 - 0.5).astype(kind)
        self.left, self.right = entries(m * k).reshape(m, k), entries(k * n).reshape(k, n)
        self.into = np.empty((m, n), kind)

    def run(self, count):
        for _ in range(count):
            np.matmul(self.left, self.right, out=self.into)

    def check(self):
        self.run(1)
        flat = self.into.ravel().astype(np.float64)
        return float((flat * (np.arange(flat.size) % 5 - 2)).sum())


def prepare(work):
    if work["kind"] == "step":
        return (numpy_step if torch is None else torch_step)(work)
    if work["kind"] == "product" and torch is None:
        return Product(work)
    return None


def done(request, prepared):
    key = json.dumps(request["work"])
    ready = prepared.get(key) or prepare(request["work"])
    if ready is None:
        return {"unable": True}
    if request.get("check"):
        prepared.pop(key, None)
        return {"value": ready.check()}
    prepared[key] = ready
    start = time.perf_counter()
    ready.run(request["count"])
    return {"ms": (time.perf_counter() - start) * 1000 / request["count"]}


def main():
    prepared = {}
    print(json.dumps({"about": about()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(done(json.loads(line), prepared)), flush=True)


main()

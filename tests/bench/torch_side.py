"""PyTorch behind the same calls as ours (door.h): a request a line on stdin, an answer a line on stdout."""
import array
import json
import sys
import time

import torch
from torch import nn

works = {}


class Last(nn.Module):
    """An LSTM's last output."""

    def __init__(self, width, units):
        super().__init__()
        self.lstm = nn.LSTM(width, units, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


def network(experiment, shape):
    """Keras's Sequential config; the last activation is part of the loss."""
    images = len(shape) == 3
    shape = [shape[2], shape[0], shape[1]] if images else list(shape)
    parts = []
    layers = experiment["model"]["config"]["layers"]
    for number, layer in enumerate(layers):
        kind, config = layer["class_name"], layer["config"]
        if kind == "Dense":
            parts.append(nn.Linear(shape[-1], config["units"]))
            shape = [config["units"]]
        elif kind == "Conv2D":
            size = config["kernel_size"]
            parts.append(nn.Conv2d(shape[0], config["filters"], size))
            shape = [config["filters"], shape[1] - size + 1, shape[2] - size + 1]
        elif kind == "MaxPooling2D":
            parts.append(nn.MaxPool2d(config["pool_size"]))
            shape = [shape[0], shape[1] // config["pool_size"], shape[2] // config["pool_size"]]
        elif kind == "Flatten":
            parts.append(nn.Flatten())
            shape = [shape[0] * shape[1] * shape[2]]
        elif kind == "Embedding":
            parts.append(nn.Embedding(config["input_dim"], config["output_dim"]))
            shape = [shape[0], config["output_dim"]]
        elif kind == "LSTM":
            parts.append(Last(shape[1], config["units"]))
            shape = [config["units"]]
        else:
            raise ValueError(f"no layer is called {kind} here")
        if config.get("activation") == "relu" and number + 1 < len(layers):
            parts.append(nn.ReLU())
    return nn.Sequential(*parts), images


def optimizer_of(named, parameters):
    name = named if isinstance(named, str) else named["class_name"]
    rate = 0.001 if isinstance(named, str) else named["config"]["learning_rate"]
    if name.lower() == "adam":
        return torch.optim.Adam(parameters, lr=rate, eps=1e-7)
    return torch.optim.RMSprop(parameters, lr=rate, alpha=0.9, eps=1e-7)


def floats(path, shape):
    values = array.array("f")
    with open(path, "rb") as file:
        values.frombytes(file.read())
    return torch.tensor(values).reshape(shape)


def learning(work, batch):
    """x, y, the network and one step."""
    experiment, shape, rows = work["experiment"], work["shape"], batch["rows"]
    model, images = network(experiment, shape)
    x, y = floats(batch["x"], [rows, *shape]), floats(batch["y"], [rows, -1])
    if images:
        x = x.permute(0, 3, 1, 2).contiguous()
    if isinstance(model[0], nn.Embedding):
        x = x.long()
    loss_name = experiment["compile"]["loss"]
    if loss_name == "sparse_categorical_crossentropy":
        loss, y = nn.CrossEntropyLoss(), y[:, 0].long()
    else:
        loss = nn.BCEWithLogitsLoss() if loss_name == "binary_crossentropy" else nn.MSELoss()
    optimizer = optimizer_of(experiment["compile"]["optimizer"], model.parameters())

    def step():
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()

    return x, model, step


def product(work):
    m, n, k, form = work["m"], work["n"], work["k"], work["form"]
    a = torch.rand(k, m).t() if form[0] == "T" else torch.rand(m, k)
    b = torch.rand(n, k).t() if form[1] == "T" else torch.rand(k, n)
    out = torch.empty(m, n)
    return lambda: torch.mm(a, b, out=out)


def predicting(work, batch):
    x, model, _ = learning(work, batch)

    def predict():
        with torch.no_grad():
            torch.softmax(model(x[:1]), 1).tolist()

    return predict


def prepare(request):
    work = request["work"]
    kinds = {"product": lambda: product(work), "step": lambda: learning(work, request["batch"])[2], "predict": lambda: predicting(work, request["batch"])}
    works[request["id"]] = work.get("threads", 1), kinds[work["kind"]]()
    return {"flops": 0}


def timed(request):
    threads, run = works[request["id"]]
    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
        run()
    start, times, passed = time.perf_counter(), 0, 0.0
    while times == 0 or passed < request["seconds"]:
        run()
        times += 1
        passed = time.perf_counter() - start
    return {"times": times, "seconds": passed}


calls = {"prepare": prepare, "time": timed, "drop": lambda request: works.pop(request["id"], None) and None}
for line in sys.stdin:
    try:
        asked = json.loads(line)
        said = {"ok": calls[asked["call"]](asked)}
    except Exception as error:  # the asking side tells it
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said), flush=True)

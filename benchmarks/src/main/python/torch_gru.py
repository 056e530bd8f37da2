"""PyTorch as a contender: nn.GRU and nn.Linear, eagerly, as its users write it.

Time stands first (batch_first=False), which is the layout that nn.GRU computes in; Adam is the fused one, which is
the fastest of PyTorch's three.
"""

import sys

import peer

task = peer.Task(sys.argv[1:])
try:
    import torch
except ImportError as error:
    peer.missing(error)

torch.set_num_threads(task.threads)
torch.manual_seed(1)
torch.set_default_dtype(getattr(torch, task.dtype))

gru = torch.nn.GRU(task.features, task.units)
dense = torch.nn.Linear(task.units, 1)
parameters = [*gru.parameters(), *dense.parameters()]
optimizer = torch.optim.Adam(parameters, fused=True)
inputs = torch.randn(task.timesteps, task.batch, task.features)
targets = torch.randn(task.batch, 1)


def predict():
    outputs, _ = gru(inputs)
    return dense(outputs[-1])


def training(steps):
    for _ in range(steps):
        optimizer.zero_grad(set_to_none=True)
        torch.nn.functional.mse_loss(predict(), targets).backward()
        optimizer.step()


def inference(steps):
    with torch.no_grad():
        for _ in range(steps):
            predict()


peer.serve(
    sum(parameter.numel() for parameter in parameters),
    f"PyTorch {torch.__version__}, {task.dtype}, {torch.get_num_threads()} threads",
    {"training": training, "inference": inference}[task.work],
)

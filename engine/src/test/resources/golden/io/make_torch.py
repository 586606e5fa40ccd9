"""Writes state_dict.pth, state_dict_old.pth (the format before PyTorch 1.6) and module.pt with PyTorch 2.7.1; the tests state what is in them."""
import torch

torch.manual_seed(1)
base = torch.arange(12, dtype=torch.float32)
values = {
    "model": {
        "weight": torch.nn.Parameter(base[:6].view(2, 3)),
        "transposed": base[6:].view(2, 3).t(),
        "half": torch.tensor([1, -2, 3.5], dtype=torch.float16),
        "brain": torch.tensor([1, -2, 3.5], dtype=torch.bfloat16),
        "double": torch.tensor(0.25, dtype=torch.float64),
        "steps": torch.tensor([7], dtype=torch.int64),
        "mask": torch.tensor([True, False]),
    },
    "epoch": 3,
    "history": [{"loss": 0.5, "best": torch.tensor([9], dtype=torch.int32)}],
    "layer": torch.nn.Linear(1, 1, bias=False).requires_grad_(False).state_dict(),
}
torch.save(values, "state_dict.pth")
torch.save(values, "state_dict_old.pth", _use_new_zipfile_serialization=False)


class Inner(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor([2.0, 4.0]))
        self.register_buffer("shift", torch.tensor([1.0]))
        self.sizes = [1, 2]

    def forward(self, x):
        return x * self.scale + self.shift * self.sizes[0]


class Outer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = Inner()

    def forward(self, x):
        return self.inner(x)


torch.jit.save(torch.jit.script(Outer()), "module.pt", _extra_files={"note.txt": "hällo"})

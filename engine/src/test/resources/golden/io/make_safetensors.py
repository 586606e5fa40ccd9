"""Packs dtypes.safetensors and float32.safetensors from the format's description, with Python's own modules only."""
import json
import struct


def pack(name, tensors, metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for key, dtype, shape, raw in tensors:
        header[key] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(name, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def bf16(*values):
    return b"".join(struct.pack("<f", v)[2:] for v in values)


pack("dtypes.safetensors", [
    ("F64", "F64", [3], struct.pack("<3d", 1, -2, 3.5)),
    ("I64", "I64", [1, 3], struct.pack("<3q", 1, -2, 70000)),
    ("F32", "F32", [3], struct.pack("<3f", 1, -2, 3.5)),
    ("I32", "I32", [1, 3], struct.pack("<3i", 1, -2, 70000)),
    ("scalar", "F32", [], struct.pack("<f", 42)),
    ("F16", "F16", [3], struct.pack("<3e", 1, -2, 3.5)),
    ("BF16", "BF16", [3], bf16(1, -2, 3.5)),
    ("U8", "U8", [3], bytes([0, 128, 255])),
])
pack("float32.safetensors", [
    ("weight", "F32", [2, 2], struct.pack("<4f", 1, 2, 3, 4)),
    ("bias", "F32", [2], struct.pack("<2f", -1, 0.25)),
], {"format": "pt"})

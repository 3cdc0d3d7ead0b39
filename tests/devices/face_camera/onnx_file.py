"""Writes small ONNX model files, so that the code that loads and runs models has some to run.

Only what these tests need of the format (onnx.proto3): float weights, integer attributes.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

IR_VERSION, OPSET = 8, 13
_FLOAT, _INT64 = 1, 7
_INTS = 7


@dataclass
class Graph:
    """Nodes in the order in which they run."""

    nodes: list[bytes] = field(default_factory=list)
    weights: list[bytes] = field(default_factory=list)

    def add(
        self, kind: str, inputs: Sequence[str], output: str, **attributes: Sequence[int]
    ) -> str:
        """A node; `attributes` are lists of integers."""
        node = b"".join(_text(1, name) for name in inputs) + _text(2, output) + _text(4, kind)
        for name, values in attributes.items():
            numbers = b"".join(_number(8, value) for value in values)
            node += _bytes(5, _text(1, name) + numbers + _number(20, _INTS))
        self.nodes.append(_bytes(1, node))
        return output

    def floats(self, name: str, shape: Sequence[int], values: Sequence[float]) -> str:
        return self._weights(name, shape, _FLOAT, struct.pack(f"<{len(values)}f", *values))

    def integers(self, name: str, values: Sequence[int]) -> str:
        raw = struct.pack(f"<{len(values)}q", *values)
        return self._weights(name, [len(values)], _INT64, raw)

    def model(self, shape: Sequence[int], outputs: Sequence[str]) -> bytes:
        """The file. Its one input is `input` of `shape`; the outputs' shapes are not said."""
        graph = b"".join(self.nodes) + _text(2, "drawn") + b"".join(self.weights)
        graph += _bytes(11, _value("input", shape))
        graph += b"".join(_bytes(12, _value(name, [])) for name in outputs)
        return _number(1, IR_VERSION) + _bytes(8, _number(2, OPSET)) + _bytes(7, graph)

    def _weights(self, name: str, shape: Sequence[int], kind: int, raw: bytes) -> str:
        sizes = b"".join(_number(1, size) for size in shape)
        tensor = sizes + _number(2, kind) + _text(8, name) + _bytes(9, raw)
        self.weights.append(_bytes(5, tensor))
        return name


def _value(name: str, shape: Sequence[int]) -> bytes:
    sizes = b"".join(_bytes(1, _number(1, size)) for size in shape)
    tensor = _number(1, _FLOAT) + _bytes(2, sizes)
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _number(field_number: int, value: int) -> bytes:
    return _varint(field_number << 3) + _varint(value & (1 << 64) - 1)


def _bytes(field_number: int, value: bytes) -> bytes:
    return _varint(field_number << 3 | 2) + _varint(len(value)) + value


def _text(field_number: int, value: str) -> bytes:
    return _bytes(field_number, value.encode())


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)

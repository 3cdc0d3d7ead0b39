"""Two model files that stand for real ones: the detector finds drawn people who wear a patch on the
nose; the recogniser compares how bright the parts of a face are. They prove that models are loaded,
fed and understood, and nothing of how well anybody is told from anybody."""

import math
from pathlib import Path

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.face_camera.sim_face import Colour, Person
from tests.devices.face_camera.onnx_file import Graph

STRIDES = (8, 16, 32)
CELL = 32
"""Pixels of the detector's coarsest grid, which lies over a picture of half the size."""
PATCH = 2 * CELL
MAGENTA: Colour = (255, 0, 255)
FACE = Person(672, 352, 230)
"""Its patch fills one cell of the grid."""
_EYES_DOWN = -0.04


def wear_patch(picture: Pixels, person: Person = FACE) -> Pixels:
    half = PATCH // 2
    rows, columns = slice(person.y - half, person.y + half), slice(person.x - half, person.x + half)
    picture[rows, columns] = MAGENTA
    return picture


def detector() -> bytes:
    """As cv2.FaceDetectorYN wants it: twelve outputs, for each stride classes, objects, boxes and
    points; a cell fires where it is magenta."""
    graph = Graph()
    wide, high = math.log(FACE.width / PATCH), math.log(1.3 * FACE.width / PATCH)
    unit = FACE.width / PATCH
    points = [(-0.21, _EYES_DOWN), (0.21, _EYES_DOWN), (0.0, 0.2), (-0.15, 0.39), (0.15, 0.39)]
    kinds = {
        "cls": [-0.5],
        "obj": [-0.5],
        "bbox": [0.5, 0.5, wide, high],
        "kps": [0.5 + unit * part for point in points for part in point],
    }
    outputs = []
    for stride in STRIDES:
        cell = [stride, stride]
        pooled = graph.add(
            "AveragePool", ["input"], f"pool{stride}", kernel_shape=cell, strides=cell
        )
        for kind, bias in kinds.items():
            fires = kind in ("cls", "obj") and stride == CELL
            weights = [0.005, -0.01, 0.005] if fires else [0.0] * 3 * len(bias)
            if kind in ("cls", "obj") and not fires:
                bias = [-1.0]
            outputs.append(_head(graph, pooled, f"{kind}_{stride}", weights, bias))
    outputs.sort(key=lambda name: list(kinds).index(name.split("_")[0]))
    return graph.model([1, 3, 640, 640], outputs)


def _head(graph: Graph, pooled: str, name: str, weights: list[float], bias: list[float]) -> str:
    count = len(bias)
    kernel = graph.floats(f"{name}.w", [count, 3, 1, 1], weights)
    offset = graph.floats(f"{name}.b", [count], bias)
    graph.add("Conv", [pooled, kernel, offset], f"{name}.c", kernel_shape=[1, 1])
    graph.add("Transpose", [f"{name}.c"], f"{name}.t", perm=[0, 2, 3, 1])
    shape = graph.integers(f"{name}.s", [1, -1, count])
    return graph.add("Reshape", [f"{name}.t", shape], name)


def recogniser() -> bytes:
    """112 x 112 pixels to 49 numbers: how much lighter than mid-grey each part is."""
    graph = Graph()
    graph.add("AveragePool", ["input"], "pool", kernel_shape=[16, 16], strides=[16, 16])
    kernel = graph.floats("w", [1, 3, 1, 1], [1 / 3] * 3)
    offset = graph.floats("b", [1], [-128.0])
    graph.add("Conv", ["pool", kernel, offset], "grey", kernel_shape=[1, 1])
    graph.add("Flatten", ["grey"], "feature")
    return graph.model([1, 3, 112, 112], ["feature"])


def write(folder: Path) -> tuple[Path, Path]:
    """The two files: detector, recogniser."""
    files = folder / "detector.onnx", folder / "recogniser.onnx"
    for file, content in zip(files, (detector(), recogniser()), strict=True):
        file.write_bytes(content)
    return files


def negative(picture: Pixels) -> Pixels:
    """The same person with light and dark exchanged: somebody else."""
    return cv2.bitwise_not(picture).view(picture.dtype)

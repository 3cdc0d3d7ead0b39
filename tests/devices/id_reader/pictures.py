"""Decoded chip photos, and the children that decode them."""

import io
from pathlib import Path

from PIL import Image

from devices.id_reader.photo_library import HEIGHT, WIDTH


def decoders() -> list[str]:
    """Decoding children of this process."""
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        for pid in children.read_text().split():
            line = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
            found += [pid] if "devices.id_reader.photo_child" in line else []
    return found


def pixels(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture), formats=["PNG"])
    assert (image.size, image.mode) == ((WIDTH, HEIGHT), "RGB")
    return image

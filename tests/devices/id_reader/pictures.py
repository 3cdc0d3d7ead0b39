"""Decoded chip photos, and the children that decode them."""

import io
from contextlib import suppress
from pathlib import Path

from PIL import Image

from devices.id_reader.photo_library import HEIGHT, WIDTH


def decoders() -> list[str]:
    """Decoding children of this process."""
    pids = " ".join(_read(file) for file in Path("/proc/self/task").glob("*/children")).split()
    return [pid for pid in pids if "photo_child" in _read(Path(f"/proc/{pid}/cmdline"))]


def loaded(pid: str, library: Path) -> bool:
    """This process has the library."""
    return library.name in _read(Path(f"/proc/{pid}/maps"))


def ended(pid: str) -> bool:
    """Gone, or waiting to be buried."""
    return not _read(Path(f"/proc/{pid}/cmdline"))


def _read(file: Path) -> str:
    """What /proc says; nothing of a thread or process that has just ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return file.read_bytes().decode()
    return ""


def pixels(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture), formats=["PNG"])
    assert (image.size, image.mode) == ((WIDTH, HEIGHT), "RGB")
    return image

"""How a vendor's decoder of chip photos (WLT) is called: all that differs, as data."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import asdict

from kiosk.values import replace

WLT_LENGTH = 1024
WIDTH, HEIGHT = 102, 126
EXIT_UNLOADABLE, EXIT_REFUSED, EXIT_SIZE = 2, 3, 4
"""Exit statuses of the child."""


class BadPhotoLibrary(ValueError):
    """The decoder's table cannot be used; the text says which key and what it may hold."""


class PhotoLibrary(Struct, frozen=True):
    """How to call one vendor's library: all that differs between vendors, as data."""

    path: str
    entry: str
    arguments: tuple[str | int, ...] = ("wlt", "pixels")
    """In order: "wlt" (pointer to the 1024 bytes), "pixels" (pointer to the room for the output),
    "size" (pointer to an int: the room, then the length written), or a number (int)."""
    success: int | None = None
    """What the function returns when all is well; None: whatever it returns."""
    output: str = "raw"
    """"raw": 102 x 126 pixels of 3 bytes; "bmp": the image of a file."""
    order: str = "RGB"
    """Of the bytes of a raw pixel: "RGB" or "BGR"."""
    mirrored: bool = False
    upside_down: bool = False

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Self:
        """From the keys of a configuration. Raises BadPhotoLibrary."""
        unknown = set(table) - set(cls.__struct_fields__)
        if unknown:
            raise BadPhotoLibrary(f"no such key: {', '.join(sorted(unknown))}")
        for key in ("path", "entry"):
            if not (isinstance(table.get(key), str) and table[key]):
                raise BadPhotoLibrary(f"{key} is missing or empty")
        arguments = table.get("arguments", ("wlt", "pixels"))
        if not isinstance(arguments, list | tuple):
            raise BadPhotoLibrary("arguments is a list")
        library = cls(**{**table, "arguments": tuple(arguments)})
        library._check()
        return library

    def _check(self) -> None:
        for one in self.arguments:
            if type(one) is not int and one not in ("wlt", "pixels", "size"):
                raise BadPhotoLibrary('an argument is "wlt", "pixels", "size" or a number')
        if not {"wlt", "pixels"} <= set(self.arguments):
            raise BadPhotoLibrary('arguments must hold "wlt" and "pixels"')
        if self.success is not None and type(self.success) is not int:
            raise BadPhotoLibrary("success is a number")
        if self.output not in ("raw", "bmp") or self.order not in ("RGB", "BGR"):
            raise BadPhotoLibrary('output is "raw" or "bmp", order is "RGB" or "BGR"')
        if not (isinstance(self.mirrored, bool) and isinstance(self.upside_down, bool)):
            raise BadPhotoLibrary("mirrored and upside_down are true or false")

    def as_argument(self) -> str:
        return json.dumps(asdict(self))


def read_library(description: Path) -> PhotoLibrary:
    """From a TOML file with the fields of PhotoLibrary; `path` is relative to the file's folder.

    Raises BadPhotoLibrary, also where there is no such file or no library at `path`.
    """
    try:
        table = tomllib.loads(description.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadPhotoLibrary(f"{description.name}: {getattr(error, 'strerror', error)}") from None
    library = PhotoLibrary.from_table(table)
    library = replace(library, path=str(description.parent.resolve() / library.path))
    if not Path(library.path).is_file():
        raise BadPhotoLibrary(f"there is no library {library.path}")
    return library

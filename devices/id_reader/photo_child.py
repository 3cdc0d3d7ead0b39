"""Decodes one chip photo with a vendor's library, and ends.

    python -m devices.id_reader.photo_child LIBRARY

LIBRARY is `PhotoLibrary.as_argument()`. 1024 bytes come on standard input, a PNG leaves on standard
output. The library gets little time and memory, no file to write and no core file; what it prints
is dropped.
"""

import ctypes
import io
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable

from PIL import Image

from devices.id_reader.photo_library import (
    EXIT_REFUSED,
    EXIT_SIZE,
    EXIT_UNLOADABLE,
    HEIGHT,
    WIDTH,
    WLT_LENGTH,
    PhotoLibrary,
)

CPU_S = 1
MEMORY = 512 << 20
LENGTHS = {"raw": WIDTH * HEIGHT * 3, "bmp": 54 + HEIGHT * 308}
"""A row of 102 pixels is padded to 308 bytes in a BMP."""
ROOM = 4 * LENGTHS["bmp"]
_BLANK = bytes((i * 73 + 41) & 0xFF for i in range(ROOM))
"""Fills the room beforehand, so that it is seen how far the library wrote."""
_LAST_ROW = WIDTH * 3
_PR_SET_PDEATHSIG = 1


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        self.status = status


def confine() -> None:
    """From here on: no core file, no file contents, so much memory and time, and no life after the
    host's."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    cpu_s = math.ceil(time.process_time()) + CPU_S
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, cpu_s),
    ):
        resource.setrlimit(limit, (most, most))


def load(library: PhotoLibrary) -> Callable[[bytes], bytes]:
    """The library's function, from WLT to output. It raises _Refused, as this does."""
    try:
        function = getattr(ctypes.CDLL(library.path), library.entry)
    except (OSError, AttributeError):
        raise _Refused(EXIT_UNLOADABLE) from None
    function.restype = ctypes.c_int
    length = LENGTHS[library.output]

    def decode(wlt: bytes) -> bytes:
        room = ctypes.create_string_buffer(_BLANK, ROOM)
        size = ctypes.c_int(ROOM)
        named = {
            "wlt": ctypes.create_string_buffer(wlt),
            "pixels": room,
            "size": ctypes.byref(size),
        }
        code = function(*(named[one] if isinstance(one, str) else one for one in library.arguments))
        if library.success is not None and code != library.success:
            raise _Refused(EXIT_REFUSED)
        told = size.value if "size" in library.arguments else length
        beyond = room.raw[length:] != _BLANK[length:]
        rest = slice(length - _LAST_ROW, length)
        if told != length or beyond or room.raw[rest] == _BLANK[rest]:
            raise _Refused(EXIT_SIZE)
        return room.raw[:length]

    return decode


def as_png(library: PhotoLibrary, data: bytes) -> bytes:
    if library.output == "bmp":
        image: Image.Image = Image.open(io.BytesIO(data), formats=["BMP"])
    else:
        image = Image.frombytes("RGB", (WIDTH, HEIGHT), data, "raw", library.order)
    if image.size != (WIDTH, HEIGHT):
        raise _Refused(EXIT_SIZE)
    if library.mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if library.upside_down:
        image = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    png = io.BytesIO()
    image.convert("RGB").save(png, "PNG")
    return png.getvalue()


def main(arguments: list[str]) -> int:
    """The exit status: 0 and a PNG was written, or one of photo's EXIT_ numbers."""
    library = PhotoLibrary.from_table(json.loads(arguments[0]))
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the library's own words are no picture
    Image.preinit()
    confine()
    try:
        decode = load(library)
        wlt = sys.stdin.buffer.read(WLT_LENGTH)
        if len(wlt) != WLT_LENGTH:
            return EXIT_REFUSED
        picture = as_png(library, decode(wlt))
    except _Refused as refused:
        return refused.status
    os.write(out, picture)
    return 0


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))  # without the library's own farewells

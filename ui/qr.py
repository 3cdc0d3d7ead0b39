"""QR codes of short texts (ISO/IEC 18004): byte mode, level M, versions 1 to 6. Pure.

The library that printers use loads an imaging library with it (60 ms), and a screen process starts
anew for every citizen; a link needs so little.
"""

from collections.abc import Iterator

_BLOCKS = ((10, 1, 16), (16, 1, 28), (26, 1, 44), (18, 2, 32), (24, 2, 43), (16, 4, 27))
"""By version: codewords of error correction in a block, blocks, codewords of data in a block."""
_FORMAT = 0b101010000010010
"""Level M with mask 0, with its own error correction, as the standard tabulates it."""
_PADS = (0xEC, 0x11)
MOST_BYTES = 106

_EXP, _LOG = [1] * 512, [0] * 256
for _at in range(1, 512):
    _value = _EXP[_at - 1] << 1
    _EXP[_at] = _value ^ 0x11D if _value & 0x100 else _value
for _at in range(255):
    _LOG[_EXP[_at]] = _at

Matrix = list[list[bool]]
Place = tuple[int, int]


def modules(text: str) -> Matrix:
    """Rows of dark modules, without the quiet zone; [] where the text is longer than MOST_BYTES."""
    data = text.encode()
    version = next((n for n, (_, k, m) in enumerate(_BLOCKS, 1) if k * m - 2 >= len(data)), 0)
    if not version:
        return []
    side = 17 + 4 * version
    dark, fixed = _patterns(version, side)
    bits = _bits(_codewords(data, version))
    for x, y in _path(side):
        if not fixed[y][x]:
            bit = next(bits, 0)
            dark[y][x] = bool(bit) != ((x + y) % 2 == 0)
    return dark


def _codewords(data: bytes, version: int) -> bytes:
    """Data and error correction, interleaved."""
    correction, blocks, room = _BLOCKS[version - 1]
    stream = (0b0100 << 8 | len(data)) << 8 * len(data) | int.from_bytes(data, "big")
    words = bytearray((stream << 4).to_bytes(len(data) + 2, "big"))
    while len(words) < blocks * room:
        words.append(_PADS[(len(words) - len(data)) % 2])
    parts = [bytes(words[at * room : (at + 1) * room]) for at in range(blocks)]
    ends = [_remainder(part, correction) for part in parts]
    return bytes(
        word for column in (*zip(*parts, strict=True), *zip(*ends, strict=True)) for word in column
    )


def _remainder(part: bytes, length: int) -> bytes:
    """Reed-Solomon over GF(256), generator with roots 2^0 to 2^(length-1)."""
    generator = [1]
    for root in range(length):
        grown = [*generator, 0]
        for at, factor in enumerate(generator):
            grown[at + 1] ^= _times(factor, _EXP[root])
        generator = grown
    rest = bytearray(part) + bytearray(length)
    for at in range(len(part)):
        lead = rest[at]
        for offset, factor in enumerate(generator):
            rest[at + offset] ^= _times(factor, lead)
    return bytes(rest[len(part) :])


def _times(a: int, b: int) -> int:
    return _EXP[_LOG[a] + _LOG[b]] if a and b else 0


def _bits(words: bytes) -> Iterator[int]:
    return ((word >> shift) & 1 for word in words for shift in range(7, -1, -1))


def _patterns(version: int, side: int) -> tuple[Matrix, Matrix]:
    """What every code of this size has, and where nothing else may stand."""
    dark = [[False] * side for _ in range(side)]
    fixed = [[False] * side for _ in range(side)]

    def put(x: int, y: int, on: bool) -> None:
        dark[y][x], fixed[y][x] = on, True

    for at in range(side):
        put(at, 6, at % 2 == 0)
        put(6, at, at % 2 == 0)
    for left, top in ((0, 0), (side - 7, 0), (0, side - 7)):
        for dy in range(-1, 8):
            for dx in range(-1, 8):
                if 0 <= left + dx < side and 0 <= top + dy < side:
                    ring = max(abs(dx - 3), abs(dy - 3))
                    put(left + dx, top + dy, ring not in (2, 4))
    if version > 1:
        middle = side - 7
        for dy in range(-2, 3):
            for dx in range(-2, 3):
                put(middle + dx, middle + dy, max(abs(dx), abs(dy)) != 1)
    for at, (first, second) in enumerate(_format_places(side)):
        on = bool(_FORMAT >> (14 - at) & 1)
        put(*first, on)
        put(*second, on)
    put(8, side - 8, True)
    return dark, fixed


def _format_places(side: int) -> Iterator[tuple[Place, Place]]:
    """(x, y) of each bit of the format, most significant first, in both places."""
    near = [*((x, 8) for x in (0, 1, 2, 3, 4, 5, 7, 8)), *((8, y) for y in (7, 5, 4, 3, 2, 1, 0))]
    far = [*((8, side - 1 - at) for at in range(7)), *((side - 8 + at, 8) for at in range(8))]
    return zip(near, far, strict=True)


def _path(side: int) -> Iterator[Place]:
    """Two columns at a time from the right, up and down in turn; the timing column is left out."""
    upwards = True
    for right in (*range(side - 1, 6, -2), *range(5, 0, -2)):
        for row in range(side):
            y = side - 1 - row if upwards else row
            yield right, y
            yield right - 1, y
        upwards = not upwards

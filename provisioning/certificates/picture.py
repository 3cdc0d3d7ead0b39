"""A QR drawn: squares as SVG for pages, as PDF operators for paper."""

from collections.abc import Iterator

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""White modules on each side (ISO/IEC 18004)."""
_MASK = 3
"""Any of the eight masks is read; trying them all costs five times as much."""


def modules(text: str) -> list[list[bool]]:
    """Dark modules, row by row, without the quiet zone. ValueError where the text is too long."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    found: list[list[bool]] = code.get_matrix()
    return found


def svg(text: str) -> str:
    """Black on white, as large as its place."""
    rows = modules(text)
    side = len(rows) + 2 * QUIET
    path = "".join(f"M{x + QUIET} {y + QUIET}h{n}v1h-{n}z" for x, y, n in _runs(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        f' shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path}"/></svg>'
    )


def pdf_operators(text: str, left: float, bottom: float, side: float) -> bytes:
    """Content stream that draws it with its quiet zone into a square; points, from the lower left
    corner of the page."""
    rows = modules(text)
    unit = side / (len(rows) + 2 * QUIET)
    top = bottom + side - QUIET * unit
    parts = [f"q 1 1 1 rg {left:.3f} {bottom:.3f} {side:.3f} {side:.3f} re f 0 0 0 rg"]
    for x, y, count in _runs(rows):
        place = f"{left + (x + QUIET) * unit:.3f} {top - (y + 1) * unit:.3f}"
        parts.append(f"{place} {count * unit:.3f} {unit:.3f} re")
    return "\n".join([*parts, "f Q"]).encode("ascii")


def _runs(rows: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    """Column, row and length of each run of dark modules."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield start, y, x - start
            x += 1

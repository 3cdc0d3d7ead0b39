"""Binds pages into one PDF of A4 pages. The JPEG files go in as they are (DCTDecode): nothing is
encoded again, and the same pages always give the same bytes. Pure.

Source: ISO 32000-1, 7.5 (file structure) and 8.9.5 (image dictionaries).
"""

from collections.abc import Sequence

from devices.document_camera.jpeg import Jpeg, describe

A4 = (595.28, 841.89)
"""Points of 1/72 inch."""
MOST_PAGES = 100
_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_SPACES = {1: b"/DeviceGray", 3: b"/DeviceRGB"}
_CATALOG, _TREE, _FIRST = 1, 2, 3
_PER_PAGE = 3
"""Objects of one page: itself, its content, its picture."""


class NoPages(Exception):
    """Nothing to bind, or more than MOST_PAGES."""


def bind(pages: Sequence[bytes]) -> bytes:
    """Pages are JPEG files in order. One that says its resolution is shown in its true size where
    that fits on A4, others as large as fits; a broad one lies on broad A4. Raises NoPages, NotJpeg.
    """
    if not 0 < len(pages) <= MOST_PAGES:
        raise NoPages
    numbers = range(_FIRST, _FIRST + _PER_PAGE * len(pages), _PER_PAGE)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages %d 0 R >>" % _TREE,
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
    ]
    for number, jpeg in zip(numbers, pages, strict=True):
        objects += _page(number, jpeg, describe(jpeg))
    return _file(objects)


def _page(number: int, jpeg: bytes, about: Jpeg) -> list[bytes]:
    paper = A4 if about.height >= about.width else A4[::-1]
    scale = min(paper[0] / about.width, paper[1] / about.height)
    if about.dpi:
        scale = min(scale, 72 / about.dpi)
    width, height = about.width * scale, about.height * scale
    left, bottom = (paper[0] - width) / 2, (paper[1] - height) / 2
    draw = b"q %.3f 0 0 %.3f %.3f %.3f cm /Page Do Q" % (width, height, left, bottom)
    box = b"[0 0 %.2f %.2f]" % paper
    uses = b"<< /XObject << /Page %d 0 R >> >>" % (number + 2)
    return [
        b"<< /Type /Page /Parent %d 0 R /MediaBox %b /Resources %b /Contents %d 0 R >>"
        % (_TREE, box, uses, number + 1),
        _stream(b"", draw),
        _stream(
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 "
            b"/ColorSpace %b /Filter /DCTDecode "
            % (about.width, about.height, _SPACES[about.components]),
            jpeg,
        ),
    ]


def _stream(words: bytes, data: bytes) -> bytes:
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (words, len(data), data)


def _file(objects: list[bytes]) -> bytes:
    parts, at, offsets = [_HEAD], len(_HEAD), []
    for number, content in enumerate(objects, 1):
        offsets.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        at += len(parts[-1])
    count = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table))
    trailer = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    parts.append(trailer % (count, _CATALOG, at))
    return b"".join(parts)

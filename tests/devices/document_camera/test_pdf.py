"""Bound pages, read by programs that others wrote: qpdf, poppler."""

import hashlib
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from devices.contract import Refused
from devices.document_camera import binding
from devices.document_camera.binding import make_pdf
from devices.document_camera.jpeg import NotJpeg, encode
from devices.document_camera.pdf import A4, MOST_PAGES, NoPages, bind
from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.messages.imaging import MakePdf
from tests.devices.document_camera.sheets import letter

pytestmark = pytest.mark.slow

PAGE = encode(letter(), 0)
TOLERANCE = 2
"""Pixels at 72 dpi."""


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def drawn(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The pages at 72 dpi, so that a pixel is a point, after qpdf found no error."""
    file = folder / "bound.pdf"
    file.write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", file)
    run("pdftoppm", "-r", "72", "-png", file, folder / "page")
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]


def inked(page: Image.Image) -> tuple[int, int, int, int]:
    """The box of what is not white."""
    levels = np.asarray(page.convert("L"))
    rows, columns = np.flatnonzero(levels.min(axis=1) < 250), np.flatnonzero(levels.min(0) < 250)
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def test_pages_are_shown_in_order_and_as_they_are(tmp_path: Path) -> None:
    other = encode(np.ascontiguousarray(letter()[::-1]), 0)
    pages = drawn(bind([PAGE, other, PAGE]), tmp_path)
    assert len(pages) == 3
    assert {page.size for page in pages} == {(596, 842)}
    upright = np.asarray(Image.fromarray(letter()[:, :, ::-1]).resize((596, 842)), np.float32)
    for page, turned in zip(pages, (False, True, False), strict=True):
        expected = upright[::-1] if turned else upright
        assert np.abs(np.asarray(page, np.float32) - expected).mean() < 8


def test_the_pictures_are_not_encoded_again(tmp_path: Path) -> None:
    file = tmp_path / "bound.pdf"
    file.write_bytes(bind([PAGE, encode(letter()[:, :, 1].copy(), 0)]))
    run("pdfimages", "-all", file, tmp_path / "image")
    assert (tmp_path / "image-000.jpg").read_bytes() == PAGE


def test_the_same_pages_give_the_same_bytes() -> None:
    assert bind([PAGE, PAGE]) == bind([PAGE, PAGE])


def test_a_card_is_shown_in_its_true_size(tmp_path: Path) -> None:
    card = encode(np.full((638, 1011, 3), 120, np.uint8), 300)
    (page,) = drawn(bind([card]), tmp_path)
    left, top, right, bottom = inked(page)
    assert right - left == pytest.approx(85.6 / 25.4 * 72, abs=TOLERANCE)
    assert bottom - top == pytest.approx(53.98 / 25.4 * 72, abs=TOLERANCE)
    assert left + right == pytest.approx(page.width, abs=TOLERANCE)


def test_a_sheet_of_unknown_size_is_as_large_as_fits(tmp_path: Path) -> None:
    (page,) = drawn(bind([encode(np.full((1000, 800, 3), 120, np.uint8), 0)]), tmp_path)
    left, _, right, _ = inked(page)
    assert right - left == pytest.approx(A4[0], abs=TOLERANCE)


def test_a_scan_larger_than_a4_is_made_to_fit(tmp_path: Path) -> None:
    (page,) = drawn(bind([encode(np.full((1200, 800, 3), 120, np.uint8), 50)]), tmp_path)
    assert inked(page)[3] == pytest.approx(A4[1], abs=TOLERANCE)


def test_a_broad_page_lies_on_broad_paper(tmp_path: Path) -> None:
    broad = encode(np.ascontiguousarray(letter().transpose(1, 0, 2)), 0)
    assert drawn(bind([broad]), tmp_path)[0].size == (842, 596)


def test_a_hundred_pages(tmp_path: Path) -> None:
    small = encode(np.full((40, 30, 3), 120, np.uint8), 0)
    file = tmp_path / "bound.pdf"
    file.write_bytes(bind([small] * MOST_PAGES))
    assert f"Pages:           {MOST_PAGES}\n" in run("pdfinfo", file)
    with pytest.raises(NoPages):
        bind([small] * (MOST_PAGES + 1))
    with pytest.raises(NotJpeg):
        bind([small, small[:-20]])


def refusal(*pages: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        make_pdf(MakePdf("bind", pages))
    assert refused.value.code is CompletionCode.INVALID_DATA
    return refused.value


def test_the_command() -> None:
    made = make_pdf(MakePdf("bind", (PAGE, PAGE)))
    assert made.command == "bind"
    assert made.pdf == bind([PAGE, PAGE])
    assert made.sha256 == hashlib.sha256(made.pdf).hexdigest()


def test_what_cannot_be_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal().fault is Fault.SCAN_NO_PAGE
    assert refusal(PAGE, b"%PDF-1.4").fault is Fault.SCAN_PARTIAL
    assert refusal(PAGE[:-100]).fault is Fault.SCAN_PARTIAL
    assert refusal(*[b""] * (MOST_PAGES + 1)).fault is Fault.SCAN_LIMIT
    monkeypatch.setattr(binding, "LARGEST_PDF", len(PAGE))
    assert refusal(PAGE).fault is Fault.SCAN_LIMIT

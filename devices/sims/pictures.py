"""Pictures for the simulated cameras, and a document for the printer: all drawn, all invented.

    python -m devices.sims.pictures FOLDER

writes NAME.jpg for what a camera sees, code-NAME.txt beside each code for what it says, and
three-pages.pdf. Every picture of one camera has the same size, as a camera's pictures have.

    python -m devices.sims.pictures FOLDER NAME < TEXT

writes NAME.jpg alone: a QR code of this text before the code reader.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import zxingcpp

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.jpeg import encode
from devices.document_camera.pdf import bind
from devices.document_camera.sim_photo import TRAYS, Scene, photograph
from devices.face_camera.sim_face import RED, Person, draw
from devices.scanner.sim_sheets import draw_sheet

DESK = 110
"""Grey level on which a code lies."""
CODE_SIZE = (1280, 720)
PAGE_SIZE = (1600, 1200)
PAGES = 3

_LYING = Scene(*PAGE_SIZE, turn=4, tilt_x=3, tilt_y=-2, fill=0.85)
_PHOTOS = {
    "document-good": _LYING,
    "document-glare": Scene(*PAGE_SIZE, turn=4, fill=0.85, glare=0.05),
    "document-dark": Scene(*PAGE_SIZE, turn=4, fill=0.85, light=0.3),
    "document-cut": Scene(*PAGE_SIZE, turn=4, fill=0.85, shift_y=0.25),
}
_FACES = {
    "face-none": (),
    "face-far": (Person(width=100),),
    "face-good": (Person(),),
    "face-other": (Person(coat=RED),),
}
"""The other one is not who the card is of, for a simulated comparison."""
_CODES = {
    "code-qr": ("QRCode", "https://hall.example/t/000000042"),
    "code-pdf417": ("PDF417", "ZZ0000000042 测试甲"),
    "code-hostile": ("QRCode", "\x1b[2J\x16T\rhttps://hall.example"),
}
"""The hostile one would clear a terminal's screen and start a scan engine."""


def write_pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sheets = [_drawn_sheet(number) for number in range(1, PAGES + 1)]
    for name, picture in _pictures(sheets[0]):
        (folder / f"{name}.jpg").write_bytes(encode(picture, 0))
    for name, (_format, text) in _CODES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "three-pages.pdf").write_bytes(bind([encode(sheet, 300) for sheet in sheets]))


def _pictures(sheet: Pixels) -> Iterator[tuple[str, Pixels]]:
    width, height = PAGE_SIZE
    yield "document-none", np.full((height, width, 3), TRAYS["dark"], np.uint8)
    for name, scene in _PHOTOS.items():
        yield name, photograph(sheet, scene).pixels
    for name, people in _FACES.items():
        yield name, draw(*people)
    yield "code-none", np.full((CODE_SIZE[1], CODE_SIZE[0], 3), DESK, np.uint8)
    for name, (format_name, text) in _CODES.items():
        yield name, _shown(format_name, text)


def _drawn_sheet(number: int) -> Pixels:
    """BGR."""
    return np.array(draw_sheet(number), np.uint8)[:, :, ::-1].copy()


def _shown(format_name: str, text: str) -> Pixels:
    """The code straight and large in the middle of the desk; BGR."""
    kind = zxingcpp.barcode_format_from_str(format_name)
    code = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=4, add_quiet_zones=True))
    width, height = CODE_SIZE
    picture = np.full((height, width), DESK, np.uint8)
    top, left = (height - code.shape[0]) // 2, (width - code.shape[1]) // 2
    picture[top : top + code.shape[0], left : left + code.shape[1]] = code
    return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR).view(np.uint8)


def write_code(folder: Path, name: str, text: str) -> None:
    """Its QR before the code reader."""
    (folder / f"{name}.jpg").write_bytes(encode(_shown("QRCode", text), 0))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        write_code(Path(sys.argv[1]), sys.argv[2], sys.stdin.read())
    else:
        write_pictures(Path(sys.argv[1]))

"""Pictures: pages, previews and codes."""

import tempfile
from pathlib import Path

from tests.bench.figure import Benchmark, Figure, Measured
from tests.devices.camera.bench import preview_fps
from tests.devices.code_reader.bench import rate
from tests.devices.document_camera.bench import preview_rate, scan_8mp

ROUNDS = 3
CODES = 50

PAGE = Figure(
    "scan-8mp",
    "ms",
    "from a frame of 8 megapixels in memory to the flattened page: corners found, quality judged,"
    f" perspective taken out; {ROUNDS} rounds of medians",
    goal=60.0,
)
PREVIEW = Figure(
    "preview-720p",
    "frames/s",
    "different frames that a reader of the shared memory gets of a 1280 × 720 source, each judged",
    goal=15.0,
    lower_is_better=False,
)
PREVIEW_8MP = Figure(
    "preview-8mp",
    "frames/s",
    "the same for a document camera of 8 megapixels, its JPEG stream decoded on this machine",
)
QR = Figure(
    "qr-against-zxing",
    "×",
    "share of generated QR codes at 1280 × 720 that are read, against zxing-cpp alone on the same"
    f" pictures; the worst of easy, medium and hard, {CODES} pictures each",
    goal=1.0,
    lower_is_better=False,
)
QR_HARD = Figure("qr-hard", "%", "share of the hard ones", goal=90.0, lower_is_better=False)
PDF417 = Figure(
    "pdf417-medium",
    "%",
    "share of PDF417 codes that are read at any rotation, 10 % perspective and noise"
    f" ({CODES} pictures)",
    goal=80.0,
    lower_is_better=False,
)


def run() -> list[Measured]:
    pages = [scan_8mp()["page_ms"] for _ in range(ROUNDS)]
    previews = [preview_fps(3.0) for _ in range(ROUNDS)]
    with tempfile.TemporaryDirectory() as folder:
        large = preview_rate(Path(folder), 3.0)
    qr = [rate("QRCode", level, CODES) for level in ("easy", "medium", "hard")]
    pdf417 = rate("PDF417", "medium", CODES)
    return [
        PAGE.of(pages),
        PREVIEW.of(previews),
        PREVIEW_8MP.of([large]),
        QR.of([one["ours"] / one["plain"] for one in qr], min(o["ours"] / o["plain"] for o in qr)),
        QR_HARD.of([qr[-1]["ours"] * 100]),
        PDF417.of([pdf417["ours"] * 100]),
    ]


BENCHMARK = Benchmark("imaging", (PAGE, PREVIEW, PREVIEW_8MP, QR, QR_HARD, PDF417), run)

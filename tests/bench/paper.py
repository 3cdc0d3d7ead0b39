"""Receipts and documents: what they cost the processor, the wire and the printer."""

import tempfile
import time
from pathlib import Path

from PIL import Image

from devices.receipt_printer.fonts import FontFiles
from devices.receipt_printer.profiles import profile_named
from devices.receipt_printer.sim_sensors import declared_print_seconds
from devices.receipt_printer.sim_tray import TEAR
from devices.receipt_printer.slip import render_slip
from kiosk.messages.printing import Slip, SlipLine
from kiosk.print_state import PrintState
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured
from tests.devices.a4_printer.bench import measure
from tests.devices.a4_printer.rig import Sim as A4Sim
from tests.devices.receipt_printer.bench import Client, TcpSim

LINES = 24
RENDERS = 15
SLIPS = 10
ROUNDS = 3

RECEIPT = Slip(tuple(SlipLine(f"第{n:02d}行 示例市政务服务中心 0123456789") for n in range(LINES)))
TEXT = Figure("receipt-text", "ms", f"processor time of a receipt of {LINES} lines as GB18030 text")
TEXT_BYTES = Figure("receipt-text-bytes", "bytes", "what is sent for it")
RASTER = Figure("receipt-raster", "ms", "the same for a model without a Chinese font, wholly drawn")
RASTER_BYTES = Figure("receipt-raster-bytes", "bytes", "what is sent for it")
SUBMIT = Figure(
    "document-over-raw",
    "ms",
    "from handing a PDF of 200 KB to the IPP client until the printer has accepted it (Create-Job"
    " and Send-Document), over one bare `requests.post` of a Print-Job with the same document;"
    " alternating, medians",
    goal=10.0,
)
THROUGHPUT = Figure(
    "tickets-back-to-back",
    "×",
    f"{SLIPS} tickets asked for at once, until the last is proved printed, against the simulator's"
    " declared time for their dot rows and cuts",
    goal=1.15,
)


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory() as folder, A4Sim(Path(folder), page_s=60.0) as sim:
        over = [measure(sim, rounds=20).over * 1000 for _ in range(ROUNDS)]
    text, text_bytes = _render("generic-80mm-gb18030")
    raster, raster_bytes = _render("custom-vkp80")
    return [
        TEXT.of(text),
        TEXT_BYTES.of([text_bytes]),
        RASTER.of(raster),
        RASTER_BYTES.of([raster_bytes]),
        SUBMIT.of(over),
        THROUGHPUT.of([_throughput() for _ in range(ROUNDS)]),
    ]


def _render(model: str) -> tuple[list[float], int]:
    """Milliseconds of processor time of each rendering, bytes."""
    profile, fonts = profile_named(model), FontFiles()
    pieces = render_slip(RECEIPT, profile, fonts)
    times = []
    for _ in range(RENDERS):
        began = time.process_time()
        render_slip(RECEIPT, profile, fonts)
        times.append((time.process_time() - began) * 1000)
    return times, sum(map(len, pieces))


def _throughput() -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with TcpSim(folder) as sim, Client(sim.url) as client:
            client.ready()
            began = time.monotonic()
            for number in range(SLIPS):
                client.submit(RECEIPT, deadline_s=60.0, job_id=f"job-{number}")
            ends = [client.ended(f"job-{number}", patience_s=60.0) for number in range(SLIPS)]
            took = time.monotonic() - began
            if any(end.state is not PrintState.PRINTED for end in ends):
                raise NotMeasured("a ticket was not printed")
            pictures = [sim.out / f"{name}.png" for name in sim.output().receipts]
            declared = sum(declared_print_seconds(_rows(one)) for one in pictures[-SLIPS:])
    return took / declared


def _rows(picture: Path) -> int:
    with Image.open(picture) as image:
        return int(image.height) - 2 * TEAR


BENCHMARK = Benchmark("paper", (TEXT, TEXT_BYTES, RASTER, RASTER_BYTES, SUBMIT, THROUGHPUT), run)

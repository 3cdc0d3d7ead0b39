"""What came out of the simulated printer, read as a citizen would: with eyes and a telephone."""

import time

import zxingcpp
from PIL import Image

from kiosk.messages.printing import PrintEnded, Slip
from kiosk.print_state import PrintState
from tests.devices.receipt_printer.bench import Client, TcpSim
from tests.devices.receipt_printer.tickets import ticket

MID_TICKET = 3000
"""Bytes of a ticket after which something happens: inside its QR code."""
SOON_S = 5.0
"""A third of a job's deadline: the cause was found, not waited out."""


def picture(sim: TcpSim, name: str) -> Image.Image:
    with Image.open(sim.out / f"{name}.png") as image:
        return image.convert("L")


def codes(sim: TcpSim, name: str) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture(sim, name))]


def timed(client: Client, slip: Slip, deadline_s: float = 6.0) -> tuple[PrintEnded, float]:
    start = time.monotonic()
    ended = client.print(slip, deadline_s)
    return ended, time.monotonic() - start


def assert_prints_again(sim: TcpSim, client: Client) -> None:
    """The next citizen's ticket is whole, and holds nothing of the one before."""
    client.until(lambda status: status.can_print)
    before = sim.output()
    assert client.print(ticket("B007", code="next-citizen")).state is PrintState.PRINTED
    (name,) = set(sim.output().receipts) - set(before.receipts)
    assert codes(sim, name) == ["next-citizen"]
    reference = ticket("B007", code="next-citizen")
    assert client.print(reference).state is PrintState.PRINTED
    (again,) = set(sim.output().receipts) - set(before.receipts) - {name}
    assert picture(sim, name).tobytes() == picture(sim, again).tobytes()

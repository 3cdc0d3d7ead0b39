"""The receipt printer for the conformance suite: over TCP, on the port where it always is."""

import socket
from pathlib import Path

from devices.contract import Driver
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.profiles import profile_named
from kiosk.device import Device
from kiosk.messages.printing import PrintEnded, PrintSlip, Slip, SlipLine
from tests.devices.conformance.sim_subject import SimSubject, faults

MODEL = "epson-80mm-chinese"
SLIP = Slip(
    (SlipLine("示例市政务服务中心", size=2), SlipLine("A012", size=4)), qr="https://a.invalid"
)


class ReceiptPrinterSubject(SimSubject):
    device = Device.RECEIPT_PRINTER
    done = PrintEnded
    module = "devices.receipt_printer.sim"
    faults = faults(Device.RECEIPT_PRINTER, ("byte", 1200), late=150)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])

    def arguments(self) -> tuple[str, ...]:
        return (
            *("--port", str(self._port), "--out", str(self.folder / "out")),
            *("--control", str(self.control), "--model", MODEL),
            *("--speed", "1500", "--cut-seconds", "0.05"),
        )

    def prepare(self) -> None:
        return

    def driver(self) -> Driver:
        url = f"tcp://127.0.0.1:{self._port}"
        return ReceiptPrinter(url, profile_named(MODEL), idle_s=0.3)

    def command(self, name: str, deadline_s: float = 10.0) -> PrintSlip:
        return PrintSlip(name, SLIP, deadline_s)

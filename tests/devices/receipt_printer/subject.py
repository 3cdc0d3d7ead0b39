"""The receipt printer for the conformance suite: over TCP, on the port where it always is."""

import socket
from collections.abc import Mapping
from pathlib import Path

from devices.contract import Driver
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.profiles import profile_named
from kiosk.device import Device
from kiosk.messages.printing import PrintEnded, PrintSlip, Slip, SlipLine
from kiosk.messages.sims import FaultRule, Heal, Inject
from tests.devices.conformance.sim_process import SimProcess
from tests.devices.conformance.subject import Subject

MODEL = "epson-80mm-chinese"
SLIP = Slip(
    (SlipLine("示例市政务服务中心", size=2), SlipLine("A012", size=4)), qr="https://a.invalid"
)


def _rule(fault: str, when: str = "now", at: int = 0, value: int = 0) -> tuple[FaultRule, ...]:
    return (FaultRule(Device.RECEIPT_PRINTER, fault, when, at, value),)


class ReceiptPrinterSubject(Subject):
    device = Device.RECEIPT_PRINTER
    done = PrintEnded
    faults: Mapping[str, tuple[FaultRule, ...]] = {
        "silent": _rule("silent"),
        "hang": _rule("hang"),
        "garbage": _rule("garbage"),
        "slow": _rule("late", value=150),
        "unplug": _rule("unplug"),
        "unplug_mid": _rule("unplug", "byte", 1200),
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self._sim: SimProcess | None = None

    def start(self) -> None:
        control = self.folder / "sim.sock"
        self._sim = SimProcess(
            control,
            "devices.receipt_printer.sim",
            *("--port", str(self._port), "--out", str(self.folder / "out")),
            *("--control", str(control), "--model", MODEL),
            *("--speed", "1500", "--cut-seconds", "0.05"),
        )

    def stop(self) -> None:
        if self._sim is not None:
            self._sim.stop()
            self._sim = None

    def inject(self, *rules: FaultRule) -> None:
        assert self._sim is not None
        self._sim.tell(Inject(rules))

    def heal(self) -> None:
        assert self._sim is not None
        self._sim.tell(Heal())

    def driver(self) -> Driver:
        url = f"tcp://127.0.0.1:{self._port}"
        return ReceiptPrinter(url, profile_named(MODEL), idle_s=0.3)

    def command(self, name: str, deadline_s: float = 10.0) -> PrintSlip:
        return PrintSlip(name, SLIP, deadline_s)

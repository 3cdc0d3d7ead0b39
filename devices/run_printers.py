"""The printer host's process: the printers and lamps that are fitted."""

from pathlib import Path

from devices.a4_printer.driver import A4Printer
from devices.a4_printer.settings import A4Settings
from devices.host import Maker, serve
from devices.host_printers import PrinterHost
from devices.lamps.driver import LampsDriver
from devices.lamps.profile import Profile as LampsProfile
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.profiles import profile_named
from kiosk.fitted import A4PrinterFitting, Fitted, LampsFitting, ReceiptPrinterFitting
from kiosk.messages.lamps import Lamp


def run_printers(socket_path: Path, fitted: Fitted, terminal_id: str) -> int:
    """Run until SIGTERM, or until a document that was printed shall be forgotten (0).

    Raises ValueError for a setting that makes no sense, FontMissing, and AddressInUse where another
    host runs.
    """
    return serve(PrinterHost(socket_path, printers(fitted, terminal_id)), "printer host")


def printers(fitted: Fitted, terminal_id: str) -> list[Maker]:
    makers = [_receipt_printer(fitted.receipt_printer)]
    if fitted.a4_printer is not None:
        makers.append(_a4_printer(fitted.a4_printer, terminal_id))
    if fitted.lamps is not None:
        makers.append(_lamps(fitted.lamps))
    return makers


def _receipt_printer(printer: ReceiptPrinterFitting) -> Maker:
    profile = profile_named(printer.profile)
    return lambda: ReceiptPrinter(printer.url, profile, retract_after_s=printer.retract_after_s)


def _a4_printer(printer: A4PrinterFitting, terminal_id: str) -> Maker:
    settings = A4Settings(
        printer.url,
        printer.via,
        printer.device_url,
        user=f"kiosk-{terminal_id}",  # its own jobs, and no other terminal's, are cancelled
        ca=printer.ca_file,
        one_step=printer.one_step,
    )
    return lambda: A4Printer(settings)


def _lamps(lamps: LampsFitting) -> Maker:
    profile = LampsProfile(
        {_lamp(name): coil for name, coil in lamps.coils.items()},
        unit=lamps.unit,
        baud=lamps.baud,
        parity=lamps.parity,
        multiple=lamps.multiple,
        blinks=lamps.blinks,
    )
    return lambda: LampsDriver(str(lamps.port), profile)


def _lamp(name: str) -> Lamp:
    """Raises ValueError that lists the lamps."""
    if name not in set(Lamp):
        raise ValueError(f"no lamp {name!r}: {', '.join(Lamp)}")
    return Lamp(name)

"""Trying each device: one command, what came of it, and where no machine can tell, a question."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from msgspec import Struct

from kiosk.device import Device
from kiosk.messages.cards import CardFailed, CardRead, ReadSocialCard, StartReading
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import (
    CapturePage,
    CodeRead,
    PageScanned,
    PortraitTaken,
    ReadCode,
    ScanEnded,
    ScanPages,
    TakePortrait,
)
from kiosk.messages.lamps import FlashRate, Lamp, LampSet, SetLamp
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintSlip, Slip, SlipLine
from kiosk.print_state import PrintState
from kiosk.texts.language import LANGUAGES
from provisioning.doctor.hosts import Host, NoAnswer

Ask = Callable[[str], str]
"""A question to the technician; the answer, "" where there is nobody."""

LIMIT_S = 60.0
TEST_SLIP = Slip(
    lines=(
        SlipLine("测试 TEST", size=2, bold=True, align="center"),
        SlipLine("生僻字：𠮷 㐂 · 0123456789 ABC"),
        SlipLine("本票由技术人员打印，不作取号用。"),
    ),
    qr="zizhu test",
)


class Outcome(StrEnum):
    WORKED = "worked"
    FAILED = "failed"
    NOT_CONFIRMED = "not confirmed"
    SKIPPED = "skipped"


class Trial(Struct, frozen=True):
    """`prepare`: what the technician does before; `confirm`: what only eyes can tell, or ""."""

    prepare: str
    command: Callable[[str], object]
    ends: tuple[type[Any], ...]
    confirm: str = ""


class Tried(Struct, frozen=True):
    device: Device
    outcome: Outcome
    detail: str = ""


def trials(test_page: bytes) -> dict[Device, Trial]:
    """`test_page` is a PDF of one page."""
    card_ends = (CardRead, CardFailed, CommandFailed)
    return {
        Device.ID_READER: Trial("Lay an ID card on the reader", StartReading, card_ends),
        Device.SSC_READER: Trial("Insert a social security card", ReadSocialCard, card_ends),
        Device.RECEIPT_PRINTER: Trial(
            "A test slip will be printed",
            lambda name: PrintSlip(name, TEST_SLIP),
            (PrintEnded,),
            "Is the slip whole, with both rare characters and a code, and cut off?",
        ),
        Device.A4_PRINTER: Trial(
            "A test page will be printed",
            lambda name: PrintDocument(name, test_page, 1),
            (PrintEnded,),
            "Did one whole page come out?",
        ),
        Device.DOCUMENT_CAMERA: Trial(
            "Lay a printed sheet under the document camera", CapturePage, (PageScanned,)
        ),
        Device.SCANNER: Trial(
            "Lay a printed sheet on the scanner's glass", ScanPages, (ScanEnded,)
        ),
        Device.FACE_CAMERA: Trial("Look into the face camera", TakePortrait, (PortraitTaken,)),
        Device.CODE_READER: Trial("Show any QR code to the code reader", ReadCode, (CodeRead,)),
    }


def try_device(host: Host, device: Device, trial: Trial, ask: Ask) -> Tried:
    """Ask whether to, do it, ask what was seen. Nothing of what a card or paper holds is kept."""
    if ask(f"{trial.prepare}, then press Enter (s: skip) ").strip().lower().startswith("s"):
        return Tried(device, Outcome.SKIPPED)
    try:
        ends: tuple[type[Any], ...] = (*trial.ends, CommandFailed)
        answer = host.command(trial.command(f"trial-{device}"), *ends, limit_s=LIMIT_S)
    except NoAnswer as error:
        return Tried(device, Outcome.FAILED, str(error))
    trouble = _trouble(answer)
    if trouble:
        return Tried(device, Outcome.FAILED, trouble)
    return _confirmed(device, trial.confirm, ask)


def try_lamps(host: Host, lamps: tuple[str, ...], ask: Ask) -> Iterator[Tried]:
    """Each lamp by itself."""
    for name in lamps:
        try:
            for rate in (FlashRate.CONTINUOUS, FlashRate.OFF):
                command = SetLamp(f"trial-{name}-{rate}", Lamp(name), rate)
                answer = host.command(command, LampSet, CommandFailed, limit_s=LIMIT_S)
                trouble = _trouble(answer)
                if trouble:
                    yield Tried(Device.LAMPS, Outcome.FAILED, f"{name}: {trouble}")
                    break
                if rate is FlashRate.CONTINUOUS:
                    tried = _confirmed(Device.LAMPS, f"Is the lamp at {name} lit?", ask)
            else:
                yield Tried(Device.LAMPS, tried.outcome, name)
        except NoAnswer as error:
            yield Tried(Device.LAMPS, Outcome.FAILED, str(error))
            return


def _confirmed(device: Device, question: str, ask: Ask) -> Tried:
    if not question:
        return Tried(device, Outcome.WORKED)
    seen = ask(f"{question} (y/n) ").strip().lower().startswith("y")
    return Tried(device, Outcome.WORKED if seen else Outcome.NOT_CONFIRMED)


def _trouble(answer: Any) -> str:
    """Operator's words, "" where it went well."""
    if isinstance(answer, PrintEnded) and answer.state is PrintState.PRINTED:
        return ""
    fault = getattr(answer, "fault", None)
    if fault is None:
        return ""
    words = LANGUAGES["en"].faults[fault].operator
    return f"{fault.value} {words} {getattr(answer, 'detail', '')}".strip()

"""What the answers mean beyond the transcripts: order of causes, silence, what a model lacks."""

import pytest

from devices.receipt_printer.driver import capabilities_of
from devices.receipt_printer.profile import Profile, StatusBits
from devices.receipt_printer.protocol import status_names
from devices.receipt_printer.status import decode, fault_after, fault_before, fault_during
from kiosk.device import DeviceState, Media, PaperSupply
from kiosk.faults import Fault
from kiosk.values import replace
from tests.devices.receipt_printer.bench import GENERIC, PPU700, VKP80

READY = {"1": 0x16, "2": 0x12, "3": 0x12, "4": 0x12}


def test_masks_decide_and_never_whole_bytes() -> None:
    """A model that leaves bits 1 and 4 clear, and one that uses bit 7 for its waiting ticket."""
    assert decode({**READY, "4": 0x6C}, GENERIC).status.paper is PaperSupply.OUT
    torn = replace(GENERIC, bits=replace(GENERIC.bits, ticket=(("1", 0x80),)))
    assert decode({**READY, "1": 0x96}, torn).status.media is Media.PRESENT
    assert decode(READY, torn).status.media is Media.NOT_PRESENT


@pytest.mark.parametrize("profile", [GENERIC, VKP80, PPU700])
def test_one_missing_answer_is_unknown(profile: Profile) -> None:
    names = status_names(profile)
    for missing in names:
        report = decode({name: 0x12 for name in names if name != missing}, profile)
        assert report.status.state is DeviceState.UNKNOWN
        assert report.status.paper is PaperSupply.UNKNOWN
        assert not report.can_print
        assert fault_before(report) is Fault.PRINTER_SILENT
        assert fault_after(report) is Fault.PRINT_NO_ANSWER
        assert f"{missing}=--" in report.status.detail


def test_the_first_cause_is_told() -> None:
    """Cover before jam before cutter before paper: each may bring the ones after it about."""
    everything = {"1": 0x1E, "2": 0x76, "3": 0x7E, "4": 0x7E}
    order = []
    for clear in ((), ("2", 0x04), ("3", 0x04), ("3", 0x08), ("3", 0x20)):
        if clear:
            everything[clear[0]] &= ~clear[1]
        report = decode(everything, GENERIC)
        order.append((fault_before(report), fault_during(report)))
    assert order == [
        (Fault.PRINTER_COVER_OPEN, Fault.PRINT_COVER_OPENED),
        (Fault.PRINTER_JAMMED, Fault.PRINT_JAM),
        (Fault.PRINTER_CUTTER, Fault.PRINT_CUTTER),
        (Fault.PRINTER_NO_PAPER, Fault.PRINT_PAPER_END),
        (Fault.PRINTER_NO_PAPER, Fault.PRINT_PAPER_END),
    ]


def test_a_hot_head_is_no_end_but_no_proof_either() -> None:
    report = decode({**READY, "3": 0x52}, GENERIC)
    assert fault_during(report) is None
    assert fault_after(report) is Fault.PRINT_HEAD


def test_what_a_model_can_sense_and_do_follows_from_its_row() -> None:
    assert capabilities_of(GENERIC).senses == ("paper", "cover")
    assert capabilities_of(GENERIC).commands == ("PrintSlip",)
    assert capabilities_of(VKP80).senses == ("paper", "media", "cover")
    assert capabilities_of(VKP80).commands == ("PrintSlip", "RetractSlip")
    blind = replace(GENERIC, bits=StatusBits(paper_end=(("4", 0x60),)))
    assert capabilities_of(blind).senses == ("paper",)

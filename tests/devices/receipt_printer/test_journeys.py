"""The driver prints onto a printer process over TCP, and what goes wrong there."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from devices.receipt_printer.profiles import PROFILES, TextMode
from kiosk.device import Cover, DeviceState, PaperSupply
from kiosk.faults import Fault
from kiosk.messages.printing import PrintEnded, PrintState, Slip, SlipLine
from tests.devices.receipt_printer.bench import EPSON, FAST, Client, TcpSim
from tests.devices.receipt_printer.conftest import SimOf
from tests.devices.receipt_printer.tickets import CODE, ticket

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


@pytest.mark.parametrize("name", PROFILES)
def test_a_ticket_comes_out_and_its_code_can_be_read(sim_of: SimOf, name: str) -> None:
    """Each model gets only bytes that it knows, and proves in its own way what is on paper."""
    sim, profile = sim_of(name), PROFILES[name]
    with Client(sim.url, profile) as client:
        assert client.ready().print(ticket()) == PrintEnded("job", PrintState.PRINTED)
    (receipt,) = sim.output().receipts
    assert codes(sim, receipt) == [CODE]
    has_text = "示例市政务服务中心".encode("gb18030") in (sim.out / f"{receipt}.bin").read_bytes()
    assert has_text is (profile.text is TextMode.GB18030)
    assert sim.output().unknown_bytes == 0
    assert sim.output().partial == ()


def test_a_rare_character_is_on_the_paper(sim: TcpSim, client: Client) -> None:
    for holder in ("测　甲", "测𠮷甲"):
        assert client.print(ticket(holder=holder)).state is PrintState.PRINTED
    plain, rare = (picture(sim, name) for name in sim.output().receipts)
    changed = ImageChops.difference(plain, rare).point(lambda value: 255 if value > 64 else 0)
    everywhere = changed.histogram()[255]
    left, top, _, bottom = changed.getbbox() or (0, 0, 0, 0)
    in_its_cell = changed.crop((left, top, left + 24, bottom)).histogram()[255]
    assert in_its_cell > 60
    # a dot or two more where a real-time command was hidden in the image
    assert everywhere - in_its_cell <= 4
    assert 16 <= bottom - top <= 24
    assert sim.output().unknown_bytes == 0


def test_no_paper_before_the_job(sim: TcpSim, client: Client) -> None:
    sim.fault("paper_out")
    ended = client.print(ticket())
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.PRINTER_NO_PAPER)
    sim.load_paper()
    assert client.ask().can_print
    assert client.print(ticket()).state is PrintState.PRINTED
    assert len(sim.output().receipts) == 1
    assert sim.output().partial == ()


def test_cover_open_and_jam_before_the_job(sim: TcpSim, client: Client) -> None:
    for kind, fault in (("cover_open", Fault.PRINTER_COVER_OPEN), ("jam", Fault.PRINTER_JAMMED)):
        sim.fault(kind)
        ended = client.print(ticket())
        assert (ended.state, ended.fault) == (PrintState.FAILED, fault)
        sim.heal()
    assert sim.output().receipts == ()


def test_paper_runs_out_mid_ticket(sim: TcpSim, client: Client) -> None:
    sim.after(MID_TICKET, "paper_out")
    ended, seconds = timed(client, ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_PAPER_END)
    assert seconds < SOON_S
    assert client.until(lambda status: not status.can_print).paper is PaperSupply.OUT
    (partial,) = sim.output().partial
    assert codes(sim, partial) == []
    sim.load_paper()
    client.ask()
    assert_prints_again(sim, client)
    assert len(sim.output().receipts) == 2


def test_cover_opened_mid_ticket(sim: TcpSim, client: Client) -> None:
    sim.after(MID_TICKET, "cover_open")
    ended, seconds = timed(client, ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_COVER_OPENED)
    assert seconds < SOON_S
    assert client.ask().cover is Cover.OPEN
    sim.heal()
    client.ask()
    assert_prints_again(sim, client)
    assert len(sim.output().partial) == 1


@pytest.mark.parametrize(
    ("kind", "fault"), [("jam", Fault.PRINT_JAM), ("cutter", Fault.PRINT_CUTTER)]
)
def test_jam_or_blocked_cutter_mid_ticket(
    sim: TcpSim, client: Client, kind: str, fault: Fault
) -> None:
    sim.after(MID_TICKET, kind)
    ended, seconds = timed(client, ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, fault)
    assert seconds < SOON_S
    sim.heal()
    client.ask()
    assert_prints_again(sim, client)


def test_a_hot_head_is_waited_for(sim: TcpSim, client: Client) -> None:
    sim.after(MID_TICKET, "head")
    client.submit(ticket())
    client.until(lambda status: status.state is DeviceState.BUSY)
    sim.heal()
    assert client.ended().state is PrintState.PRINTED
    assert len(sim.output().receipts) == 1


def test_a_head_that_stays_hot_is_told_at_the_deadline(sim: TcpSim, client: Client) -> None:
    sim.after(MID_TICKET, "head")
    ended = client.print(ticket(), deadline_s=0.8)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_HEAD)
    sim.heal()
    assert_prints_again(sim, client)


def test_cable_pulled_mid_ticket(sim: TcpSim, client: Client) -> None:
    sim.after(MID_TICKET, "drop")
    ended, seconds = timed(client, ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_CONNECTION_LOST)
    assert seconds < SOON_S
    lost = client.until(lambda status: not status.can_print)
    assert lost.state is DeviceState.NO_DEVICE
    assert_prints_again(sim, client)
    assert len(sim.output().receipts) == 2


def test_printer_hangs_mid_ticket(sim: TcpSim, client: Client) -> None:
    sim.after(MID_TICKET, "hang")
    ended, seconds = timed(client, ticket(), deadline_s=0.8)
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_NO_ANSWER)
    assert seconds < SOON_S
    assert client.until(lambda status: not status.can_print).state is DeviceState.UNKNOWN
    sim.heal()
    client.ask()
    assert_prints_again(sim, client)


def test_a_silent_printer_is_unknown_and_gets_nothing(sim: TcpSim, client: Client) -> None:
    sim.fault("silent")
    ended, seconds = timed(client, ticket())
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.PRINTER_SILENT)
    assert seconds < SOON_S
    assert client.until(lambda status: not status.can_print).state is DeviceState.UNKNOWN
    sim.heal()
    assert client.print(ticket()).state is PrintState.PRINTED
    assert len(sim.output().receipts) == 1


def test_an_unplugged_printer_is_absent_and_comes_back(sim: TcpSim, client: Client) -> None:
    sim.fault("refuse")
    ended = client.print(ticket())
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.PRINTER_ABSENT)
    assert client.until(lambda status: not status.can_print).state is DeviceState.NO_DEVICE
    sim.heal()
    client.ask()
    assert_prints_again(sim, client)


def test_near_the_end_of_the_roll_it_still_prints(sim: TcpSim, client: Client) -> None:
    sim.fault("paper_near_end")
    assert client.print(ticket()) == PrintEnded("job", PrintState.PRINTED)
    assert client.until(lambda status: status.paper is PaperSupply.LOW).can_print


def test_a_slip_that_cannot_be_drawn_fails_before_the_first_byte(
    sim: TcpSim, client: Client
) -> None:
    ended = client.print(Slip((SlipLine("x"),), qr="x" * 5000))
    assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.PRINTER_ERROR)
    assert client.print(ticket()).state is PrintState.PRINTED
    assert len(sim.output().receipts) == 1


def test_two_jobs_at_once_come_out_one_after_the_other(sim: TcpSim, client: Client) -> None:
    for name in ("first", "second"):
        client.submit(ticket(code=name), job_id=name)
    assert [client.ended(name).state for name in ("first", "second")] == [PrintState.PRINTED] * 2
    assert [code for name in sim.output().receipts for code in codes(sim, name)] == [
        "first",
        "second",
    ]


def test_a_full_buffer_hides_the_status_and_the_cause_is_still_found(tmp_path: Path) -> None:
    """The printer stops reading, so nothing sent after the job could ask it."""
    long = Slip(tuple(SlipLine("𠮷" * 24) for _ in range(50)))
    with TcpSim(tmp_path, *FAST, "--buffer", "8192") as sim, Client(sim.url) as client:
        client.ready()
        sim.after(MID_TICKET, "paper_out")
        ended, seconds = timed(client, long)
        assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_PAPER_END)
        assert seconds < SOON_S
        sim.load_paper()
        client.ask()
        assert_prints_again(sim, client)


@pytest.mark.parametrize("clears", [True, False])
def test_a_printer_that_keeps_the_old_job_does_not_mix_it_with_the_next(
    tmp_path: Path, clears: bool
) -> None:
    profile = EPSON if clears else replace(EPSON, clear=b"", clear_answers=False)
    sim = TcpSim(tmp_path, *FAST, "--keep-buffer", model=EPSON.name)
    with sim, Client(sim.url, profile) as client:
        client.ready()
        sim.after(MID_TICKET, "paper_out")
        assert client.print(ticket()).fault is Fault.PRINT_PAPER_END
        assert client.ask().paper is PaperSupply.OUT
        sim.load_paper()
        client.ask()
        assert_prints_again(sim, client)
        assert len(sim.output().receipts) == 2
        assert len(sim.output().partial) == (1 if clears else 2)

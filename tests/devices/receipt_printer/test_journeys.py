"""The driver prints onto a printer process over TCP, and what goes wrong there."""

import pytest
from PIL import ImageChops

from devices.receipt_printer.profiles import PROFILES, TextMode
from kiosk.device import Cover, DeviceState, PaperSupply
from kiosk.faults import Fault
from kiosk.messages.printing import PrintEnded, Slip, SlipLine
from kiosk.print_state import PrintState
from tests.devices.receipt_printer.bench import Client, TcpSim
from tests.devices.receipt_printer.conftest import SimOf
from tests.devices.receipt_printer.receipts import (
    MID_TICKET,
    SOON_S,
    assert_prints_again,
    codes,
    picture,
    timed,
)
from tests.devices.receipt_printer.tickets import CODE, ticket


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

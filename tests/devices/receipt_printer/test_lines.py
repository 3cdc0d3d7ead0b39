"""The driver on lines that keep what was said: a serial port, and a USB printer's device file.

Nothing there is reset by closing: late answers, old answers and the rest of an old job wait for
whoever comes next.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from devices.receipt_printer.profile import Profile
from kiosk.device import DeviceState, PaperSupply
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.devices.receipt_printer.bench import EPSON, FAST, GENERIC, VKP80, Client, PtySim
from tests.devices.receipt_printer.tickets import ticket

pytestmark = pytest.mark.slow

MID_TICKET = 3000


@pytest.fixture(params=["serial", "usblp"])
def client(request: pytest.FixtureRequest, line: PtySim) -> Iterator[Client]:
    with Client(f"{request.param}://{line.path}") as one:
        yield one.ready()


def prints(client: Client, line: PtySim) -> None:
    """One whole ticket, and only one."""
    before = len(line.output().receipts)
    assert client.print(ticket()).state is PrintState.PRINTED
    assert len(line.output().receipts) == before + 1


def test_a_ticket_over_the_line(client: Client, line: PtySim) -> None:
    prints(client, line)
    prints(client, line)
    assert line.output().unknown_bytes == 0


@pytest.mark.parametrize("profile", [EPSON, VKP80])
def test_other_models_over_the_line(tmp_path: Path, profile: Profile) -> None:
    with (
        PtySim(tmp_path / "other", *FAST, model=profile.name) as line,
        Client(f"serial://{line.path}", profile) as client,
    ):
        line.fault("take_ticket", "always")
        prints(client.ready(), line)


def test_paper_ends_mid_ticket_and_the_rest_never_comes_out(client: Client, line: PtySim) -> None:
    line.after(MID_TICKET, "paper_out")
    ended = client.print(ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_PAPER_END)
    assert client.ask().paper is PaperSupply.OUT
    line.load_paper()
    assert client.ask().can_print
    prints(client, line)


def test_the_plug_is_pulled_mid_ticket(client: Client, line: PtySim) -> None:
    line.after(MID_TICKET, "unplug")
    ended = client.print(ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_CONNECTION_LOST)
    client.until(lambda status: status.state is DeviceState.NO_DEVICE)
    assert client.print(ticket()).fault is Fault.PRINTER_ABSENT
    line.heal()
    client.ready()
    prints(client, line)


def test_a_port_that_another_process_holds_is_busy(line: PtySim) -> None:
    holder = serial.Serial(str(line.path), exclusive=True)
    with Client(f"serial://{line.path}") as client:
        status = client.until(lambda status: status.state is DeviceState.BUSY)
        assert "another process" in status.detail
        assert client.print(ticket()).fault is Fault.PRINTER_ABSENT
        holder.close()
        client.ready()
        prints(client, line)


def test_answers_that_come_after_their_time_are_not_believed(client: Client, line: PtySim) -> None:
    """The roll was there when the question was asked; when the answer comes it is not."""
    line.fault("late", value=1300)
    assert client.ask().state is DeviceState.UNKNOWN
    line.fault("paper_out")
    line.fault("late", value=0)
    heard = client.until(lambda status: status.paper is not PaperSupply.UNKNOWN)
    assert heard.paper is PaperSupply.OUT


def test_a_printer_that_is_always_one_answer_behind_is_never_ready(line: PtySim) -> None:
    with Client(f"usblp://{line.path}") as client:
        client.ready()
        line.fault("behind")
        assert not client.ask().can_print
        line.fault("paper_out")
        assert client.print(ticket()).state is PrintState.FAILED
        line.heal()
        client.ready()
        prints(client, line)


@pytest.mark.parametrize("kind", ["serial", "usblp"])
def test_what_an_earlier_process_asked_is_not_taken_for_an_answer(line: PtySim, kind: str) -> None:
    """Answers to five questions and two barriers wait on the line when the host starts."""
    with serial.Serial(str(line.path), timeout=5.0) as earlier:
        earlier.write(b"\x10\x04\x01" * 5 + b"\x1d\x72\x01" * 3)
        assert earlier.read(1)
    with Client(f"{kind}://{line.path}") as client:
        client.ready()
        line.after(MID_TICKET, "paper_out")
        assert client.print(ticket()).fault is Fault.PRINT_PAPER_END


@pytest.mark.parametrize("kind", ["serial", "usblp"])
def test_a_barrier_of_the_old_job_does_not_prove_the_new_one(tmp_path: Path, kind: str) -> None:
    """The host died after it sent a job. The printer, which cannot be made to forget it, prints it
    while the next host starts; its barrier's answer comes when that waits for its own."""
    old = b"\x1b\x40" + b"old\n" * 20 + b"\x1d\x56\x42\x00" + b"\x1d\x72\x01"
    with PtySim(tmp_path / "slow", "--speed", "150", "--cut-seconds", "0.1") as line:
        with serial.Serial(str(line.path)) as earlier:
            earlier.write(old)
        with Client(f"{kind}://{line.path}", replace(GENERIC, clear=b"")) as client:
            client.ready()
            line.after(MID_TICKET, "jam")
            ended = client.print(ticket())
            assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_JAM)

"""Tickets in the presenter: offered, taken, taken back, and never given to the next citizen."""

from collections.abc import Iterator

import pytest

from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.presenter import PRESENTED, RETRACTED, TAKEN, Presenter
from devices.receipt_printer.profile import Profile
from devices.runner import DeviceRunner
from kiosk.device import CompletionCode, Device, Media
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed, MediaMoved
from kiosk.messages.printing import PrintSlip, RetractSlip
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.devices.conformance.heard import Heard
from tests.devices.receipt_printer.bench import PPU700, VKP80, Client, TcpSim
from tests.devices.receipt_printer.conftest import SimOf
from tests.devices.receipt_printer.tickets import ticket

# --- pure ----------------------------------------------------------------------------------------


def test_a_ticket_comes_and_is_taken() -> None:
    presenter = Presenter(60.0)
    assert presenter.see(False, 0.0) == ""
    assert presenter.see(True, 1.0, "job") == PRESENTED
    assert presenter.see(True, 2.0) == ""
    assert (presenter.see(False, 3.0), presenter.job_id) == (TAKEN, "job")
    assert presenter.see(False, 4.0) == ""


def test_what_nobody_takes_is_due_and_tried_again() -> None:
    presenter = Presenter(60.0)
    presenter.see(True, 10.0)
    assert not presenter.is_due(69.9)
    assert presenter.is_due(70.0)
    presenter.take_back(70.0)
    assert not presenter.is_due(129.9)
    assert presenter.is_due(130.0)
    assert presenter.see(False, 131.0) == RETRACTED
    assert not presenter.is_due(1e9)


def test_after_nought_seconds_means_never() -> None:
    presenter = Presenter(0.0)
    presenter.see(True, 0.0)
    assert not presenter.is_due(1e9)


def test_the_next_ticket_is_not_taken_for_the_one_that_went_back() -> None:
    presenter = Presenter(1.0)
    presenter.see(True, 0.0, "one")
    presenter.take_back(1.0)
    presenter.see(False, 2.0)
    assert presenter.see(True, 3.0, "two") == PRESENTED
    assert (presenter.see(False, 4.0), presenter.job_id) == (TAKEN, "two")


# --- with a presenter on the wire ----------------------------------------------------------------


@pytest.fixture(params=[VKP80, PPU700], ids=lambda row: row.name)
def profile(request: pytest.FixtureRequest) -> Profile:
    row: Profile = request.param
    return row


@pytest.fixture
def sim(sim_of: SimOf, profile: Profile) -> TcpSim:
    return sim_of(profile.name)


@pytest.fixture
def client(sim: TcpSim, profile: Profile) -> Iterator[Client]:
    with Client(sim.url, profile, retract_after_s=0.0) as one:
        yield one.ready()


def test_a_ticket_is_offered_until_it_is_taken(sim: TcpSim, client: Client) -> None:
    assert client.print(ticket(), job_id="mine").state is PrintState.PRINTED
    assert client.movement() == ("presented", "mine")
    assert client.ask().media is Media.PRESENT
    assert client.moved.empty()
    sim.take_ticket()
    assert client.movement() == ("taken", "mine")
    assert client.ask().media is Media.NOT_PRESENT


def test_what_nobody_takes_goes_back(sim: TcpSim, profile: Profile) -> None:
    with Client(sim.url, profile, retract_after_s=0.3) as client:
        client.ready().print(ticket(), job_id="mine")
        assert client.movement() == ("presented", "mine")
        assert client.movement() == ("retracted", "mine")
        assert client.ask().media is Media.NOT_PRESENT
        assert client.print(ticket()).state is PrintState.PRINTED


def test_the_next_job_does_not_wait_for_a_ticket_that_lies_there(
    sim: TcpSim, client: Client
) -> None:
    """It is taken back first: nobody gets two tickets, and none that is another's."""
    for job in ("first", "second"):
        assert client.print(ticket(), job_id=job).state is PrintState.PRINTED
    moved = [client.movement() for _ in range(3)]
    assert moved == [("presented", "first"), ("retracted", "first"), ("presented", "second")]
    assert len(sim.output().receipts) == 2
    assert sim.output().partial == ()


def test_a_ticket_is_taken_back_when_the_host_asks_for_it(sim: TcpSim, client: Client) -> None:
    client.print(ticket(), job_id="mine")
    assert client.retract() == MediaMoved(Device.RECEIPT_PRINTER, "retracted", "mine", "back")
    empty = client.retract()
    assert isinstance(empty, CommandFailed)
    assert empty.code is CompletionCode.SEQUENCE_ERROR


def test_what_moves_unasked_is_no_completion(sim: TcpSim, profile: Profile) -> None:
    """The ticket is offered, and taken, after its job was completed; and while it is taken back."""
    heard = Heard(MediaMoved)

    def moved(movement: str) -> bool:
        return any(isinstance(m, MediaMoved) and m.movement == movement for m in heard.messages())

    runner = DeviceRunner(lambda: ReceiptPrinter(sim.url, profile, retract_after_s=0.0), heard.put)
    runner.start()
    try:
        heard.status("ready", lambda status: status.can_print)
        runner.submit(PrintSlip("one", ticket()))
        heard.until("offered", lambda: moved("presented"))
        sim.take_ticket()
        heard.until("taken", lambda: moved("taken"))
        runner.submit(PrintSlip("two", ticket()))
        heard.completion("two")
        runner.submit(RetractSlip("back"))
        back = MediaMoved(Device.RECEIPT_PRINTER, "retracted", "two", "back")
        assert heard.completion("back") == back
    finally:
        runner.close()
    assert [heard.wrong(name) for name in ("one", "two", "back")] == ["", "", ""]


def test_what_lay_there_when_the_host_started_is_nobodys(
    sim: TcpSim, client: Client, profile: Profile
) -> None:
    client.print(ticket(), job_id="mine")
    client.runner.close()
    with Client(sim.url, profile) as successor:
        successor.ready()
        assert successor.movement() == ("retracted", "")
        assert successor.runner.status.media is Media.NOT_PRESENT
        assert successor.print(ticket(), job_id="next").state is PrintState.PRINTED
        assert successor.movement() == ("presented", "next")


def test_a_jam_in_the_presenter_is_no_print(sim: TcpSim, client: Client) -> None:
    sim.fault("jam", "byte", 3000)
    ended = client.print(ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_JAM)


def test_a_presenter_that_does_not_let_go_is_told(
    sim: TcpSim, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not know the command: the former ticket stays, and nothing is printed onto it."""
    monkeypatch.setattr("devices.receipt_printer.driver.MOVE_S", 0.3)
    monkeypatch.setattr("devices.receipt_printer.printer.MOVE_S", 0.3)
    with Client(sim.url, replace(profile, retract=b"\x1d\x61\x00")) as client:
        client.ready()
        sim.take_ticket()
        client.print(ticket(), job_id="mine")
        ended = client.print(ticket())
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.PRINTER_TICKET_WAITING)
        failed = client.retract()
        assert isinstance(failed, CommandFailed)
        assert failed.fault is Fault.PRINTER_TICKET_WAITING
    assert len(sim.output().receipts) == 1


# --- what only one model can tell ----------------------------------------------------------------


def test_a_model_that_cannot_retract_refuses_until_it_is_taken(sim_of: SimOf) -> None:
    blind = replace(PPU700, retract=b"")
    sim = sim_of(PPU700.name)
    with Client(sim.url, blind) as client:
        client.until(lambda status: status.media is Media.PRESENT)  # the strip cut at its start
        ended = client.print(ticket())
        assert (ended.state, ended.fault) == (PrintState.FAILED, Fault.PRINTER_TICKET_WAITING)
        sim.take_ticket()
        assert client.print(ticket()).state is PrintState.PRINTED


def test_counters_are_read_and_grow(sim_of: SimOf) -> None:
    sim = sim_of(VKP80.name)
    with Client(sim.url, VKP80) as client:
        client.ready()
        before = client.drivers[0].counters()
        client.print(ticket())
        after = client.drivers[0].counters()
        client.retract()
        back = client.drivers[0].counters()
    assert set(before) == {"paper_left_cm", "cuts", "printed_cm", "retracts", "power_ups"}
    assert after["cuts"] == before["cuts"] + 1
    assert after["printed_cm"] > before["printed_cm"]
    assert back["retracts"] == after["retracts"] + 1


def test_a_unit_of_another_model_is_found_out(sim_of: SimOf) -> None:
    sim = sim_of(VKP80.name)
    with Client(sim.url, replace(VKP80, identity_is=b"\x03\x01")) as client:
        status = client.until(lambda status: "identity" in status.detail)
    assert "0205, 0301 expected" in status.detail
    assert not status.can_print


def test_it_says_which_unit_it_is(sim_of: SimOf) -> None:
    with Client(sim_of(VKP80.name).url, VKP80) as client:
        client.ready()
        assert client.ask().identity == "0205"

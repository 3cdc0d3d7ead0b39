"""Answers that are late, cut, mixed with noise, missing: only what was said is believed."""

from pathlib import Path

import pytest

from devices.receipt_printer.fonts import FontFiles
from devices.receipt_printer.profile import Profile
from devices.receipt_printer.slip import render_slip
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from tests.devices.receipt_printer.bench import EPSON, FAST, GENERIC, VKP80, Client, TcpSim
from tests.devices.receipt_printer.conftest import SimOf
from tests.devices.receipt_printer.tickets import ticket

MID_TICKET = 3000
SPOILT = [
    (GENERIC, "garbage", 1),
    (GENERIC, "garbage", 16),
    (GENERIC, "endless", 0),
    (GENERIC, "truncate", 0),
    (EPSON, "garbage", 16),
    (EPSON, "endless", 5),
    (VKP80, "garbage", 16),
    (VKP80, "truncate", 3),
]
NAMES = [f"{profile.name}-{fault}-{value}" for profile, fault, value in SPOILT]


def of(sim_of: SimOf, profile: Profile) -> TcpSim:
    sim = sim_of(profile.name)
    sim.fault("take_ticket", "always", value=50)
    return sim


@pytest.mark.parametrize(("profile", "fault", "value"), SPOILT[::2], ids=NAMES[::2])
def test_spoilt_answers_of_an_idle_printer(
    sim_of: SimOf, profile: Profile, fault: str, value: int
) -> None:
    sim = of(sim_of, profile)
    with Client(sim.url, profile) as client:
        client.ready()
        sim.fault(fault, value=value)
        assert client.ask().state in (DeviceState.HARDWARE_ERROR, DeviceState.UNKNOWN)
        ended = client.print(ticket(), deadline_s=2.0)
        assert ended.state is PrintState.FAILED
        assert ended.fault in (Fault.PRINTER_ERROR, Fault.PRINTER_SILENT)
        sim.heal()
        client.well()
    assert sim.output().receipts == ()


@pytest.mark.parametrize(("profile", "fault", "value"), SPOILT, ids=NAMES)
def test_spoilt_answers_in_the_middle_of_a_job_prove_nothing(
    sim_of: SimOf, profile: Profile, fault: str, value: int
) -> None:
    """The ticket comes out, or may have; nobody heard it from the printer."""
    sim = of(sim_of, profile)
    with Client(sim.url, profile) as client:
        client.ready()
        sim.fault(fault, "byte", MID_TICKET, value)
        ended = client.print(ticket(), deadline_s=1.0)
        assert ended.state is PrintState.UNKNOWN
        # the rest of a cut full status is made up by the next answer: no check byte tells
        assert ended.fault is Fault.PRINT_NO_ANSWER or fault == "truncate"
        sim.heal()
        client.well()


@pytest.mark.slow
def test_one_byte_of_noise_is_no_proof(tmp_path: Path) -> None:
    """Noise in the shape of the unmarked barrier's answer, while that is waited for and the paper
    still moves; later the paper jams."""
    with TcpSim(tmp_path, "--speed", "300") as sim, Client(sim.url) as client:
        client.ready()
        sim.fault("garbage", "reply", 5, 1)
        sim.after(MID_TICKET, "jam")
        ended = client.print(ticket(), deadline_s=3.0)
        assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_NO_ANSWER)


@pytest.mark.parametrize("reply", [1, 4, 5])
@pytest.mark.parametrize("bit", [1, 4])
def test_one_flipped_bit_is_found_or_does_no_harm(sim_of: SimOf, reply: int, bit: int) -> None:
    """Bits 0, 1 and 4 are fixed in a status byte; the others cannot be checked."""
    sim = sim_of(GENERIC.name)
    with Client(sim.url) as client:
        client.ready()
        sim.fault("flip_bit", "reply", reply, bit)
        ended = client.print(ticket(), deadline_s=1.0)
    came_out = len(sim.output().receipts)
    assert came_out == 1 if ended.state is PrintState.PRINTED else came_out <= 1
    assert ended.state is not PrintState.FAILED or came_out == 0


@pytest.mark.parametrize("profile", [GENERIC, EPSON, VKP80], ids=lambda row: row.name)
def test_slow_answers_are_waited_for(sim_of: SimOf, profile: Profile) -> None:
    sim = of(sim_of, profile)
    with Client(sim.url, profile) as client:
        client.ready()
        sim.fault("late", value=40)
        assert client.print(ticket()).state is PrintState.PRINTED
    assert len(sim.output().receipts) == 1


# --- what the counter of cuts says of an interrupted job ----------------------------------------


def drop_near_the_end(folder: Path, *arguments: str) -> str:
    """The connection breaks when the last bytes but three were received; the operator's words."""
    size = sum(len(piece) for piece in render_slip(ticket(), VKP80, FontFiles()))
    with TcpSim(folder, *FAST, *arguments, model=VKP80.name) as sim:
        sim.fault("take_ticket", "always", value=20)
        with Client(sim.url, VKP80) as client:
            client.ready()
            sim.after(size if arguments else MID_TICKET, "drop")
            ended = client.print(ticket())
    assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_CONNECTION_LOST)
    return ended.detail


@pytest.mark.slow
def test_a_lost_job_that_was_cut_all_the_same_is_told_from_one_that_was_not(
    tmp_path: Path,
) -> None:
    """Unknown either way: a cut is no proof of what stood on the paper."""
    assert "cuts 701 -> 701: it was not cut" in drop_near_the_end(tmp_path / "a")
    assert "cuts 701 -> 702: it was cut" in drop_near_the_end(tmp_path / "b", "--keep-buffer")


def test_a_counter_that_cannot_be_read_is_said_to_be_so(sim_of: SimOf) -> None:
    sim = sim_of(VKP80.name)
    with Client(sim.url, VKP80) as client:
        client.ready()
        sim.after(MID_TICKET, "paper_out")
        ended = client.print(ticket())
    assert ended.fault is Fault.PRINT_PAPER_END
    assert "paper=81" in ended.detail
    assert "cut counter not read" in ended.detail

"""Every status of a SAM-V reader, on a real terminal: what is done about it, and how often."""

from collections import Counter

import pytest

from devices.id_reader.frames import Command
from devices.id_reader.replies import Sw3
from devices.id_reader.sim_reader import status
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage, StartReading
from kiosk.messages.devices import CommandFailed
from tests.devices.id_reader import vectors
from tests.devices.id_reader.bench import Heard, ScriptedReader, Sim, changed_to, lost, start
from tests.devices.id_reader.conftest import PATIENT, Online, Plugged, Script
from tests.devices.id_reader.vectors import REPLIES, RESIDENT

SAM_OK = (REPLIES["sam_status_ok"], bytes.fromhex(vectors.SAM_ID["hex"]))
FIND_OK, SELECT_OK = REPLIES["find_ok"], REPLIES["select_ok"]
READ_OK = vectors.READS["read_base_resident"]
UP_TO = {Command.FIND: (), Command.SELECT: (FIND_OK,), Command.READ: (FIND_OK, SELECT_OK)}

RETRIED = {
    Sw3.READ_FAILED: 2,
    Sw3.SELECT_FAILED: 2,
    Sw3.RANDOM_ERROR: 1,
    Sw3.UNSPECIFIED: 1,
    Sw3.NO_CONTENT: 1,
}


def read(scripted: ScriptedReader, plug: Plugged) -> Heard:
    """Begin a reading on a reader that only answers what it is asked."""
    reader, heard = plug(scripted.path, profile=PATIENT)
    changed_to(heard, DeviceState.ONLINE)
    reader.submit(StartReading("c"))
    return heard


def asked(scripted: ScriptedReader) -> Counter[Command]:
    return Counter(Command(body) for body in scripted.asked)


@pytest.mark.parametrize("at", [Command.SELECT, Command.READ])
@pytest.mark.parametrize("sw3", RETRIED)
def test_what_may_succeed_the_next_time_is_tried_again_from_find(
    script: Script, plug: Plugged, at: Command, sw3: Sw3
) -> None:
    attempt = (*UP_TO[at], status(sw3))
    scripted = script(*SAM_OK, *attempt * RETRIED[sw3], FIND_OK, SELECT_OK, READ_OK)
    heard = read(scripted, plug)
    heard.next(CardRead)
    assert heard.all(CardFailed) == []
    assert heard.all(ReadProgress).count(ReadProgress("c", ReadStage.RETRYING)) == RETRIED[sw3]


@pytest.mark.parametrize("sw3", RETRIED)
def test_what_fails_too_often_is_for_the_citizen(script: Script, plug: Plugged, sw3: Sw3) -> None:
    attempt = (FIND_OK, SELECT_OK, status(sw3))
    scripted = script(*SAM_OK, *attempt * (RETRIED[sw3] + 1), FIND_OK, SELECT_OK, READ_OK)
    heard = read(scripted, plug)
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_READ_FAILED)
    heard.next(CardRead)
    assert asked(scripted)[Command.READ] == RETRIED[sw3] + 2


@pytest.mark.parametrize("at", UP_TO)
def test_a_request_that_arrived_broken_is_sent_once_more(
    script: Script, plug: Plugged, at: Command
) -> None:
    rest = {Command.FIND: (FIND_OK, SELECT_OK), Command.SELECT: (SELECT_OK,), Command.READ: ()}
    answers = (*UP_TO[at], status(Sw3.REQUEST_CHECKSUM), *rest[at], READ_OK)
    scripted = script(*SAM_OK, *answers)
    heard = read(scripted, plug)
    heard.next(CardRead)
    assert heard.all(ReadProgress) == [
        ReadProgress("c", ReadStage.POLLING),
        ReadProgress("c", ReadStage.FOUND),
    ]
    assert asked(scripted)[at] == 2


@pytest.mark.parametrize("at", UP_TO)
@pytest.mark.parametrize(
    ("sw3", "fault"),
    [
        (Sw3.REQUEST_LENGTH, Fault.READER_UNSUPPORTED),
        (Sw3.UNKNOWN_COMMAND, Fault.READER_UNSUPPORTED),
        (Sw3.NO_PERMISSION, Fault.READER_UNSUPPORTED),
        (Sw3.SELF_TEST_FAILED, Fault.READER_OUT_OF_SERVICE),
        (Sw3.SAM_NOT_AUTHORISED, Fault.READER_OUT_OF_SERVICE),
    ],
)
def test_a_reader_that_cannot_read_says_what_it_answered(
    script: Script, plug: Plugged, at: Command, sw3: Sw3, fault: Fault
) -> None:
    scripted = script(*SAM_OK, *UP_TO[at], status(sw3))
    heard = read(scripted, plug)
    detail = f"{at.name.lower()}: answered {sw3:02X} {sw3.name}"
    assert heard.next(CommandFailed) == lost(fault, detail)
    told = changed_to(heard, DeviceState.HARDWARE_ERROR).status
    assert told.detail == f"{fault.value} {detail}"
    assert heard.all(CardFailed) == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("out_of_service", "answered 60 SELF_TEST_FAILED"),
        ("not_authorised", "answered 66 SAM_NOT_AUTHORISED"),
    ],
)
def test_a_module_that_is_out_of_service(sim: Sim, online: Online, word: str, said: str) -> None:
    reader, heard = online
    sim.fault(word)
    told = changed_to(heard, DeviceState.HARDWARE_ERROR).status
    assert told.detail == f"ID-0105 SAM status: {said}"
    reader.submit(StartReading("c"))
    assert heard.next(CommandFailed) == lost(Fault.READER_OUT_OF_SERVICE, f"SAM status: {said}")
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT)
    start(reader, heard, "d")
    heard.next(CardRead)


@pytest.mark.parametrize("word", ["random_error", "unspecified", "read_failed", "select_failed"])
def test_the_simulated_reader_fails_as_often_as_it_is_told(
    sim: Sim, online: Online, word: str
) -> None:
    reader, heard = online
    sim.fault(word, 1)
    sim.put(RESIDENT)
    start(reader, heard)
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.RETRYING)
    heard.next(CardRead)


def test_a_status_outside_the_table_is_tried_again_once(script: Script, plug: Plugged) -> None:
    odd = bytes.fromhex("AAAAAA96690004000077") + bytes([0x04 ^ 0x77])
    scripted = script(*SAM_OK, FIND_OK, SELECT_OK, odd, FIND_OK, SELECT_OK, READ_OK)
    heard = read(scripted, plug)
    heard.next(CardRead)
    assert heard.all(CardFailed) == []

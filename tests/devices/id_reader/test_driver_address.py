"""The newest address on a real terminal: there, not there, not known, not answered."""

import pytest

from devices.id_reader.frames import Command
from devices.id_reader.replies import Sw3
from devices.id_reader.sim_reader import status
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from kiosk.messages.cards import CardFailed, CardRead, StartReading
from kiosk.messages.devices import CommandFailed
from kiosk.values import replace
from tests.devices.id_reader import vectors
from tests.devices.id_reader.bench import Sim, changed_to, start
from tests.devices.id_reader.conftest import PATIENT, Plugged, Script
from tests.devices.id_reader.vectors import REPLIES, RESIDENT

ASKING = replace(PATIENT, newest_address=True)
LONG = replace(ASKING, address_s=60.0)
ADDRESS = "测试省测试市新地址9号"
ADDRESS_OK = vectors.READS["read_new_address"]
ADDRESS_BYTES = ADDRESS_OK[10:-1]
SAM_OK = (REPLIES["sam_status_ok"], bytes.fromhex(vectors.SAM_ID["hex"]))
CARD = (REPLIES["find_ok"], REPLIES["select_ok"], vectors.READS["read_base_resident"])


def read_one(sim: Sim, plug: Plugged, address: bytes = b"") -> IdentityCard:
    reader, heard = plug(sim.link, profile=ASKING)
    start(reader, heard)
    sim.put(RESIDENT, address)
    card = heard.next(CardRead).card
    assert card.id_no == "440524188001010014"
    assert heard.all(CardFailed) == []
    return card


def test_the_newest_address_is_read(sim: Sim, plug: Plugged) -> None:
    assert read_one(sim, plug, ADDRESS_BYTES).newest_address == ADDRESS


def test_a_card_without_one(sim: Sim, plug: Plugged) -> None:
    assert read_one(sim, plug).newest_address == ""


def test_it_is_not_asked_for_where_it_is_not_wanted(sim: Sim, plug: Plugged) -> None:
    reader, heard = plug(sim.link)
    start(reader, heard)
    sim.put(RESIDENT, ADDRESS_BYTES)
    assert heard.next(CardRead).card.newest_address == ""


@pytest.mark.parametrize("sw3", [Sw3.UNKNOWN_COMMAND, Sw3.NO_PERMISSION])
def test_a_reader_that_lacks_the_command_is_asked_once(
    script: Script, plug: Plugged, sw3: Sw3
) -> None:
    scripted = script(*SAM_OK, *CARD, status(sw3), *CARD)
    reader, heard = plug(scripted.path, profile=LONG)
    for command in ("c", "d"):
        reader.submit(StartReading(command))
        assert heard.next(CardRead).card.newest_address == ""
    assert scripted.asked.count(Command.READ_NEW_ADDRESS.value) == 1


@pytest.mark.parametrize("word", ["unknown_command", "no_permission"])
def test_the_simulated_reader_may_lack_it(sim: Sim, plug: Plugged, word: str) -> None:
    sim.fault(word)
    assert read_one(sim, plug, ADDRESS_BYTES).newest_address == ""


def test_a_reader_that_does_not_answer_it(script: Script, plug: Plugged) -> None:
    scripted = script(*SAM_OK, *CARD, b"")
    reader, heard = plug(scripted.path, profile=replace(ASKING, address_s=0.1))
    reader.submit(StartReading("c"))
    assert heard.next(CardRead).card.newest_address == ""


def test_the_citizen_who_leaves_meanwhile_is_told_of_as_read(script: Script, plug: Plugged) -> None:
    """Who owns the reading must learn that a card was decoded in this process."""
    scripted = script(*SAM_OK, *CARD, b"")
    reader, heard = plug(scripted.path, profile=LONG)
    changed_to(heard, DeviceState.ONLINE)
    reader.submit(StartReading("c"))
    scripted.wait()
    reader.cancel("c")
    assert heard.next(CardRead).card.newest_address == ""


def test_the_reading_whose_time_is_up_meanwhile(script: Script, plug: Plugged) -> None:
    scripted = script(*SAM_OK, *CARD, b"")
    reader, heard = plug(scripted.path, profile=LONG)
    changed_to(heard, DeviceState.ONLINE)
    reader.submit(StartReading("c", deadline_s=0.5))
    assert heard.next(CardRead).card.newest_address == ""


def test_the_cable_that_is_pulled_meanwhile(sim: Sim, plug: Plugged) -> None:
    reader, heard = plug(sim.link, profile=LONG)
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT, ADDRESS_BYTES)
    sim.fault("unplug", when="reply", at=4)
    reader.submit(StartReading("c"))
    assert heard.next(CardRead).card.newest_address == ""
    reader.submit(StartReading("d"))
    assert heard.next(CommandFailed).fault is Fault.READER_ABSENT


def test_the_address_of_a_card_swapped_meanwhile_is_not_taken(sim: Sim, plug: Plugged) -> None:
    """The other card was not selected: the reader has nothing to say of it."""
    reader, heard = plug(sim.link, profile=ASKING)
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT, ADDRESS_BYTES, second=vectors.BLOCKS["resident_female_minority"])
    sim.fault("swap_card", when="command", at=4)
    reader.submit(StartReading("c"))
    card = heard.next(CardRead).card
    assert (card.id_no, card.newest_address) == ("440524188001010014", "")

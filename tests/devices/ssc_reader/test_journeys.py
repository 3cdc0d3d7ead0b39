"""What a citizen does with a card that is in order, or is not the right one."""

from datetime import date

import pytest

from devices.ssc_reader.apdu import permitted
from devices.ssc_reader.sim_card import BANK
from devices.ssc_reader.sim_pcscd import READER, SLOTS
from kiosk.device import CompletionCode, DeviceState, Media
from kiosk.faults import Fault
from kiosk.identity import CardKind
from kiosk.messages.cards import CardRead
from kiosk.values import replace
from tests.devices.ssc_reader.parts import CARD, OTHER, Reader, Sim, until_empty

REFUSED = {
    "bank": Fault.SSC_OTHER_CARD,
    "locked": Fault.SSC_LOCKED,
    "needs_auth": Fault.SSC_NEEDS_AUTH,
}
READ = ["Acknowledged", "polling", "found", "CardRead"]


def test_the_card_is_put_in_after_the_terminal_asked(sim: Sim, reader: Reader) -> None:
    reader.read("a")
    reader.heard.until("polling", lambda: "polling" in reader.stages("a"))
    sim.put()
    card = reader.name_read("a", CARD)
    assert card.kind is CardKind.SOCIAL_SECURITY
    assert (card.card_no, card.generation) == (CARD.card_no, "2.0")
    assert (card.sex, card.nation, card.birth) == ("1", "01", date(1880, 1, 1))
    assert (card.valid_from, card.valid_to) == (date(2020, 1, 1), date(2030, 1, 1))
    assert card.issuer == CARD.issuer
    assert reader.stages("a") == READ


def test_the_card_was_in_before_the_terminal_asked(sim: Sim, reader: Reader) -> None:
    sim.put()
    status = reader.status(DeviceState.ONLINE, Media.PRESENT)
    assert status.identity == SLOTS[0]
    reader.read("a")
    reader.name_read("a", CARD)
    assert reader.stages("a") == READ


def test_the_card_is_taken_and_the_next_person_comes(sim: Sim, reader: Reader) -> None:
    sim.put()
    reader.read("a")
    reader.name_read("a", CARD)
    reader.status(DeviceState.ONLINE, Media.PRESENT)
    sim.take()
    reader.status(DeviceState.ONLINE, Media.NOT_PRESENT)
    sim.put(OTHER)
    reader.read("b")
    reader.name_read("b", OTHER)


def test_the_same_card_can_be_read_twice(sim: Sim, reader: Reader) -> None:
    sim.put()
    for name in ("a", "b"):
        reader.read(name)
        reader.name_read(name, CARD)
        assert reader.stages(name) == READ


@pytest.mark.parametrize(
    ("generation", "name"),
    [("1.0", "测试甲"), ("2.0", "A测试甲乙丙丁戊己庚辛壬癸子丑寅"), ("3.0", "测试\U00020bb7")],
)
def test_each_generation_and_long_and_rare_names(
    sim: Sim, reader: Reader, generation: str, name: str
) -> None:
    sim.put(replace(CARD, generation=generation, name=name))
    reader.read("a")
    completion = reader.completion("a")
    assert isinstance(completion, CardRead)
    assert (completion.card.name, completion.card.generation) == (name, generation)


def test_blank_fields_do_not_keep_anybody_out(sim: Sim, reader: Reader) -> None:
    blank = replace(CARD, birth="", nation="", sex="", issuer="", valid_from="", valid_to="")
    sim.put(replace(blank, generation=""))
    reader.read("a")
    card = reader.name_read("a", CARD)
    assert (card.birth, card.nation, card.valid_to, card.generation) == (None, "", None, "1.0")


@pytest.mark.parametrize(
    ("kind", "fault"),
    [("bank", Fault.SSC_OTHER_CARD), pytest.param("mute", Fault.SSC_MUTE, marks=pytest.mark.slow)],
)
def test_a_card_that_cannot_serve_is_told_once_and_the_right_one_is_read(
    sim: Sim, reader: Reader, kind: str, fault: Fault
) -> None:
    reader.read("a")
    sim.put(replace(OTHER, kind=kind))
    reader.failed("a", fault)
    reader.status(DeviceState.ONLINE, Media.PRESENT)
    sim.take()
    reader.status(DeviceState.ONLINE, Media.NOT_PRESENT)
    sim.put()
    reader.name_read("a", CARD)
    stages = [stage for stage in reader.stages("a") if stage != "retrying"]
    assert stages == ["Acknowledged", "polling", "found", fault, "found", "CardRead"]


def test_the_same_wrong_card_put_in_again_is_told_again(sim: Sim, reader: Reader) -> None:
    reader.read("a")
    for times in (1, 2):
        sim.put(replace(CARD, kind="bank"))
        reader.failed("a", Fault.SSC_OTHER_CARD, times)
        sim.take()
        until_empty()
    assert reader.stages("a").count(Fault.SSC_OTHER_CARD) == 2


def test_a_number_that_does_not_add_up_is_tried_again_and_told(sim: Sim, reader: Reader) -> None:
    sim.put(replace(CARD, id_no="440524188001010015"))
    reader.read("a")
    reader.failed("a", Fault.SSC_BAD_NUMBER)
    assert reader.stages("a")[2:] == ["found", "retrying", "retrying", Fault.SSC_BAD_NUMBER]


def test_the_operator_reads_what_was_wrong_with_the_last_card(sim: Sim, reader: Reader) -> None:
    sim.put(replace(CARD, kind="needs_auth"))
    reader.read("a")
    reader.failed("a", Fault.SSC_NEEDS_AUTH)
    reader.cancel("a")
    reader.heard.status("detail", lambda s: s.detail == "last card: SC-0203 SW 6982")
    sim.put()
    reader.read("b")
    reader.name_read("b", CARD)
    reader.heard.status("no detail", lambda s: s.detail == "")


def test_the_citizen_leaves_while_the_terminal_waits(reader: Reader) -> None:
    reader.read("a")
    reader.cancel("a")
    assert reader.failure("a") == (CompletionCode.CANCELED, Fault.DEVICE_CANCELLED)


def test_nobody_puts_a_card_in(reader: Reader) -> None:
    reader.read("a", deadline_s=0.2)
    assert reader.failure("a") == (CompletionCode.TIMED_OUT, Fault.DEVICE_TIMED_OUT)


@pytest.mark.slow
@pytest.mark.row("S043")
def test_neither_the_bank_nor_a_password_is_ever_touched(sim: Sim, reader: Reader) -> None:
    reader.read("a")
    for kind, fault in REFUSED.items():
        sim.put(replace(CARD, kind=kind))
        reader.failed("a", fault)
        sim.take()
        until_empty()
    sim.put()
    reader.name_read("a", CARD)
    log = sim.apdus()
    assert log.unknown == 0
    assert log.commands[-1] == "00B20D0006"
    for command in map(bytes.fromhex, log.commands):
        assert permitted(command)
        assert command[1] in (0xA4, 0xB2, 0xC0)
        assert BANK not in command


@pytest.mark.parametrize("wanted", [READER + " 00 00", "00 00", "SSC 00 00"])
def test_the_reader_is_found_by_its_name_or_a_part_of_it(sim: Sim, wanted: str) -> None:
    with Reader(wanted) as reader:
        assert reader.status(DeviceState.ONLINE).identity == SLOTS[0]


@pytest.mark.parametrize("wanted", ["", READER, "Nobody's"])
def test_the_slot_of_a_security_module_is_never_taken_for_it(sim: Sim, wanted: str) -> None:
    with Reader(wanted) as reader:
        status = reader.status(DeviceState.NO_DEVICE)
        assert status.detail.startswith(Fault.SSC_READER_ABSENT)
        assert SLOTS[1] in status.detail

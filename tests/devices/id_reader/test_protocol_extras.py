"""Transcripts of what is asked after the text: newest address and photo."""

import pytest

from devices.id_reader.frames import Command, build
from devices.id_reader.protocol import Reading
from devices.id_reader.replies import Sw3
from devices.id_reader.sim_reader import PHOTO, status
from devices.id_reader.steps import CardDecoded, Lacks, Send
from devices.id_reader.steps import Photo as PhotoStep
from kiosk.identity import IdentityCard
from tests.devices.id_reader import vectors
from tests.devices.id_reader.test_protocol import (
    FOUND_AND_SELECTED,
    NOTHING,
    PROFILE,
    READ_OK,
    SILENCE,
    read_reply,
    run,
)
from tests.devices.id_reader.vectors import REPLIES, RESIDENT, with_field

READ = ("read_base", READ_OK)
ADDRESS_OK = vectors.READS["read_new_address"]
BROKEN = ADDRESS_OK[:-1] + bytes([ADDRESS_OK[-1] ^ 1])


def asking() -> Reading:
    return Reading(PROFILE, newest_address=True)


def card_after(*answers: bytes) -> IdentityCard:
    """The card, where each question for the address is answered so."""
    asked = [("read_new_address", answer) for answer in answers]
    news = run(*FOUND_AND_SELECTED, READ, *asked, reading=asking())
    assert isinstance(news[-1], CardDecoded)
    return news[-1].card


def test_the_newest_address_is_asked_for_after_the_text() -> None:
    card = card_after(ADDRESS_OK)
    assert card.newest_address == "测试省测试市新地址9号"
    assert card.address == "测试省测试市测试路1号"


@pytest.mark.parametrize(
    "answer",
    [
        REPLIES["no_new_address"],
        REPLIES["read_failed"],
        status(Sw3.SELF_TEST_FAILED),
        status(Sw3.REQUEST_LENGTH),
        SILENCE,
        BROKEN,
        ADDRESS_OK[:40],
        build(b"\0\0\x90" + b"\x42\xd8" * 35),
    ],
)
def test_a_card_without_a_newest_address_is_a_card(answer: bytes) -> None:
    assert card_after(answer).newest_address == ""


@pytest.mark.parametrize("sw3", [Sw3.REQUEST_CHECKSUM, Sw3.RANDOM_ERROR, Sw3.UNSPECIFIED])
def test_the_question_is_repeated_once_where_the_status_asks_for_it(sw3: Sw3) -> None:
    assert card_after(status(sw3), ADDRESS_OK).newest_address
    assert card_after(status(sw3), status(sw3)).newest_address == ""


@pytest.mark.parametrize("sw3", [Sw3.UNKNOWN_COMMAND, Sw3.NO_PERMISSION])
def test_a_reader_that_lacks_the_command_says_so_once(sw3: Sw3) -> None:
    news = run(*FOUND_AND_SELECTED, READ, ("read_new_address", status(sw3)), reading=asking())
    assert news[-2] == Lacks(Command.READ_NEW_ADDRESS)
    assert isinstance(news[-1], CardDecoded)


def test_it_is_waited_for_as_long_as_the_profile_says() -> None:
    reading = asking()
    reading.begin()
    for _, reply in [*FOUND_AND_SELECTED, READ]:
        steps = reading.on_bytes(reply)
    assert reading.has_card
    assert isinstance(steps[-1], Send)
    assert steps[-1].timeout_s == 1.5
    assert not reading.broken_off


def test_late_answers_and_noise_are_not_an_address() -> None:
    reading = asking()
    reading.begin()
    for _, reply in [*FOUND_AND_SELECTED, READ]:
        reading.on_bytes(reply)
    assert reading.on_bytes(REPLIES["select_ok"]) == []
    assert reading.on_bytes(READ_OK) == []
    (decoded,) = reading.on_bytes(BROKEN * 16)
    assert isinstance(decoded, CardDecoded)
    assert decoded.card.newest_address == ""


def test_nothing_of_a_card_stays_in_the_reading() -> None:
    reading = asking()
    run(*FOUND_AND_SELECTED, READ, ("read_new_address", ADDRESS_OK), reading=reading)
    assert not reading.has_card
    other = asking()
    other.begin()
    for _, reply in [*FOUND_AND_SELECTED, READ]:
        other.on_bytes(reply)
    other.wipe()
    assert not other.has_card
    assert other.on_timeout() == []


def test_the_photo_is_handed_over_where_it_is_wanted() -> None:
    news = run(*FOUND_AND_SELECTED, READ, reading=Reading(PROFILE, photo=True))
    assert [type(step) for step in news[1:]] == [PhotoStep, CardDecoded]
    assert isinstance(news[1], PhotoStep)
    assert bytes(news[1].wlt) == PHOTO
    unwanted = run(*FOUND_AND_SELECTED, READ)
    assert [type(step) for step in unwanted[1:]] == [CardDecoded]


def test_the_photo_of_a_card_that_cannot_serve_is_not_handed_over() -> None:
    bad = read_reply(with_field(RESIDENT, 122, "440524188001010015"))
    news = run(
        *FOUND_AND_SELECTED, ("read_base", bad), NOTHING, reading=Reading(PROFILE, photo=True)
    )
    assert not [step for step in news if isinstance(step, PhotoStep)]


def test_the_photo_goes_before_the_question_for_the_address() -> None:
    reading = Reading(PROFILE, photo=True, newest_address=True)
    reading.begin()
    for _, reply in [*FOUND_AND_SELECTED, READ]:
        steps = reading.on_bytes(reply)
    assert [type(step) for step in steps] == [PhotoStep, Send]

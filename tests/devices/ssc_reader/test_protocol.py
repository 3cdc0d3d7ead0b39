import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.ssc_reader.apdu import SELECT_APPLICATION, permitted
from devices.ssc_reader.protocol import PLAN, Failed, Session, failure
from devices.ssc_reader.sim_card import Chip
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from kiosk.messages.sims import PutSocialCard
from kiosk.values import replace
from tests.devices.ssc_reader.vectors import reply

CARD = PutSocialCard()


def run(chip: Chip, spoilt: dict[int, bytes] | None = None) -> tuple[object, list[bytes]]:
    """The result and the commands; `spoilt` replaces the n-th reply, counted from 1."""
    chip.power(True)
    session, sent = Session(), []
    step: object = session.begin()
    while isinstance(step, bytes):
        sent.append(step)
        answer = chip.answer(step)
        step = session.on_reply((spoilt or {}).get(len(sent), answer))
    return step, sent


def read(card: PutSocialCard) -> IdentityCard:
    result, _ = run(Chip(card))
    assert isinstance(result, IdentityCard)
    return result


@pytest.mark.parametrize("generation", ["1.0", "2.0", "3.0"])
def test_a_card_of_each_generation_is_read_the_same_way(generation: str) -> None:
    card = read(replace(CARD, generation=generation))
    assert (card.name, card.id_no, card.generation) == (CARD.name, CARD.id_no, generation)


def test_a_long_name_is_read_from_both_records() -> None:
    name = "A测试甲乙丙丁戊己庚辛壬癸子丑寅"
    assert read(replace(CARD, name=name)).name == name


@pytest.mark.parametrize(
    ("kind", "fault", "commands"),
    [
        ("bank", Fault.SSC_OTHER_CARD, 1),
        ("locked", Fault.SSC_LOCKED, 1),
        ("needs_auth", Fault.SSC_NEEDS_AUTH, 10),
    ],
)
def test_a_card_that_refuses_is_left_alone(kind: str, fault: Fault, commands: int) -> None:
    result, sent = run(Chip(replace(CARD, kind=kind)))
    assert isinstance(result, Failed)
    assert (result.fault, result.again) == (fault, False)
    assert len(sent) == commands


@pytest.mark.parametrize(
    ("sw", "fault", "again"),
    [
        (0x63C3, Fault.SSC_READ_FAILED, False),
        (0x6581, Fault.SSC_READ_FAILED, True),
        (0x6901, Fault.SSC_READ_FAILED, True),
        (0x6982, Fault.SSC_NEEDS_AUTH, False),
        (0x6983, Fault.SSC_LOCKED, False),
        (0x6A81, Fault.SSC_LOCKED, False),
        (0x6A82, Fault.SSC_OTHER_CARD, False),
        (0x6D00, Fault.SSC_OTHER_CARD, False),
        (0x6E00, Fault.SSC_OTHER_CARD, False),
        (0x9303, Fault.SSC_LOCKED, False),
        (0x9401, Fault.SSC_READ_FAILED, True),
        (0x1234, Fault.SSC_READ_FAILED, True),
    ],
)
def test_status_words_mean_the_same_at_every_step(sw: int, fault: Fault, again: bool) -> None:
    assert failure(sw) == Failed(fault, again, sw)
    for step in range(1, len(PLAN) + 2):
        result, sent = run(Chip(CARD), {step: sw.to_bytes(2, "big")})
        assert result == Failed(fault, again, sw)
        assert len(sent) == step


def test_a_record_that_is_not_there_is_blank() -> None:
    extension = 13
    result, sent = run(Chip(CARD), {extension: b"\x6a\x83"})
    assert sent[extension - 1][2] == 0x0A
    assert isinstance(result, IdentityCard)
    assert (result.sex, result.name) == ("", CARD.name)


def test_without_its_number_nobody_is_on_a_card() -> None:
    result, _ = run(Chip(CARD), {10: b"\x6a\x83"})
    assert result == Failed(Fault.SSC_BAD_DATA, again=True)


def test_the_answer_to_another_command_is_not_taken() -> None:
    result, _ = run(Chip(CARD), {11: reply("read_cardno_by_tag")})
    assert result == Failed(Fault.SSC_BAD_DATA, again=True)


def test_after_the_end_a_session_knows_nothing() -> None:
    session = Session()
    session.on_reply(b"\x6a\x82")
    assert session.on_reply(b"\x90\x00") == Failed(Fault.SSC_BAD_DATA, again=True)


def test_the_operator_reads_the_status_word() -> None:
    assert str(failure(0x6982)) == "SC-0203 SW 6982"
    assert str(Failed(Fault.SSC_BAD_DATA)) == "SC-0205"


moves = st.one_of(st.none(), st.binary(max_size=40), st.sampled_from([b"\x90\0", b"\x61\0"]))


@given(st.lists(moves, max_size=60))
def test_whatever_a_card_says_only_permitted_commands_leave(moves: list[bytes | None]) -> None:
    chip, session = Chip(CARD), Session()
    chip.power(True)
    step: object = session.begin()
    assert step == SELECT_APPLICATION
    for move in moves:
        if not isinstance(step, bytes):
            break
        assert permitted(step)
        step = session.on_reply(chip.answer(step) if move is None else move)
    assert isinstance(step, bytes | IdentityCard | Failed)


def test_replies_in_another_order_never_make_another_person() -> None:
    chip = Chip(CARD)
    chip.power(True)
    replies = [chip.answer(sent) for sent in run(Chip(CARD))[1]]
    for at in range(1, len(replies) + 1):
        for other in replies:
            result, _ = run(Chip(CARD), {at: other})
            assert isinstance(result, Failed) or result == read(CARD)

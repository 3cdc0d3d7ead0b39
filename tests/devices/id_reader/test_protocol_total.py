"""Whatever bytes come, in whatever order, a reading goes on or is over, and holds one person."""

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.id_reader.frames import MAX_FRAME, build
from devices.id_reader.protocol import Reading
from devices.id_reader.replies import Sw3, parse_frame
from devices.id_reader.sim_reader import status
from devices.id_reader.steps import CardDecoded, Pause, Send, Step
from kiosk.identity import IdentityCard
from tests.devices.id_reader.test_protocol import PROFILE, read_reply
from tests.devices.id_reader.vectors import ALL_REPLIES, BLOCKS, REPLIES

PERSONS = [BLOCKS["resident_male_long_term"], BLOCKS["resident_female_minority"]]


def cards(steps: list[Step]) -> list[IdentityCard]:
    return [step.card for step in steps if isinstance(step, CardDecoded)]


def whole(block: bytes) -> IdentityCard:
    """The card as it is read alone."""
    reading = Reading(PROFILE)
    reading.begin()
    reading.on_bytes(REPLIES["find_ok"])
    reading.on_bytes(REPLIES["select_ok"])
    (card,) = cards(reading.on_bytes(read_reply(block)))
    return card


moves = st.one_of(
    st.none(),
    st.binary(max_size=40),
    st.sampled_from(sorted(ALL_REPLIES)).map(ALL_REPLIES.__getitem__),
    st.sampled_from(list(Sw3)).map(status),
)


@settings(max_examples=100)
@given(st.lists(moves, max_size=40))
def test_whatever_comes_the_reading_waits_for_something_or_is_over(
    events: list[bytes | None],
) -> None:
    reading = Reading(PROFILE)
    reading.begin()
    for event in events:
        was_over = reading.over
        steps = reading.on_timeout() if event is None else reading.on_bytes(event)
        if was_over:
            assert steps == []
        elif steps:
            assert reading.over != isinstance(steps[-1], Send | Pause)


def mixed(first: bytes, second: bytes, cut: int) -> bytes:
    """A read reply that begins with one person and ends with another, its check byte right."""
    body = first[:cut][7:] + second[max(cut, 7) : -1]
    return build(body)


@settings(max_examples=200)
@given(st.permutations(PERSONS), st.integers(1, 1290), st.integers(0, 2), st.booleans())
def test_a_card_swapped_in_mid_read_is_read_whole(
    persons: list[bytes], cut: int, arrived: int, cleanly: bool
) -> None:
    """The first reply breaks off anywhere; its rest, from the other card, comes when the reader has
    already been asked for the next card, found it or selected it."""
    first, second = (read_reply(block) for block in persons)
    wrong = mixed(first, second, cut)
    reading = Reading(PROFILE)
    reading.begin()
    for reply in (REPLIES["find_ok"], REPLIES["select_ok"], wrong[:cut]):
        assert not cards(reading.on_bytes(reply))
    assert not cards(reading.on_timeout())
    told = []
    for number, reply in enumerate((REPLIES["find_ok"], REPLIES["select_ok"], second)):
        if number == arrived and not cleanly:
            told += reading.on_bytes(wrong[cut:])
        told += reading.on_bytes(reply)
    assert cards(told) == [whole(persons[1])]


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=MAX_FRAME + 4), st.sampled_from(sorted(ALL_REPLIES))))
def test_one_frame_is_a_reply_and_anything_else_is_none(frame: bytes | str) -> None:
    if isinstance(frame, str):
        reply = parse_frame(ALL_REPLIES[frame])
        assert reply is not None
        assert parse_frame(ALL_REPLIES[frame] + b"A") is None
        assert parse_frame(ALL_REPLIES[frame][:-1]) is None
    else:
        parse_frame(frame)

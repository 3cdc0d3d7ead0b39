"""Transcripts: what is asked, what comes back, what becomes of it. No port and no clock."""

import pytest

from devices.id_reader.frames import FrameParser, build
from devices.id_reader.profile import Profile
from devices.id_reader.protocol import Reading
from devices.id_reader.replies import Sw3
from devices.id_reader.sim_reader import READER_FAULTS, SimReader, status
from devices.id_reader.steps import CardDecoded, Failed, Found, Pause, Retrying, Send, Step
from devices.sims.armed import Armed
from kiosk.faults import Fault
from kiosk.messages.sims import PutCard
from tests.devices.id_reader import vectors
from tests.devices.id_reader.vectors import ALL_REPLIES, REPLIES, REQUESTS, RESIDENT, with_field

PROFILE = Profile()
SILENCE = b""
READ_OK = vectors.READS["read_base_resident"]
FOUND_AND_SELECTED = [
    ("find_card", REPLIES["find_ok"]),
    ("select_card", REPLIES["select_ok"]),
]
NOTHING = ("find_card", REPLIES["find_none"])


def run(*transcript: tuple[str, bytes], reading: Reading | None = None) -> list[Step]:
    """Play a session of (request expected, reply given); pauses pass by themselves. The news."""
    reading = reading or Reading(PROFILE)
    steps = reading.begin()
    news: list[Step] = []
    for asked, reply in transcript:
        if isinstance(steps[-1], Pause):
            steps = reading.on_timeout()
        sent = steps[-1]
        assert isinstance(sent, Send)
        assert sent.frame == REQUESTS[asked]
        steps = reading.on_bytes(reply) if reply else reading.on_timeout()
        if not steps:  # what came was no answer
            steps = reading.on_timeout()
        news += [step for step in steps if not isinstance(step, Send | Pause)]
    assert reading.over == (not isinstance(steps[-1], Send | Pause))
    return news


def read_reply(block: bytes) -> bytes:
    photo = bytes(1024)
    return build(b"\x00\x00\x90\x01\x00\x04\x00" + block + photo)


def test_a_card_is_found_selected_and_read() -> None:
    news = run(NOTHING, *FOUND_AND_SELECTED, ("read_base", READ_OK))
    assert news[0] == Found(news=True)
    assert isinstance(news[1], CardDecoded)
    assert news[1].card.id_no == "440524188001010014"


def test_each_request_has_its_own_patience() -> None:
    reading = Reading(PROFILE)
    waits = [reading.begin()[-1]]
    for _, reply in FOUND_AND_SELECTED:
        waits.append(reading.on_bytes(reply)[-1])
    assert [wait.timeout_s for wait in waits if isinstance(wait, Send)] == [0.5, 0.5, 3.0]
    polling = Reading(PROFILE)
    polling.begin()
    assert polling.on_bytes(REPLIES["find_none"]) == [Pause(0.2)]


def test_the_simulated_reader_answers_the_published_session() -> None:
    reader = SimReader(Armed("id_reader", READER_FAULTS))
    answers = dict(ALL_REPLIES)
    answers["find_none (card still on the antenna)"] = answers["find_none"]
    for number, (asked, answered) in enumerate(vectors.SESSION):
        if number == 3:
            assert reader.steer(PutCard(RESIDENT.hex())).ok
        (body,) = FrameParser(3).feed(REQUESTS[asked])
        assert reader.answer(bytes(body)) == answers[answered], asked


@pytest.mark.parametrize(
    ("sw3", "times"),
    [(Sw3.READ_FAILED, 3), (Sw3.FIND_FAILED, 3), (Sw3.RANDOM_ERROR, 2), (Sw3.UNSPECIFIED, 2)],
)
def test_a_failed_read_is_tried_again_from_find_then_the_card_must_be_shown_again(
    sw3: Sw3, times: int
) -> None:
    attempt = [*FOUND_AND_SELECTED, ("read_base", status(sw3))]
    news = run(*attempt * times)
    assert [step for step in news if not isinstance(step, Found)] == [
        *[Retrying()] * (times - 1),
        Failed(Fault.CARD_READ_FAILED),
    ]


def test_the_second_try_reads_the_card() -> None:
    news = run(
        *[*FOUND_AND_SELECTED, ("read_base", REPLIES["read_failed"])],
        *[*FOUND_AND_SELECTED, ("read_base", READ_OK)],
    )
    assert [type(step) for step in news] == [Found, Retrying, Found, CardDecoded]


def test_select_failed_goes_back_to_find() -> None:
    news = run(
        ("find_card", REPLIES["find_ok"]), ("select_card", REPLIES["select_failed"]), NOTHING
    )
    assert news == [Found(news=True), Retrying(), Failed(Fault.CARD_READ_FAILED)]


def test_a_lost_read_of_a_card_that_is_not_found_again_must_be_shown_again() -> None:
    spoiled = READ_OK[:-1] + bytes([READ_OK[-1] ^ 1])
    for lost in (SILENCE, READ_OK[:700], spoiled):
        news = run(*FOUND_AND_SELECTED, ("read_base", lost), NOTHING, NOTHING, NOTHING)
        assert news == [Found(news=True), Retrying(), Failed(Fault.CARD_READ_FAILED)]


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("auth_card_to_sam_failed", Fault.CARD_NOT_VERIFIED),
        ("auth_sam_to_card_failed", Fault.CARD_NOT_VERIFIED),
        (status(Sw3.VERIFICATION_ERROR), Fault.CARD_NOT_VERIFIED),
        (status(Sw3.WRONG_TYPE), Fault.CARD_WRONG_TYPE),
        (read_reply(with_field(RESIDENT, 122, "440524188001010015")), Fault.CARD_BAD_NUMBER),
        (read_reply(with_field(RESIDENT, 36, "20200230")), Fault.CARD_BAD_TEXT),
        (read_reply(with_field(RESIDENT, 0, "\ud842")), Fault.CARD_BAD_TEXT),
    ],
)
def test_a_card_that_cannot_serve_is_told_once_while_it_lies_there(
    reply: str | bytes, fault: Fault
) -> None:
    frame = REPLIES[reply] if isinstance(reply, str) else reply
    attempt = [*FOUND_AND_SELECTED, ("read_base", frame)]
    told = [Found(news=True), Failed(fault)]
    assert run(*attempt) == told
    assert run(*attempt, *attempt) == [*told, Found(news=False)]
    assert run(*attempt, NOTHING, *attempt) == told * 2
    assert isinstance(run(*attempt, *FOUND_AND_SELECTED, ("read_base", READ_OK))[-1], CardDecoded)


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Sw3.SELF_TEST_FAILED, Fault.READER_OUT_OF_SERVICE),
        (Sw3.SAM_NOT_AUTHORISED, Fault.READER_OUT_OF_SERVICE),
        (Sw3.UNKNOWN_COMMAND, Fault.READER_UNSUPPORTED),
        (Sw3.NO_PERMISSION, Fault.READER_UNSUPPORTED),
        (Sw3.REQUEST_LENGTH, Fault.READER_UNSUPPORTED),
    ],
)
def test_a_reader_that_cannot_read_ends_the_reading(reply: Sw3, fault: Fault) -> None:
    answered = f"answered {reply:02X} {reply.name}"
    assert run(("find_card", status(reply))) == [Failed(fault, f"find: {answered}")]
    told = run(*FOUND_AND_SELECTED, ("read_base", status(reply)))[1:]
    assert told == [Failed(fault, f"read: {answered}")]


def test_a_request_that_arrived_broken_is_sent_once_more() -> None:
    broken = ("find_card", REPLIES["host_checksum_error"])
    assert run(broken, NOTHING) == []
    news = run(broken, broken, broken, broken)
    assert news == [Retrying(), Failed(Fault.CARD_READ_FAILED)]


def test_an_item_without_content_is_no_card() -> None:
    attempt = [*FOUND_AND_SELECTED, ("read_base", REPLIES["no_new_address"])]
    assert run(*attempt * 2)[-1] == Failed(Fault.CARD_READ_FAILED)


def test_late_answers_to_earlier_requests_are_passed_over() -> None:
    reading = Reading(PROFILE)
    reading.begin()
    assert reading.on_bytes(REPLIES["select_ok"]) == []
    reading.on_bytes(REPLIES["find_ok"])
    assert reading.on_bytes(REPLIES["find_ok"]) == []
    reading.on_bytes(REPLIES["select_ok"])
    assert reading.on_bytes(REPLIES["select_ok"]) == []
    assert isinstance(reading.on_bytes(READ_OK)[0], CardDecoded)
    assert reading.on_bytes(READ_OK) == []
    assert reading.on_timeout() == []


def test_the_rest_of_a_card_after_a_wipe_is_nothing() -> None:
    reading = Reading(PROFILE)
    reading.begin()
    for _, reply in FOUND_AND_SELECTED:
        reading.on_bytes(reply)
    reading.on_bytes(READ_OK[:1200])
    reading.wipe()
    assert reading.over
    assert reading.on_bytes(READ_OK[1200:]) == []

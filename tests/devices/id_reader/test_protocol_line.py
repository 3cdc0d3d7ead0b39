"""Transcripts of a bad line: silence, noise, broken frames."""

from devices.id_reader.protocol import Reading
from devices.id_reader.steps import Failed, Pause
from kiosk.faults import Fault
from tests.devices.id_reader.test_protocol import NOTHING, PROFILE, READ_OK, SILENCE, run
from tests.devices.id_reader.vectors import REPLIES


def test_three_questions_without_an_answer_and_the_reader_is_silent() -> None:
    assert run(*[("find_card", SILENCE)] * 2, NOTHING, *[("find_card", SILENCE)] * 2) == []
    assert run(*[("find_card", SILENCE)] * 3) == [Failed(Fault.READER_SILENT)]


def test_three_questions_answered_with_noise_and_the_line_is_garbled() -> None:
    assert run(*[("find_card", b"\x55" * 20)] * 3) == [Failed(Fault.READER_GARBLED)]


def test_a_storm_of_broken_frames_is_garbled_before_any_timeout() -> None:
    reading = Reading(PROFILE)
    reading.begin()
    broken = REPLIES["find_none"][:-1] + b"\x00"
    assert reading.on_bytes(broken * 15) == []
    assert reading.on_bytes(broken) == [Failed(Fault.READER_GARBLED)]
    stray = Reading(PROFILE)
    stray.begin()
    assert stray.on_bytes(b"\x55" * 4000) == []
    assert stray.on_bytes(b"\x55" * 700) == [Failed(Fault.READER_GARBLED)]


def test_broken_frames_between_good_ones_do_not_add_up() -> None:
    reading = Reading(PROFILE)
    reading.begin()
    broken = REPLIES["find_none"][:-1] + b"\x00"
    for _ in range(20):
        assert reading.on_bytes(broken * 2 + b"\x55" * 300) == []
        assert reading.on_bytes(REPLIES["find_none"]) == [Pause(PROFILE.poll_s)]
        reading.on_timeout()


def broken_off(reading: Reading) -> bool:
    return reading.broken_off


def test_the_rest_of_a_reply_that_began_or_came_broken_is_due_soon() -> None:
    reading = Reading(PROFILE)
    reading.begin()
    assert broken_off(reading) is False
    reading.on_bytes(b"\x41" * 4)
    assert broken_off(reading) is False
    reading.on_bytes(READ_OK[:20])
    assert broken_off(reading) is True
    reading.on_timeout()
    assert broken_off(reading) is False
    reading.on_bytes(REPLIES["find_none"][:-1] + b"\x00")
    assert broken_off(reading) is True

"""Every model's transcript means with the model's row what a person wrote beside it.

A model is added with a row in models.toml and a file here: both are found by themselves.
"""

import pytest

from devices.receipt_printer.profile import StatusBits
from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.protocol import status_names
from devices.receipt_printer.status import decode
from tests.devices.receipt_printer.transcripts import (
    FOLDER,
    answers_of,
    check,
    is_status,
    read_transcript,
)


@pytest.mark.parametrize("name", PROFILES)
def test_a_transcript_means_what_it_says(name: str) -> None:
    for exchange in read_transcript(FOLDER / f"{name}.txt"):
        check(exchange, PROFILES[name])


@pytest.mark.parametrize("name", PROFILES)
def test_a_transcript_shows_every_mask_of_its_row(name: str) -> None:
    """No condition is taken on trust: somewhere each of its masks makes the difference."""
    profile = PROFILES[name]
    exchanges = [one for one in read_transcript(FOLDER / f"{name}.txt") if is_status(one)]
    seen = [answers_of(exchange, profile) for exchange in exchanges]
    whole = [answers for answers in seen if len(answers) == len(status_names(profile))]
    for condition in StatusBits.__struct_fields__:
        for answer, mask in getattr(profile.bits, condition):
            assert any(answers[answer] & mask for answers in whole), (
                f"{condition} {answer}:{mask:02X}"
            )
            assert not all(answers[answer] & mask for answers in whole), condition


@pytest.mark.parametrize("name", PROFILES)
def test_a_transcript_begins_with_a_printer_that_can_print(name: str) -> None:
    first = next(iter(read_transcript(FOLDER / f"{name}.txt")))
    assert decode(answers_of(first, PROFILES[name]), PROFILES[name]).can_print


def test_no_transcript_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PROFILES)

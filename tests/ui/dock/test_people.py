"""Sample persons are synthetic, valid, and their cards read as what they say."""

import pytest

from devices.id_reader.text_block import decode_text_block
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from kiosk.numbers import is_person_number
from provisioning.central.setup import sample_persons
from ui.dock.people import CANARY, ELDER, RARE_NAME, WOMAN_WITH_X, WRONG_DIGIT, Person, person


@pytest.mark.parametrize("who", [ELDER, WOMAN_WITH_X, RARE_NAME, CANARY, person(7), person(999)])
def test_a_card_reads_as_its_person(who: Person) -> None:
    card = decode_text_block(bytes.fromhex(who.text_hex))
    assert isinstance(card, IdentityCard)
    assert (card.name, card.id_no, card.long_term) == (who.name, who.id_no, True)


def test_everybody_is_somebody_else_and_nobody_is_real() -> None:
    numbers = [person(n).id_no for n in range(1000)]
    assert len(set(numbers)) == 1000
    assert all(is_person_number(n) and n.startswith("99") for n in numbers)


def test_the_wrong_digit_is_wrong() -> None:
    assert decode_text_block(bytes.fromhex(WRONG_DIGIT.text_hex)) is Fault.CARD_BAD_NUMBER


def test_the_platform_knows_the_standards_samples_and_nobody_else() -> None:
    known = dict(sample_persons())
    assert known[ELDER.name] == ELDER.id_no
    assert known[WOMAN_WITH_X.name] == WOMAN_WITH_X.id_no
    assert person(7).id_no not in known.values()

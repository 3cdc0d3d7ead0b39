import pytest

from devices.ssc_reader.apdu import SELECT_APPLICATION, SELECT_EF05, SELECT_EF06
from devices.ssc_reader.sim_card import ATR, Chip, Unfit
from kiosk.messages.sims import PutSocialCard
from kiosk.values import replace
from tests.devices.ssc_reader import vectors
from tests.devices.ssc_reader.vectors import APDUS, command, reply

CARD = PutSocialCard()


def powered(card: PutSocialCard = CARD) -> Chip:
    chip = Chip(card)
    chip.power(True)
    return chip


def opened(card: PutSocialCard, file: bytes) -> Chip:
    chip = powered(card)
    chip.answer(SELECT_APPLICATION)
    assert chip.answer(file) == vectors.OK
    return chip


def test_the_simulated_chip_answers_as_the_vectors() -> None:
    chip = powered()
    assert chip.answer(SELECT_APPLICATION) == reply("select_ssse")
    then = APDUS["select_ssse"]["then"]
    assert chip.answer(bytes.fromhex(then["cmd"])) == bytes.fromhex(then["reply"])
    for name in ("select_ef05", "read_cardno_by_tag", "read_cardno_by_tag_with_sfi"):
        assert chip.answer(command(name)) == reply(name), name
    assert chip.answer(bytes.fromhex("00B2010540")) == reply("ef05_version_nul_padded")
    for name in ("select_ef06", "ef06_read_all_v2", "get_challenge"):
        assert chip.answer(command(name)) == reply(name), name
    assert chip.unknown == 0
    assert chip.atr == ATR == vectors.ATR


@pytest.mark.parametrize(
    ("kind", "name"), [("needs_auth", "ef06_v3_needs_auth"), ("bank", "not_a_social_security_card")]
)
def test_cards_that_refuse(kind: str, name: str) -> None:
    card = replace(CARD, kind=kind)
    chip = powered(card) if kind == "bank" else opened(card, SELECT_EF06)
    assert chip.answer(command(name)) == reply(name)


def test_a_name_is_cut_between_its_records_wherever_that_falls() -> None:
    name = "ef06_name_straddles_boundary"
    chip = opened(replace(CARD, name=APDUS[name]["decoded"]["name"]), SELECT_EF06)
    for tag, record in vectors.records(name).items():
        asked = bytes([0x00, 0xB2, tag, 0x00, len(record)])
        assert chip.answer(asked) == record + vectors.OK


def test_a_first_generation_card_has_no_name_extension() -> None:
    chip = opened(replace(CARD, generation="1.0"), SELECT_EF06)
    assert chip.answer(bytes.fromhex("00B24E0016")) == b"\x6a\x83"
    assert chip.answer(bytes.fromhex("00B201055B")) == b"\x6c\x45"


def test_a_wrong_length_is_told() -> None:
    chip = opened(CARD, SELECT_EF05)
    assert chip.answer(bytes.fromhex("00B2070000")) == b"\x6c\x0b"


def test_a_reset_forgets_what_was_selected() -> None:
    chip = opened(CARD, SELECT_EF05)
    chip.power(True)
    assert chip.answer(command("read_cardno_by_tag")) == b"\x69\x01"
    assert chip.answer(SELECT_EF05) == b"\x6a\x82"


def test_commands_without_power_and_strange_ones_are_counted() -> None:
    chip = Chip(CARD)
    assert chip.answer(SELECT_APPLICATION) == b"\x6f\x00"
    chip.power(True)
    assert chip.answer(bytes.fromhex("00FF000000")) == b"\x6d\x00"
    assert chip.unknown == 2


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD, kind="credit"),
        replace(CARD, name="长" * 26),
        replace(CARD, name="长" * 16, generation="1.0"),
        replace(CARD, issuer="9" * 25),
        replace(CARD, birth="1880-01-01"),
    ],
)
def test_a_card_that_cannot_be_written_is_refused(card: PutSocialCard) -> None:
    with pytest.raises(Unfit):
        Chip(card)

"""Section `id_text_blocks`: the four kinds of ID card, field by field."""

from datetime import date

from devices.id_reader.text_block import LONG_TERM, decode_text_block, former_number
from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from kiosk.numbers import nation_name, sex_name
from tests.devices.vector_runs.vector import Vector

CARD_TYPES = {
    CardKind.RESIDENT: "resident",
    CardKind.HMT_RESIDENCE: "J",
    CardKind.FOREIGNER_2017: "I",
    CardKind.FOREIGNER_2023: "Y",
}


def text_block(vector: Vector) -> None:
    card = decode_text_block(vector.data("text_hex"))
    if isinstance(card, Fault):
        vector.take("card_type")
        vector.take("decoded")
        vector.fail(f"refused: {card.name}")
        return
    vector.same("card_type", CARD_TYPES[card.kind])
    compare(vector.child("decoded"), card)


def compare(stated: Vector, card: IdentityCard) -> None:
    """Every decoded field that the vector states, against the card."""
    for field, got in _said(card).items():
        stated.alike(field, got)
    if "previous_number_association" in stated:
        _association(stated, card)


def _said(card: IdentityCard) -> dict[str, str | None]:
    flag = CARD_TYPES[card.kind]
    chinese = "" if card.name == card.name_en else card.name
    return {
        "name": card.name,
        "name_cn": chinese,
        "name_en": card.name_en,
        "sex": card.sex,
        "sex_text": sex_name(card.sex),
        "nation": card.nation,
        "nation_text": nation_name(card.nation),
        "birth": _day(card.birth),
        "address": card.address,
        "id_no": card.id_no,
        "issuer": card.issuer,
        "valid_from": _day(card.valid_from),
        "valid_to": _day(card.valid_to),
        "valid_to_raw": LONG_TERM if card.long_term else _raw(card.valid_to),
        "type_flag": flag if flag in ("I", "J", "Y") else None,
        "pass_no": card.permit_no,
        "issue_count": card.issue_count,
        "renew_count": card.issue_count,
        "nationality": card.nationality,
        "version": card.card_version,
        "authority_code": card.issuer,
        "derived_previous_id_no": card.former_no,
    }


def _association(stated: Vector, card: IdentityCard) -> None:
    """The card keeps the former number only: the field stated must lead to that one."""
    field = stated.take("previous_number_association") or ""
    former = former_number(card.id_no, card.nationality, field.strip(" \0"))
    stated.equal("previous_number_association leads to", former, card.former_no)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _raw(value: date | None) -> str | None:
    return None if value is None else f"{value:%Y%m%d}"

"""Sections of the social security card: exchanges, records, card numbers, answer to reset.

What a vector states of a field is compared with a card that the production code reads: the records
of the vector, and for those that it does not give the records of a sample card. Fields that this
terminal never reads go through a field of their own type.
"""

from datetime import date
from typing import Any

from devices.ssc_reader.apdu import (
    SELECT_APPLICATION,
    SELECT_EF05,
    SELECT_EF06,
    Answer,
    Exchange,
    Tag,
    read_record,
)
from devices.ssc_reader.card_facts import historical_bytes, parse_fci
from devices.ssc_reader.protocol import failure
from devices.ssc_reader.records import decode_person, generation_of, is_card_number, value_of
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from tests.devices.vector_runs.vector import Malformed, Vector

SAMPLE = {Tag.NAME: "测试甲".encode("gbk"), Tag.NUMBER: b"440524188001010014"}
BUILT = {
    "select_ssse": SELECT_APPLICATION,
    "select_ef05": SELECT_EF05,
    "select_ef06": SELECT_EF06,
    "not_a_social_security_card": SELECT_APPLICATION,
}
REFUSED = {
    "needs_auth": Fault.SSC_NEEDS_AUTH,
    "not_a_social": Fault.SSC_OTHER_CARD,
    "locked": Fault.SSC_LOCKED,
}
"""Words of a vector's name, and what a reading makes of its status word."""

READ_RECORD = b"\x00\xb2"
CORRECTION = 0x6C
_CARD_ID, _CARD_CLASS, _BIRTHPLACE = 0x01, 0x02, 0x0C
_STAND_INS = {_CARD_CLASS: Tag.SEX, _BIRTHPLACE: Tag.ISSUER}

Records = dict[int, bytes]


def card_number(vector: Vector) -> None:
    vector.take("valid")
    vector.same("valid", is_card_number(vector.text("value")))


def answer_to_reset(vector: Vector) -> None:
    historical = historical_bytes(vector.data("atr"))
    vector.take("historical")
    vector.same("historical", None if historical is None else historical.hex().upper())


def apdu(vector: Vector) -> None:
    records: Records = {}
    if "reply" in vector or "records" not in vector:
        answer = _exchange(vector)
        if answer is not None:
            _refusal(vector, answer.sw)
            records |= _facts(vector, answer)
    if "records" in vector:
        listed = vector.child("records")
        records |= {int(tag, 16): _value(int(tag, 16), listed.data(tag)) for tag in listed}
    if "decoded" in vector:
        _decoded(vector.child("decoded"), records)


def _exchange(vector: Vector) -> Answer | None:
    """The card's whole answer; None where it is not all in the vector."""
    command = vector.data("cmd") if "cmd" in vector else SELECT_EF05
    if "cmd" in vector:
        _command(vector, command)
    exchange, step = Exchange(command), vector
    result = exchange.on_reply(step.data("reply"))
    while "then" in step:
        step = step.child("then")
        step.equal("cmd", step.data("cmd"), exchange.sent if result is None else None)
        result = exchange.on_reply(step.data("reply"))
    if result is not None and not isinstance(result, Answer):
        raise Malformed("reply: no answer to any command")
    return result


def _command(vector: Vector, command: bytes) -> None:
    """The length asked for is free where the card corrects it, or where it is 00 (all there is)."""
    if len(command) < 4 or (len(command) > 5 and len(command) - 5 - command[4] not in (0, 1)):
        vector.fail("cmd: its lengths do not add up")
    built = BUILT.get(vector.name)
    if built is None and command[:2] == READ_RECORD and command[3] == 0 and command[2] in set(Tag):
        built = read_record(Tag(command[2]))
        if command[4:] == b"\0" or vector.data("reply")[-2] == CORRECTION:
            built = built[:4] + command[4:]
    if built is not None:
        vector.equal("cmd", command, built)


def _refusal(vector: Vector, sw: int) -> None:
    vector.same("sw", f"{sw:04X}")
    for word, fault in REFUSED.items():
        failed = failure(sw)
        if word in vector.name:
            vector.equal("fault", fault, failed.fault if failed else None)


def _facts(vector: Vector, answer: Answer) -> Records:
    """What the data is: file control information where the vector says so, else records."""
    if "parsed" not in vector:
        return _split(answer.data) if "decoded" in vector else {}
    fci, stated = parse_fci(answer.data), vector.child("parsed")
    if fci is None:
        stated.fail("no file control information")
        return {}
    stated.same("df_name_gbk", fci.name.decode("gbk"))
    stated.same("sfi_88", None if fci.sfi is None else f"{fci.sfi:02X}")
    if "9F0C" in stated:
        known = fci.algorithm
        text = None if known is None else f"{known.value:02X} -> {known.name}"
        stated.child("9F0C").same("86", text)
    return {}


def _split(data: bytes) -> Records:
    """Records one after the other: tag, length, value."""
    found = {}
    while data:
        size = 2 + data[1] if len(data) > 1 else 2
        found[data[0]] = _value(data[0], data[:size])
        data = data[size:]
    return found


def _value(tag: int, record: bytes) -> bytes:
    """Raises Malformed where the record is not one of this tag."""
    value = value_of(Tag(tag), record) if tag in set(Tag) else record[2:]
    if value is None or record[0] != tag or len(record) != 2 + record[1]:
        raise Malformed(f"no record {tag:02X}: {record.hex().upper()}")
    return value


def _decoded(stated: Vector, records: Records) -> None:
    for field in stated:
        got = _by_tag(int(field, 16), records) if len(field) == 2 else _by_word(field, records)
        if field in ("03", "version", "generation"):
            _version(stated, field, str(stated.take(field) or ""), records)
        else:
            stated.alike(field, got)


def _version(stated: Vector, field: str, expected: str, records: Records) -> None:
    """`2.0 -> generation 2`, or either half of it."""
    version = _text(records.get(Tag.VERSION, b""))
    text, _, generation = expected.rpartition(" -> ")
    said = f"generation {generation_of(version)[:1]}"
    stated.equal(f"{field} generation", generation or said, said)
    if text and text not in ("blank", "empty"):
        stated.equal(f"{field} version", text, version)


def _by_tag(tag: int, records: Records) -> str | None:
    if tag not in records:
        return None  # the card has no such record
    value = records[tag]
    if tag == _CARD_ID:
        return value.hex().upper()
    if tag in _STAND_INS:
        return _of(_person({_STAND_INS[tag]: value}), _STAND_INS[tag])
    if tag == Tag.NAME_EXTENSION:
        return _extension(value)
    return _of(_person({tag: value}), Tag(tag))


def _by_word(field: str, records: Records) -> str | None:
    words = {
        "name": Tag.NAME,
        "id_no": Tag.NUMBER,
        "card_no": Tag.CARD_NUMBER,
        "sex": Tag.SEX,
        "nation": Tag.NATION,
        "birth": Tag.BIRTH,
        "issuer": Tag.ISSUER,
        "issue_date": Tag.VALID_FROM,
        "valid_from": Tag.VALID_FROM,
        "expiry": Tag.VALID_TO,
        "expiry_date": Tag.VALID_TO,
        "valid_to": Tag.VALID_TO,
        "version": Tag.VERSION,
        "generation": Tag.VERSION,
        "birthplace": _BIRTHPLACE,
    }
    if field not in words:
        raise Malformed(f"decoded.{field}: unknown field")
    tag = words[field]
    return _by_tag(tag, records) if tag == _BIRTHPLACE else _of(_person(records), Tag(tag))


def _person(records: Records) -> IdentityCard:
    """Read by the production code, with the sample's name and number where none is given."""
    values = {Tag(tag): value for tag, value in records.items() if tag in set(Tag)}
    card = decode_person(SAMPLE | values)
    if isinstance(card, Fault):
        raise Malformed(f"decoded: refused: {card.name}")
    return card


def _of(card: IdentityCard, tag: Tag) -> str | None:
    said: dict[Tag, Any] = {
        Tag.VERSION: card.generation,
        Tag.ISSUER: card.issuer,
        Tag.VALID_FROM: card.valid_from,
        Tag.VALID_TO: card.valid_to,
        Tag.CARD_NUMBER: card.card_no,
        Tag.NUMBER: card.id_no,
        Tag.NAME: card.name,
        Tag.SEX: card.sex,
        Tag.NATION: card.nation,
        Tag.BIRTH: card.birth,
    }
    value = said[tag]
    return value.isoformat() if isinstance(value, date) else value


def _extension(value: bytes) -> str:
    """What it adds to the sample's name."""
    base = _person({}).name
    return _person({Tag.NAME_EXTENSION: value}).name.removeprefix(base)


def _text(value: bytes) -> str:
    """An `an` field, read as the sex is."""
    return _person({Tag.SEX: value}).sex

"""Every message survives the wire; whatever else comes is a ValueError and nothing worse."""

from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from kiosk.link.codec import decode, encode, registry
from kiosk.messages import (
    archive,
    audit,
    cards,
    catalogue,
    certificates,
    devices,
    hints,
    hosts,
    identity,
    imaging,
    items,
    lamps,
    mine,
    operator,
    places,
    printing,
    queries,
    ratings,
    service,
    sims,
    stage,
    takeaway,
    themes,
)
from kiosk.messages.cards import CardRead
from kiosk.messages.service import AskHall, Recorded
from tests.kiosk.samples import HALL, YI

MODULES = (
    archive,
    audit,
    cards,
    catalogue,
    certificates,
    devices,
    hints,
    hosts,
    identity,
    imaging,
    items,
    lamps,
    mine,
    operator,
    places,
    printing,
    queries,
    ratings,
    service,
    sims,
    stage,
    themes,
    takeaway,
)

QUICK = settings(max_examples=20, derandomize=True, database=None)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    str: st.text(max_size=12),
    bytes: st.binary(max_size=12),
    date: st.dates(),
    NoneType: st.none(),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([values_of(one) for one in get_args(hint)])
    if get_origin(hint) is tuple and get_args(hint)[-1] is not Ellipsis:
        return st.tuples(*(values_of(one) for one in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=3).map(tuple)
    if issubclass(hint, Struct):
        return messages_of(hint)
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    raise AssertionError(f"no values known for {hint}")


def messages_of(kind: Any) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{one.name: values_of(one.type) for one in fields(kind)})


@pytest.mark.parametrize("kind", registry().values(), ids=lambda kind: str(kind.__name__))
def test_every_message_survives_the_wire(kind: type[Any]) -> None:
    @QUICK
    @given(messages_of(kind), st.integers(1, 2**63), st.integers(0, 2**63))
    def survives(message: Any, number: int, re: int) -> None:
        envelope, arrived = decode(encode(message, number, re))
        assert arrived == message
        assert type(arrived) is kind
        assert (envelope.kind, envelope.id, envelope.re) == (kind.__name__, number, re)

    survives()


def test_rare_characters_arrive_unchanged() -> None:
    name = "\U00020000\u9fa6\U00030ede·〇"
    message = CardRead("c", YI.__class__(YI.kind, name, YI.id_no))
    assert decode(encode(message, 1))[1].card.name == name


def test_what_is_no_message_is_not_sent() -> None:
    for stranger in (object(), YI, "AskHall", None):
        with pytest.raises(TypeError, match="is not a message"):
            encode(stranger, 1)


def raw(kind: object = "Recorded", body: object = None, **more: object) -> bytes:
    return msgspec.msgpack.encode({"kind": kind, "id": 1, "re": 0, "body": body, **more})


BROKEN = {
    "nothing": b"",
    "half": encode(HALL, 1)[:-1],
    "more": encode(AskHall(), 1) + b"\x00",
    "no envelope": msgspec.msgpack.encode([1, 2, 3]),
    "unknown kind": raw("Nobody", {}),
    "kind is a number": raw(7, {}),
    "body missing": msgspec.msgpack.encode({"kind": "AskHall", "id": 1, "re": 0}),
    "body of another shape": raw(body={"request_id": 5}),
    "field missing": raw(body={}),
    "body is a text": raw(body="request_id"),
    "id is a text": raw(body={"request_id": "r"}, id="1"),
    "no UTF-8": raw(body={"request_id": "zz"}).replace(b"\xa2zz", b"\xa2\xff\xfe"),
    "deep": b"\x91" * 100_000,
    "deep body": raw(body=None)[:-1] + b"\x91" * 100_000,
    "unknown code": raw("CardFailed", {"command": "c", "fault": "XX-0000"}),
}


@pytest.mark.parametrize("payload", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_frame_is_a_value_error(payload: bytes) -> None:
    with pytest.raises(ValueError, match=r"malformed message|unknown message kind"):
        decode(payload)


def test_an_error_does_not_quote_what_came() -> None:
    with pytest.raises(ValueError, match="malformed") as caught:
        decode(raw(body={"request_id": {YI.id_no: YI.name}}))
    assert caught.value.__suppress_context__
    assert YI.id_no not in repr(caught.value)


@settings(max_examples=200, derandomize=True, database=None)
@given(st.binary(max_size=80), st.integers(0, 60))
def test_noise_is_a_value_error_or_a_message(noise: bytes, at: int) -> None:
    good = encode(Recorded("request-1"), 1)
    for payload in (noise, good[:at] + noise + good[at + len(noise) :]):
        try:
            _envelope, message = decode(payload)
        except ValueError:
            continue
        assert type(message).__name__ in registry()


def test_no_two_messages_share_a_name() -> None:
    """The name is all that the envelope carries."""
    own = [
        name
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, Struct)
        and value.__module__ == module.__name__
    ]
    assert len(own) == len(set(own))
    assert set(own) == registry().keys()

"""The signed lists as they are read: nothing that is not of the agreed form is taken."""

from typing import Any

import pytest

from kiosk.certificates.lists import BadList, list_bytes, parse_revocation, parse_trust

TRUST: dict[str, Any] = {
    "list": "trust",
    "version": 3,
    "as_of": "2030-11-21T09:00:00+08:00",
    "address": "HTTPS://V.EXAMPLE/V/",
    "roots": ["00ff"],
    "issuers": {"X": {"name": "n", "seals": ["ab"], "keys": {"01": "02"}, "types": {"t": "T"}}},
}
REVOCATION: dict[str, Any] = {
    "list": "revocation",
    "version": 3,
    "as_of": "2030-11-21T09:00:00+08:00",
    "revoked": ["a"],
    "void": ["b"],
}


def test_lists_are_read() -> None:
    trust = parse_trust(TRUST)
    assert trust.issuers["X"].keys == {b"\x01": b"\x02"}
    assert trust.roots == (b"\x00\xff",)
    assert parse_revocation(REVOCATION).void == {"b"}


@pytest.mark.parametrize(
    "change",
    [
        {"list": "revocation"},
        {"as_of": "2030-11-21T09:00:00"},
        {"as_of": None},
        {"roots": ["zz"]},
        {"issuers": []},
        {"issuers": {"X": {}}},
        {"version": "x"},
    ],
)
def test_a_trust_list_of_another_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadList):
        parse_trust(TRUST | change)


@pytest.mark.parametrize("change", [{"list": "trust"}, {"void": "abc"}, {"revoked": [1]}])
def test_a_revocation_list_of_another_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadList):
        parse_revocation(REVOCATION | change)


def test_what_is_signed_does_not_depend_on_the_order_of_names() -> None:
    backwards = dict(reversed(list(TRUST.items())))
    assert list_bytes(backwards) == list_bytes(TRUST)

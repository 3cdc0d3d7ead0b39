"""Identities read while cut off are looked at again at sync, and not kept."""

import base64
from pathlib import Path
from typing import Any

import pytest

from provisioning.central.setup import sample_persons
from tests.provisioning.central.platform import ONE, Platform
from tests.provisioning.central.samples import (
    JIA,
    YI,
    held_ticket,
    own_day,
    record,
    seal,
    ticket,
)

pytestmark = pytest.mark.slow


def found(platform: Platform, body: dict[str, Any]) -> tuple[str, str]:
    """Send it; what the platform found out about its identity, and why."""
    assert platform.statuses(ONE, [record("ticket", body)]) == ["applied"]
    ((state, finding, reason),) = platform.rows(
        "SELECT state, identity_state, identity_reason FROM central_ticket WHERE ticket_id = ?",
        body["ticket_id"],
    )
    assert state == 0, "the number stays valid: the window looks at the document"
    return finding, reason


@pytest.mark.row("S005")
def test_identity_that_the_register_confirms_is_verified(shared: Platform) -> None:
    for person in (JIA, YI, *sample_persons()):
        body = held_ticket(shared.data, person, 1, own_day())
        assert found(shared, body) == ("verified", "")


@pytest.mark.row("S005")
def test_mismatch_turns_to_verify_and_is_never_accepted(shared: Platform) -> None:
    unknown = ("测试甲", "990100194001019995")
    body = held_ticket(shared.data, unknown, 1, own_day())
    assert found(shared, body) == ("to_verify", "number_unknown")
    body = held_ticket(shared.data, (YI[0], JIA[1]), 1, own_day())
    assert found(shared, body) == ("to_verify", "name_differs")
    shown = shared.evidence()["terminals"][0]["tickets"]
    (one,) = (one for one in shown if one["ticket_id"] == body["ticket_id"])
    assert (one["identity"], one["identity_state"]) == ("verified_offline", "to_verify")


def test_identity_that_cannot_be_opened_is_to_verify(shared: Platform) -> None:
    good = held_ticket(shared.data, JIA, 1, own_day())
    raw = bytearray(base64.b64decode(good["sealed"]))
    raw[-1] ^= 1
    moved = held_ticket(shared.data, JIA, 1, own_day())["sealed"]
    for sealed in (base64.b64encode(raw).decode(), moved, "AQ==", "no base64!", "AAAA" * 40):
        body = held_ticket(shared.data, JIA, 1, own_day()) | {"sealed": sealed}
        assert found(shared, body) == ("to_verify", "not_readable")
    body = held_ticket(shared.data, JIA, 1, own_day()) | {"sealed": ""}
    assert found(shared, body) == ("to_verify", "not_sent")


def test_sealed_person_and_holder_must_be_the_same(shared: Platform) -> None:
    body = held_ticket(shared.data, JIA, 1, own_day())
    of_yi = held_ticket(shared.data, YI, 1, own_day())["holder_hash"]
    assert found(shared, body | {"holder_hash": of_yi}) == ("to_verify", "holder_differs")


def test_typed_number_is_never_verified(shared: Platform) -> None:
    typed = {"identity": "typed", "means": "IDNO", "assurance": "AL1", "holder_mask": "44****14"}
    body = held_ticket(shared.data, ("", JIA[1]), 1, own_day(), **typed)
    assert found(shared, body) == ("unverified", "typed")
    body = held_ticket(shared.data, JIA, 1, own_day(), **typed)
    assert found(shared, body) == ("unverified", "typed")
    body = held_ticket(shared.data, ("", "990100194001019995"), 1, own_day(), **typed)
    assert found(shared, body) == ("to_verify", "number_unknown")


def test_anonymous_ticket_is_unverified(shared: Platform) -> None:
    assert found(shared, ticket(1, own_day())) == ("unverified", "")


def test_neither_identity_nor_sealed_bytes_are_kept(own: Platform) -> None:
    own.start()
    body = held_ticket(own.data, JIA, 1, own_day())
    one = record("ticket", body | {"unknown_field": JIA[1]})
    assert own.statuses(ONE, [one]) == ["applied"]
    assert own.statuses(ONE, [one]) == ["already"], "though the body is kept without `sealed`"

    shown = str(own.evidence())
    assert body["holder_hash"] not in shown and body["holder_mask"] not in shown
    own.stop()
    held = b"".join(path.read_bytes() for path in database_files(own.data))
    assert body["ticket_id"].encode() in held
    sealed = base64.b64decode(body["sealed"])
    for secret in (JIA[0].encode(), JIA[1].encode(), body["sealed"].encode(), sealed):
        assert secret not in held


def database_files(data: Path) -> list[Path]:
    return list(data.glob("central.sqlite3*"))


def test_seal_of_these_tests_is_bound_to_its_request(shared: Platform) -> None:
    public = shared.data / "terminals" / ONE / "platform.pub"
    body = held_ticket(shared.data, JIA, 1, own_day())
    body["sealed"] = seal(public, *JIA, request_id="another")
    assert found(shared, body) == ("to_verify", "not_readable")

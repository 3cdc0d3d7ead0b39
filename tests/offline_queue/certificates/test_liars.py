"""A platform that lies about a certificate, or hangs: told in time, and nothing is printed."""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from kiosk.certificates.copies import CopyState
from kiosk.faults import Fault
from offline_queue.audit import log as audit
from tests.offline_queue.certificates.between import Between, Passed
from tests.offline_queue.certificates.hall import Citizen, Hall, states
from tests.provisioning.central.certificates.certificates import Desk
from tests.provisioning.central.platform import Platform
from tests.provisioning.central.samples import YI

pytestmark = pytest.mark.slow


def refusals(far: Hall) -> list[str]:
    """Why documents were refused, in the audit log."""
    assert far.service is not None
    entries = far.service.store.call(lambda ledger: audit.read(ledger, 0, 1000))
    events = [json.loads(one.event) for one in entries]
    return [one["name"] for one in events if one["what"] == "certificate.refused"]


class Another:
    """A document instead of the one that was asked for, its length and hash told to fit: only what
    is in it can show the lie."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf

    def __call__(self, passed: Passed) -> Passed:
        if passed.is_document:
            return passed.instead(self.pdf)
        if not passed.is_certificate:
            return passed
        answer = json.loads(passed.content)
        for one in answer["certificate"]["copies"]:
            one["length"], one["sha256"] = len(self.pdf), hashlib.sha256(self.pdf).hexdigest()
        return passed.instead(json.dumps(answer).encode())


def pdf_of(platform: Platform, **changes: Any) -> bytes:
    """Genuine, of the same platform."""
    desk = Desk(platform)
    return desk.fetch(desk.issued(**changes)["certificate_id"]).content


OTHERS = "992000501000"
"""A certificate of another department, for the same credential."""


@pytest.mark.row("S083")
@pytest.mark.parametrize(
    ("make", "fault", "word"),
    [
        (lambda p: pdf_of(p, person=YI), Fault.CERT_NOT_YOURS, "certificate"),
        (lambda p: _changed(pdf_of(p)), Fault.CERT_DAMAGED, "broken"),
        (lambda p: pdf_of(p) + b"\n%more\n", Fault.CERT_DAMAGED, "not_whole"),
        (lambda p: b"%PDF-1.7\nnothing", Fault.CERT_DAMAGED, "not_readable"),
    ],
)
def test_another_document_than_was_asked_for_is_void_and_not_printed(
    far: Hall,
    visitor: Citizen,
    between: Between,
    make: Callable[[Platform], bytes],
    fault: Fault,
    word: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    between.spoil = Another(make(far.platform))
    asked = visitor.want()
    assert visitor.refused(asked) == fault.name
    assert refusals(far)[-1:] == [word]
    assert f"document refused: {word}" in caplog.text
    name = between.certificate_id
    assert states(far.platform, name) == [CopyState.VOID], "told at once"
    assert not far.documents()


def _changed(pdf: bytes) -> bytes:
    at = len(pdf) // 2
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def test_one_changed_byte_on_the_way_is_noticed_before_the_seal(
    far: Hall, visitor: Citizen, between: Between
) -> None:
    between.spoil = lambda one: one.instead(_changed(one.content)) if one.is_document else one
    asked = visitor.want()
    assert visitor.refused(asked) == Fault.CERT_DAMAGED.name
    name = between.certificate_id
    assert states(far.platform, name) == [CopyState.VOID]
    between.again()
    again = visitor.ready(asked)
    assert (again.certificate_id, again.copy_no) == (name, 2), "what it was is never used again"


def test_a_refused_document_is_told_by_its_record_where_the_platform_does_not_hear_it(
    far: Hall, visitor: Citizen, between: Between
) -> None:
    """The direct word gets no answer; what was written down first gets there."""
    between.spoil = lambda one: one.instead(b"%PDF-1.7") if one.is_document else one
    between.lost = ("/copies/1",)
    assert visitor.refused(visitor.want()) == Fault.CERT_DAMAGED.name
    far.settled(between.certificate_id, "void")
    assert not far.dead_letters()


def told(passed: Passed, **changes: Any) -> Passed:
    answer = json.loads(passed.content)
    answer["certificate"] |= changes
    return passed.instead(json.dumps(answer).encode())


IMPOSSIBLE: tuple[tuple[dict[str, Any], Fault], ...] = (
    ({"copies": []}, Fault.CERT_NOT_OURS),
    ({"copies": None}, Fault.CERT_NOT_OURS),
    ({"certificate_id": "1.2.156.3005.2.x"}, Fault.CERT_NOT_OURS),
    ({"type_name": 7}, Fault.CERT_NOT_OURS),
    ({"revoked": True}, Fault.CERT_REVOKED),
)


def test_a_description_that_cannot_be_is_not_used(
    far: Hall, visitor: Citizen, between: Between
) -> None:
    asked = visitor.want()
    for change, fault in IMPOSSIBLE:
        lie = partial(told, **change)
        between.spoil = lambda one, lie=lie: lie(one) if one.is_certificate else one  # type: ignore[misc]
        assert visitor.refused(asked) == fault.name, change
    assert not between.asked("/copies/1", "GET"), "nothing was fetched"


def test_a_certificate_of_another_item_is_not_even_fetched(
    far: Hall, visitor: Citizen, between: Between
) -> None:
    desk = Desk(far.platform)
    other = desk.issued(item=OTHERS)
    between.spoil = lambda one: told(one, **other) if one.is_certificate else one
    assert visitor.refused(visitor.want()) == Fault.CERT_NOT_YOURS.name
    assert refusals(far)[-1:] == ["type"]
    assert not between.asked("/copies/1", "GET")


@pytest.mark.row("S083")
def test_another_persons_certificate_is_neither_printed_nor_shown(
    far: Hall, visitor: Citizen, between: Between
) -> None:
    """A platform that mixes up two sessions: all of it is genuine, and of the right kind."""
    theirs = Desk(far.platform).issued(person=YI)
    between.spoil = lambda one: told(one, **theirs) if one.path.endswith("certificates") else one
    assert visitor.refused(visitor.want()) == Fault.CERT_NOT_YOURS.name
    assert refusals(far)[-1:] == ["holder"]
    assert states(far.platform, theirs["certificate_id"]) == [CopyState.VOID]
    assert not between.asked("/preview")


def test_a_former_copy_is_not_taken_for_the_next_one(
    far: Hall, visitor: Citizen, between: Between
) -> None:
    first = visitor.ready(visitor.want())
    (old,) = [one.content for one in between.passed if one.is_document]
    between.spoil = Another(old)
    assert visitor.refused(visitor.next_of(first.certificate_id)) == Fault.CERT_NOT_YOURS.name
    assert refusals(far)[-1:] == ["copy"]
    assert states(far.platform, first.certificate_id) == [CopyState.VOID, CopyState.VOID]

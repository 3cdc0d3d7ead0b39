"""Applications with their attachments, results of what was ordered, and how long records stay."""

import base64
import hashlib
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.provisioning.central.exchange.tus import Tus
from tests.provisioning.central.platform import ONE, TWO, Platform
from tests.provisioning.central.samples import (
    application,
    auth,
    material,
    own_day,
    own_epoch,
    record,
    ticket,
)


def uploaded(platform: Platform, content: bytes = b"page", **changes: Any) -> dict[str, Any]:
    """An attachment that is there, as an application describes it."""
    file = Tus(platform, content)
    return material(file.upload(), file.sha256, **changes)


def test_application_is_stored_with_its_materials_and_its_form_stays_sealed(
    shared: Platform,
) -> None:
    body = application(uploaded(shared, trust="A"), uploaded(shared, b"second page"))
    sent = record("application", body, about="ab")
    assert shared.statuses(ONE, [sent, sent]) == ["applied", "already"]
    query = "SELECT item_code, form FROM central_application WHERE application_id = ?"
    assert shared.rows(query, body["application_id"]) == [(body["item_code"], body["form"])]
    query = "SELECT trust, sha256 FROM central_material WHERE application_id = ? ORDER BY id"
    assert shared.rows(query, body["application_id"]) == [
        (one["trust"], one["sha256"]) for one in body["materials"]
    ]
    ((kept,),) = shared.rows("SELECT body FROM central_record WHERE key = ?", sent["key"])
    assert body["form"] not in kept


def inline(content: bytes, **changes: Any) -> dict[str, Any]:
    """A small attachment, in the record itself."""
    digest = hashlib.sha256(content).hexdigest()
    coded = base64.b64encode(content).decode()
    return material(f"inline-{digest[:20]}", digest, content=coded) | changes


def test_small_attachment_comes_in_the_record_and_is_kept_as_a_file(shared: Platform) -> None:
    body = application(inline(b"a small page"), uploaded(shared, b"a large page"))
    sent = record("application", body, about="ae")
    assert shared.statuses(ONE, [sent, sent]) == ["applied", "already"]
    query = "SELECT state, length FROM central_upload WHERE attachment_id = ?"
    assert shared.rows(query, body["materials"][0]["attachment_id"]) == [("complete", 12)]
    ((kept,),) = shared.rows("SELECT body FROM central_record WHERE key = ?", sent["key"])
    assert body["materials"][0]["content"] not in kept


def test_small_attachment_that_is_another_than_described_is_rejected(shared: Platform) -> None:
    body = application(inline(b"a small page", sha256="0" * 64))
    assert shared.statuses(ONE, [record("application", body, about="af")]) == ["rejected"]


def test_application_needs_its_attachments_and_names_what_is_missing(shared: Platform) -> None:
    there, file = uploaded(shared), Tus(shared, b"late page")
    body = application(there, material(file.attachment_id, file.sha256))
    batch = [
        record("application", body, about="ac"),
        record("auth", auth(), about="ac"),
        record("auth", auth()),
    ]
    first, second, third = shared.send(ONE, batch)
    assert (first["status"], first["missing"]) == ("rejected", [file.attachment_id])
    assert [second["status"], third["status"]] == ["waits", "applied"]
    assert "missing" not in second

    file.announce()
    file.send(0, 4)
    assert shared.send(ONE, batch)[0]["status"] == "rejected", "half is there"
    file.send(4, 9)
    assert shared.statuses(ONE, batch) == ["applied", "applied", "already"]


@pytest.mark.parametrize(
    "change",
    [{"sha256": "0" * 64}, {"sm3": "0" * 64}],
    ids=["other hash", "other SM3"],
)
def test_attachment_that_is_not_the_described_one_is_rejected(
    shared: Platform, change: dict[str, str]
) -> None:
    body = application(uploaded(shared) | change)
    (answer,) = shared.send(ONE, [record("application", body)])
    assert answer["status"] == "rejected" and "missing" not in answer
    query = "SELECT count(*) FROM central_application WHERE application_id = ?"
    assert shared.rows(query, body["application_id"]) == [(0,)]


def test_attachment_of_another_terminal_is_none(shared: Platform) -> None:
    file = Tus(shared, b"page", terminal=TWO)
    body = application(material(file.upload(), file.sha256))
    (answer,) = shared.send(ONE, [record("application", body)])
    assert (answer["status"], answer["missing"]) == ("rejected", [file.attachment_id])
    assert shared.statuses(TWO, [record("application", body)]) == ["applied"]


@pytest.mark.slow
def test_attachments_that_were_taken_up_make_room(own: Platform) -> None:
    own.limit(files_bytes=1000)
    own.start()
    described = uploaded(own, b"x" * 900)
    assert Tus(own, b"y" * 900).announce().status_code == 507
    assert own.statuses(ONE, [record("application", application(described))]) == ["applied"]
    assert Tus(own, b"y" * 900).announce().status_code == 201


WRONG: dict[str, dict[str, Any]] = {
    "trust of another letter": {"materials": [material("a", "0" * 64, trust="E")]},
    "one attachment twice": {"materials": [material("a", "0" * 64)] * 2},
    "too many": {"materials": [material(str(n), "0" * 64) for n in range(51)]},
    "form that is no base64": {"form": "not sealed!"},
    "form of half a group": {"form": "AAA"},
    "line break in a name": {"materials": [material("a", "0" * 64, name="a\nb")]},
    "unknown channel": {"channel": "web"},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_application_that_cannot_be_is_rejected(shared: Platform, change: dict[str, Any]) -> None:
    (answer,) = shared.send(ONE, [record("application", application() | change)])
    assert answer["status"] == "rejected" and answer["detail"]


def test_application_is_not_made_again_under_another_key(shared: Platform) -> None:
    body = application()
    assert shared.statuses(ONE, [record("application", body)]) == ["applied"]
    assert shared.statuses(ONE, [record("application", body)]) == ["rejected"]


def test_result_of_an_item_is_kept(shared: Platform) -> None:
    at = "2031-01-01T08:00:00+08:00"
    body: dict[str, Any] = {"item_id": "i-77", "status": "refused", "why": "expired", "at": at}
    assert shared.statuses(ONE, [record("result", body | {"data": {"n": 1}})]) == ["applied"]
    query = "SELECT status, why, data FROM central_itemresult WHERE item_id = 'i-77'"
    assert shared.rows(query) == [("refused", "expired", '{"n": 1}')]
    wrong = [body | {"status": "perhaps"}, body | {"why": "汉"}, body | {"data": [1]}]
    wrong += [body | {"data": {"log": "x" * 70_000}}]
    answers = shared.send(ONE, [record("result", one) for one in wrong])
    assert {one["status"] for one in answers} == {"rejected"}


@pytest.mark.row("S128")
def test_bodies_of_old_records_go_and_their_numbers_stay(inside: Path) -> None:
    batches = import_module("provisioning.central.exchange.batches")
    models = import_module("provisioning.central.models")
    prune = import_module("provisioning.central.exchange.retention").prune_records
    terminal = models.Terminal.objects.get(pk=ONE)
    epoch, day = own_epoch(), own_day()
    kinds = [("ticket", ticket(1, day)), ("application", application()), ("auth", auth())]
    batch = [
        record(kind, body, key=f"{ONE}.{epoch}.{seq}", seq=seq)
        for seq, (kind, body) in enumerate(kinds, 1)
    ]
    batch.append(record("ticket", ticket(2, day)))

    def statuses() -> list[str]:
        return [one.status for one in batches.apply_batch(terminal, epoch, batch, 0)]

    assert statuses() == ["applied"] * 4
    # as by a platform before it kept numbers
    models.Stream.objects.all().delete()
    assert prune(timezone.now() + timedelta(days=179)) == type(prune(timezone.now()))(0, 0)
    pruned = prune(timezone.now() + timedelta(days=181))
    assert (pruned.rows, pruned.bodies) == (2, 2)
    assert {one.body == {} for one in models.Record.objects.all()} == {True}
    assert models.Ticket.objects.count() == 2 and models.Application.objects.count() == 1
    assert models.AuditEvent.objects.count() == 1
    assert statuses() == ["already"] * 4
    assert (models.Ticket.objects.count(), models.AuditEvent.objects.count()) == (2, 1)
    assert prune(timezone.now() + timedelta(days=181)).bodies == 0, "once is enough"

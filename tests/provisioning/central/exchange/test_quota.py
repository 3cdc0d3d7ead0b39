"""Attachments that no application takes up: what they stop, and when they go."""

import base64
import hashlib
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.utils import timezone

from tests.provisioning.central.exchange.tus import Tus
from tests.provisioning.central.platform import ONE, Platform
from tests.provisioning.central.samples import application, auth, material, record

pytestmark = pytest.mark.slow


def test_full_quota_stops_the_one_record_that_brings_an_attachment(own: Platform) -> None:
    own.limit(files_bytes=1000)
    own.start()
    Tus(own, b"x" * 1000).upload()
    content = base64.b64encode(b"hello").decode()
    small = material("m1", hashlib.sha256(b"hello").hexdigest(), content=content)
    sent = [
        record("application", application(small), about="ab"),
        record("auth", auth(), about="ab"),
        record("auth", auth()),
    ]
    stopped, later, other = own.send(ONE, sent)
    assert (stopped["status"], stopped["retry_after"]) == ("busy", 600)
    assert (later["status"], other["status"]) == ("waits", "applied")
    own.stop()
    own.change("UPDATE central_upload SET touched_at = datetime('now', '-91 days')")
    own.start()
    assert own.statuses(ONE, sent) == ["applied", "applied", "already"]


def test_complete_file_goes_after_months_unless_an_application_took_it_up(inside: Path) -> None:
    uploads = import_module("provisioning.central.exchange.uploads")
    wire = import_module("provisioning.central.exchange.upload_wire")
    models = import_module("provisioning.central.models")
    made = models.Terminal.objects.get(pk=ONE)
    kept, left = (
        uploads.open_upload(made, wire.Wanted(name, 3, hashlib.sha256(b"abc").hexdigest(), ""))
        for name in ("kept", "left")
    )
    for one in (kept, left):
        uploads.append(one, [b"abc"])
    moment = timezone.now()
    taken = models.Application.objects.create(
        application_id="a1", terminal=made, item_code="x", at="", form="", received_at=moment
    )
    models.Material.objects.create(application=taken, upload=kept)
    assert uploads.sweep(moment + timedelta(days=89)) == 0
    assert uploads.sweep(moment + timedelta(days=91)) == 1
    assert list((inside / "files").iterdir()) == [uploads.path_of(kept)]
    left.refresh_from_db()
    assert left.state == "gone"

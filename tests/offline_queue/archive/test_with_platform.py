"""The whole way with the real reference platform: finished, delivered, destroyed, compared."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from offline_queue.archive import rows
from offline_queue.archive.finish import Made
from offline_queue.attachments.material import Attachment, Material, Trust
from offline_queue.outbox.rows import backlog
from offline_queue.service import Service
from offline_queue.store.ledger import Ledger
from tests.offline_queue.archive.samples import application, files, standing, wrong_with
from tests.offline_queue.samples import config, until
from tests.offline_queue.uploads.sender import content_of
from tests.provisioning.central.platform import HALL, HALL_FILE, ONE, Platform

WHERE = "SELECT application_id, manifest, destroyed_at, reason FROM central_archivecopy"


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    with Platform(tmp_path / "central", world=True) as running:
        yield running


@pytest.fixture
def cfg(platform: Platform, tmp_short: Path) -> TerminalConfig:
    (tmp_short / "hall.json").write_text(HALL_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    return config(tmp_short, platform.url, platform.token(ONE), terminal_id=ONE, hall_id=HALL)


@pytest.fixture
def service(cfg: TerminalConfig) -> Iterator[Service]:
    made = Service(cfg, SystemClock())
    made.start()
    yield made
    made.stop()


def finish(service: Service) -> tuple[str, Made]:
    """A real application's id and its package: a scan as a file, a signature in the record."""
    when = SystemClock().now().isoformat(timespec="seconds")

    def taken(content: bytes, name: str, source: str) -> Material:
        one = service.intake.take(io.BytesIO(content), "image/jpeg")
        assert isinstance(one, Attachment)
        return Material(one, name, source, "sim", when, Trust.C)

    materials = [taken(content_of(3), "驾驶证", "scan"), taken(b"ink", "签名", "signature")]
    body = application(at=when, form="e30=")
    made = service.intake.finish(body, materials)
    assert isinstance(made, Made)
    return str(body["application_id"]), made


def long_ago(ledger: Ledger) -> None:
    """As if the platform had had it for years."""
    ledger.execute("UPDATE archive SET acked = 1 WHERE acked IS NOT NULL")


@pytest.mark.slow
@pytest.mark.row("S088")
def test_both_ends_keep_the_same_digest_until_the_package_is_destroyed_and_after(
    platform: Platform, service: Service, cfg: TerminalConfig
) -> None:
    application_id, made = finish(service)
    store = service.store
    until(lambda: standing(store, made.package_id) == "kept", 30)
    assert platform.rows(WHERE) == [(application_id, made.manifest, "", "")]
    service.house.tidy()
    assert wrong_with(store, cfg.state, made.package_id) == "" and len(files(cfg.state)) == 1

    store.call(long_ago)
    service.house.tidy()
    assert standing(store, made.package_id) == "" and not files(cfg.state)
    until(lambda: store.call(backlog).pending == 0, 30)
    ((name, manifest, at, reason),) = platform.rows(WHERE)
    assert (name, manifest, reason) == (application_id, made.manifest, "age") and at
    assert store.call(backlog).dead == 0


@pytest.mark.slow
@pytest.mark.row("S088")
def test_two_ends_that_do_not_mean_the_same_are_a_dead_letter(
    platform: Platform, service: Service
) -> None:
    _, made = finish(service)
    store = service.store
    until(lambda: standing(store, made.package_id) == "kept", 30)

    def other(ledger: Ledger) -> None:
        ledger.execute("UPDATE archive SET manifest = zeroblob(32)")

    store.call(other)
    store.call(long_ago)
    service.house.tidy()
    until(lambda: store.call(backlog).dead == 1, 30)
    ((_, manifest, at, _),) = platform.rows(WHERE)
    assert (manifest, at) == (made.manifest, "")
    assert store.call(partial(rows.lines, after="", most=9)) == ()

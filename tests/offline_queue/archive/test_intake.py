"""What comes in: refused in time where room is short, bounded in its record, kept, packed."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.room import RoomLevel
from offline_queue.archive.finish import Made
from offline_queue.archive.intake import Intake
from offline_queue.attachments import rows as attachments
from offline_queue.attachments.material import Attachment, Material, Trust
from offline_queue.attachments.store import INLINE_BYTES
from offline_queue.attachments.together import TOGETHER_BYTES, bounded
from offline_queue.operator.changes import BODY_MAX
from offline_queue.outbox import rows as outbox
from offline_queue.service import Service
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.archive.samples import (
    AT,
    LARGE,
    SMALL,
    application,
    files,
    scan,
    signature,
    wrong_with,
)
from tests.offline_queue.attachments.samples import content
from tests.offline_queue.audit.books import events
from tests.offline_queue.disks import LIMITS, Somebody, small_disk
from tests.offline_queue.operator.conftest import this_machine
from tests.offline_queue.samples import config


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 24) as folder:
        yield folder


def of(attachment: Attachment | Fault) -> Material:
    assert isinstance(attachment, Attachment), attachment
    return Material(attachment, "驾驶证", "scan", "sim", AT, Trust.C)


def test_attachments_and_applications_are_refused_where_room_is_tight(
    disk: Path, clock: FakeClock
) -> None:
    store = Store(disk / "state", ballast_bytes=4096)
    room = RoomWatch(store, disk, clock.now, clock.monotonic, LIMITS)
    woken: list[int] = []
    intake = Intake(store, disk / "state", room, clock.now, lambda: woken.append(1))
    first = of(intake.take(io.BytesIO(content(LARGE)), "image/png"))
    before, somebody = files(disk / "state"), Somebody(disk)

    somebody.leave(LIMITS.tight.free - 100_000)
    assert intake.take(io.BytesIO(content(LARGE)), "image/png") is Fault.ROOM_TIGHT
    assert intake.take(io.BytesIO(b"small"), "image/png") is Fault.ROOM_TIGHT
    assert intake.finish(application(), [first]) is Fault.ROOM_TIGHT
    assert files(disk / "state") == before and not woken
    assert room.level is RoomLevel.TIGHT
    assert room.left_out() == ("application 1", "attachment 2")

    somebody.leave(0)
    assert intake.take(io.BytesIO(content(LARGE)), "image/png") is Fault.DISK_FULL
    somebody.go()
    assert isinstance(intake.finish(application(), [first]), Made)
    assert woken == [1]
    refused = events(store, "room.refused")
    assert {(one["kind"], one["count"]) for one in refused} >= {("attachment", 2)}
    store.close()


@pytest.mark.row("S088")
def test_a_service_finishes_an_application_and_its_package_is_whole(
    tmp_short: Path, clock: FakeClock
) -> None:
    service = Service(config(tmp_short), clock, read_machine=this_machine)
    service.start()
    try:
        small = service.intake.take(io.BytesIO(content(SMALL)), "image/jpeg")
        large = service.intake.take(io.BytesIO(content(LARGE)), "application/pdf")
        made = service.intake.finish(application(), [of(small), of(large)], "sess-1")
        assert isinstance(made, Made)
        assert wrong_with(service.store, tmp_short / "state", made.package_id) == ""
        service.house.tidy()
        assert wrong_with(service.store, tmp_short / "state", made.package_id) == ""
    finally:
        service.stop()


def test_small_attachments_of_one_record_are_bounded_together_and_the_largest_become_files(
    store: Store, state: Path, clock: FakeClock
) -> None:
    room = RoomWatch(store, state, clock.now, clock.monotonic)
    intake = Intake(store, state, room, clock.now, lambda: None)
    sizes = (30_000, INLINE_BYTES, 100, INLINE_BYTES, 40_000)
    materials = [scan(state, size) for size in sizes]
    assert not files(state), "each of them alone is small"
    made = intake.finish(application(), materials)
    assert isinstance(made, Made)
    record = store.call(partial(outbox.load, seq=made.seq))
    assert record is not None
    said = record.body["materials"]
    assert [one["size"] for one in said] == list(sizes)
    assert [one["sha256"] for one in said] == [one.attachment.sha256 for one in materials]
    assert ["content" in one for one in said] == [True, False, True, False, True]
    assert sum(one["size"] for one in said if "content" in one) <= TOGETHER_BYTES
    assert len(store.call(partial(attachments.of, seq=made.seq))) == len(files(state)) == 2
    assert wrong_with(store, state, made.package_id) == ""


def test_fifty_small_ones_still_fit_a_record_that_can_be_mended(store: Store, state: Path) -> None:
    materials = [scan(state, 60_000) for _ in range(50)]
    together = bounded(state / "attachments", materials)
    inline = sum(one.attachment.size for one in together if not one.attachment.in_file)
    assert inline <= TOGETHER_BYTES and len(files(state)) == 48
    assert TOGETHER_BYTES * 4 / 3 < BODY_MAX
    assert [one.name for one in together] == [one.name for one in materials]


def test_what_fits_together_stays_as_it_is(state: Path) -> None:
    materials = (scan(state, INLINE_BYTES), scan(state, INLINE_BYTES))
    assert bounded(state / "attachments", materials) == materials and not files(state)
    assert bounded(state / "attachments", (*materials, signature(state)))[2].attachment.content

"""Applications of nobody, finished at a terminal, and the way of their records to the end."""

import base64
import itertools
import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from offline_queue.archive import rows
from offline_queue.archive.finish import Made, finish
from offline_queue.archive.verify import NotWhole, check, opened
from offline_queue.attachments import rows as attachments
from offline_queue.attachments.material import Material, Trust
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.audit import log as audit
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.attachments.samples import content, kept
from tests.offline_queue.samples import acknowledge

AT = MONDAY_MORNING.isoformat(timespec="seconds")
SMALL, LARGE = 20_000, 150_000
SECRET = "测试甲"
"""What a package says of a person: synthetic."""
_seeds = itertools.count(1)


def application(**more: Any) -> dict[str, Any]:
    form = base64.b64encode(f"{SECRET} 990100194001010015".encode()).decode()
    return {
        "application_id": str(uuid.uuid4()),
        "item_code": "990100203000",
        "task_version": "3",
        "channel": "offline",
        "at": AT,
        "form": form,
    } | more


def scan(state: Path, size: int, name: str = "驾驶证") -> Material:
    one = kept(state, content(size, next(_seeds)))
    return Material(one, name, "scan", "generic-doc-camera", AT, Trust.C)


def signature(state: Path) -> Material:
    one = kept(state, content(3000, next(_seeds)))
    return Material(one, "签名", "signature", "signpad", AT, Trust.D)


def begin(store: Store) -> None:
    store.call(partial(audit.begin, terminal="T00003"))


def finished(
    store: Store,
    state: Path,
    sizes: Sequence[int] = (SMALL, LARGE),
    at: datetime = MONDAY_MORNING,
    owed: int = CENTRAL,
    **more: Any,
) -> Made:
    """An application with scans of these sizes and a signature."""
    materials = [*(scan(state, size) for size in sizes), signature(state)]
    moment = at.isoformat(timespec="seconds")
    work = partial(
        finish, application=application(**more), at=moment, materials=materials, owed=owed
    )
    return store.call(work)


def deliver(store: Store, made: Made) -> None:
    """The platform has the attachments, and then the record."""
    for one in store.call(partial(attachments.of, seq=made.seq)):
        store.call(partial(attachments.delivered, attachment_id=one.attachment_id))
    acknowledge(store, [made.seq])


def wrong_with(store: Store, state: Path, package_id: str) -> str:
    """ "" where the package is whole."""
    try:
        check(opened(store.call, package_id, state / FOLDER_NAME))
    except NotWhole as error:
        return str(error)
    return ""


def standing(store: Store, package_id: str) -> str:
    """ "" where there is none any more."""
    line = store.call(partial(rows.line, package_id=package_id))
    return line.standing if line else ""


def files(state: Path) -> set[str]:
    folder = state / FOLDER_NAME
    return {one.name for one in folder.iterdir()} if folder.exists() else set()

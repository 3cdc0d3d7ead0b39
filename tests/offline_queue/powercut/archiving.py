"""Packages of applications, made and destroyed while power may go."""

import io
from functools import partial

from offline_queue.archive.finish import finish
from offline_queue.archive.retention import Keeper
from offline_queue.attachments import rows as attachments
from offline_queue.attachments.material import Material, Trust
from offline_queue.attachments.store import FOLDER_NAME, keep
from offline_queue.audit import log as audit
from offline_queue.outbox.claims import Settlement
from offline_queue.sync.trusted_time import TrustedClock
from tests.clock import FakeClock
from tests.offline_queue.powercut.run import AT, Run, claims

MONTH_S = 31 * 86_400


def archive(run: Run) -> None:
    """Applications finished with a scan in a file; some are delivered and destroyed meanwhile."""
    store, clock = run.store(), FakeClock()
    store.call(partial(audit.begin, terminal="T00003"))
    trusted = TrustedClock(clock)
    trusted.heard(clock.now())
    keeper = Keeper(store, run.state, trusted, lambda: False)
    run.begin()
    for n in range(9):
        scan = keep(run.state / FOLDER_NAME, io.BytesIO(bytes([n]) * 70_000), "image/jpeg")
        body = {"application_id": f"app-{n}", "item_code": "990100203000", "n": n}
        material = Material(scan, "表", "scan", "sim", AT, Trust.C)
        run.will(put=[n])
        made = store.call(partial(finish, application=body, at=AT, materials=[material]))
        run.did(put={made.seq: n}, packed=[made.package_id])
        if n % 3 == 2:
            run.will(deliver=[made.seq], destroy=[made.package_id])
            there = partial(attachments.delivered, attachment_id=scan.attachment_id)
            store.call(there, relief=True)
            run.settle(store, claims(), Settlement((made.seq,)))
            keeper.tidy()
            clock.advance(MONTH_S)
            keeper.tidy()
            run.did(destroyed=[made.package_id])

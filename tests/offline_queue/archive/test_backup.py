"""A package in a backup: with its files, and whole after it was brought back."""

from functools import partial
from pathlib import Path

import pytest

from kiosk.messages.operator import MakeBackup
from offline_queue.archive import rows
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.backup.make import make_backup
from offline_queue.backup.restore import restore
from offline_queue.store.writer import Store
from offline_queue.vault.address import device_key_of
from tests.offline_queue.archive.samples import (
    AT,
    begin,
    deliver,
    files,
    finished,
    standing,
    wrong_with,
)
from tests.offline_queue.samples import config


@pytest.mark.row("S088")
def test_a_delivered_package_comes_back_with_its_scans(tmp_short: Path) -> None:
    """Its record is gone, so nothing but the package needs them."""
    cfg = config(tmp_short / "terminal")
    store = Store(cfg.state, ballast_bytes=4096)
    begin(store)
    made = finished(store, cfg.state)
    deliver(store, made)
    Sweeper(store, cfg.state).sweep()
    done = make_backup(cfg, store.copy_to, MakeBackup(str(tmp_short / "copy")), AT)
    assert done.attachments == 1
    store.call(partial(rows.remove, package_id=made.package_id))
    for name in files(cfg.state):
        (cfg.state / FOLDER_NAME / name).unlink()
    store.close()

    restore(cfg, tmp_short / "copy", device_key_of(cfg), {"machine_id": ("here",)}, AT)
    again = Store(cfg.state, ballast_bytes=4096)
    assert standing(again, made.package_id) == "kept"
    assert Sweeper(again, cfg.state).sweep() == 0
    assert wrong_with(again, cfg.state, made.package_id) == ""
    again.close()

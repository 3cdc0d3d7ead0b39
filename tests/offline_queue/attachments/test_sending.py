"""A stored scan is checked to its end before a byte of it leaves."""

from pathlib import Path

import pytest

from offline_queue.attachments.sealed_file import CHANGED, CHUNK_BYTES, CUT, MISSING
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.outbox.aside import Aside
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.writer import Store
from offline_queue.sync.line import Line
from offline_queue.sync.transport import Transport
from offline_queue.sync.uploads import Uploads
from tests.clock import FakeClock
from tests.offline_queue.attachments.samples import apply, content, kept
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.vault.parts import flip

SIZE = 5 * CHUNK_BYTES


def run(store: Store, state: Path, platform: ScriptedPlatform, clock: FakeClock) -> list[str]:
    """One turn of the errand; the paths that were asked for."""
    transport = Transport(platform.url, "test-token")
    line = Line("platform", transport, clock, lambda _low, high: high)
    Uploads(store, line, CENTRAL, "T00003", state / FOLDER_NAME, clock).run()
    transport.close()
    return [path for path, _ in platform.requests]


def test_a_whole_scan_is_announced(
    store: Store, tmp_path: Path, platform: ScriptedPlatform, clock: FakeClock
) -> None:
    apply(store, [kept(tmp_path / "state", content(SIZE))])
    assert len(run(store, tmp_path / "state", platform, clock)) == 1


@pytest.mark.row("S089")
@pytest.mark.parametrize("why", [CHANGED, CUT, MISSING])
def test_one_byte_of_a_stored_scan_is_changed_and_nothing_is_sent(
    why: str, store: Store, tmp_path: Path, platform: ScriptedPlatform, clock: FakeClock
) -> None:
    state = tmp_path / "state"
    one = kept(state, content(SIZE))
    seq = apply(store, [one])
    file = state / FOLDER_NAME / one.attachment_id
    if why == CHANGED:
        flip(file, SIZE)  # in the last chunk: those before it are as they were
    elif why == CUT:
        file.write_bytes(file.read_bytes()[:-1])
    else:
        file.unlink()
    assert run(store, state, platform, clock) == []
    aside = store.call(lambda c: c.execute("SELECT seq, state, why FROM aside").fetchall())
    assert aside == [(seq, Aside.DEAD, why)]

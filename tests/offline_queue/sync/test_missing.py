"""The platform has lost attachments that it took: they are brought once more, but not for ever."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from offline_queue.attachments import rows as attachments
from offline_queue.attachments.material import Material
from offline_queue.attachments.sealed_file import CHUNK_BYTES
from offline_queue.operator.changes import retry
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.aside import Aside
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.writer import Store
from offline_queue.sync import upload_rows
from offline_queue.sync.delivery import BRING_AGAIN
from offline_queue.sync.second import owe, parse_second
from tests.clock import MONDAY_MORNING
from tests.offline_queue.attachments.samples import content, kept, material
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

AT = MONDAY_MORNING.isoformat()


@pytest.fixture
def state(tmp_path: Path, store: Store, terminal: Terminal) -> Path:
    supply(store)
    terminal.sync.step()
    return tmp_path / "state"


def large(state: Path, seed: int) -> Material:
    return material(kept(state, content(2 * CHUNK_BYTES, seed)))


def put(store: Store, materials: list[Material], **more: Any) -> int:
    body = {"n": 1, **more}
    return store.call(
        lambda ledger: attachments.put(ledger, "application", body, AT, materials, "app-1")
    )


def upload(store: Store, dest: int = CENTRAL) -> list[str]:
    """What the errand would bring now, as if it had; ids in their order."""
    brought = []
    while (part := store.call(partial(upload_rows.next_part, dest=dest))) is not None:
        attachment_id = part.attachment.attachment_id
        brought.append(attachment_id)
        store.call(partial(attachments.delivered, attachment_id=attachment_id, dest=dest))
    return brought


def aside(store: Store) -> list[tuple[int, int, str]]:
    query = "SELECT seq, state, why FROM aside ORDER BY seq"
    return store.call(lambda c: c.execute(query).fetchall())


def test_what_is_missing_is_brought_again_and_the_application_arrives_under_its_key(
    store: Store, state: Path, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    materials = [large(state, 1), large(state, 2), material(kept(state, b"small"))]
    seq = put(store, materials, lacks=1)
    first = upload(store)
    terminal.sync.step()
    assert aside(store) == [(seq, Aside.PARTS, "missing")], "no dead letter"
    assert not platform.bodies("application")
    assert upload(store) == first and len(first) == 2
    terminal.sync.hurry()
    terminal.sync.step()
    assert len(platform.bodies("application")) == 1 and aside(store) == []
    assert store.call(outbox.backlog).pending == 0
    keys = [one["key"] for batch in platform.batches() for one in batch["records"]]
    assert keys == [keys[0]] * 2


def test_a_platform_that_loses_them_again_and_again_is_not_served_for_ever(
    store: Store, state: Path, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    seq = put(store, [large(state, 1)], lacks=99)
    for _ in range(BRING_AGAIN):
        assert len(upload(store)) == 1
        terminal.sync.hurry()
        terminal.sync.step()
        assert aside(store) == [(seq, Aside.PARTS, "missing")]
    upload(store)
    terminal.sync.hurry()
    terminal.sync.step()
    assert aside(store) == [(seq, Aside.DEAD, "rejected: attachments are missing")]


def test_what_travelled_in_the_record_cannot_be_brought_again(
    store: Store, state: Path, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    seq = put(store, [material(kept(state, b"small"))], lacks=1)
    terminal.sync.step()
    assert aside(store) == [(seq, Aside.DEAD, "rejected: attachments are missing")]


def test_a_name_of_anothers_attachment_brings_nothing(
    store: Store, state: Path, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    one, other = large(state, 1), large(state, 2)
    seq, second = put(store, [one]), put(store, [other])
    upload(store)
    wanted = [other.attachment.attachment_id, "x"]
    again = partial(upload_rows.again, dest=CENTRAL, seq=seq, wanted=wanted)
    assert store.call(again) is False and aside(store) == []
    assert store.call(partial(upload_rows.again, dest=CENTRAL, seq=999, wanted=wanted)) is False
    assert store.call(partial(attachments.of, seq=second))


@pytest.mark.row("S130")
@pytest.mark.parametrize("withheld", [True, False])
def test_the_second_destination_gets_no_attachment_of_a_kind_without_them(
    withheld: bool, store: Store, state: Path
) -> None:
    """Nor where it says that one is missing."""
    raw: dict[str, Any] = {"url": "http://x", "token_file": "t", "kinds": ["application", "ticket"]}
    fields = {"withhold": {"application": ["materials"]}} if withheld else {}
    store.call(partial(owe, to=parse_second(raw | fields, state)))
    one = large(state, 1)
    seq = put(store, [one])
    name = one.attachment.attachment_id
    assert upload(store, SECOND) == ([] if withheld else [name])
    asked = partial(upload_rows.again, dest=SECOND, seq=seq, wanted=[name])
    assert store.call(asked) is not withheld
    assert upload(store, SECOND) == ([] if withheld else [name])
    assert upload(store, CENTRAL) == [name]


def test_sent_again_by_an_operator_it_waits_for_no_attachment_that_is_withheld(
    store: Store, state: Path
) -> None:
    raw: dict[str, Any] = {"url": "http://x", "token_file": "t", "kinds": ["application"]}
    raw |= {"withhold": {"application": ["materials"]}}
    store.call(partial(owe, to=parse_second(raw, state)))
    seq = put(store, [large(state, 1)])
    said = Settlement(refused={seq: "rejected"})
    store.call(partial(Claims(SECOND).settle, said=said))
    store.call(partial(retry, seqs=[seq], at=AT))
    assert upload(store, SECOND) == []
    assert [one.seq for one in store.call(lambda c: Claims(SECOND).take(c, 0, 1))] == [seq]

"""The catalogue of data items in docs/platform.md: complete, owned, classed; and kept to."""

import gzip
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.values import replace
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.sharing import negative_list, shared
from offline_queue.seal import KeyVault
from provisioning.central.certificates import wire as certificate_wire
from provisioning.central.exchange import inbox_wire, lease_wire, upload_wire, wire
from provisioning.central.progress import wire as progress_wire
from tests.offline_queue.samples import by_card, put_help
from tests.offline_queue.test_with_platform import _Terminal
from tests.provisioning.central.platform import ONE, ROOT, Platform
from tests.provisioning.central.samples import JIA, own_day, record, ticket

pytestmark = pytest.mark.slow

OWNERS = {"hall", "authority", "police", "platform", "operator"}
SHARING = {"open", "limited", "closed"}
ENVELOPES = (
    wire.Batch,
    wire.Record,
    wire.Material,
    lease_wire.LeaseRequest,
    lease_wire.Want,
    progress_wire.ProgressQuery,
    certificate_wire.CertificateWanted,
    certificate_wire.CopyWanted,
    certificate_wire.CopyOutcome,
    certificate_wire.CodeToVerify,
)
SEALED = {"sealed", "form"}


def section() -> str:
    text = (ROOT / "docs" / "platform.md").read_text(encoding="utf-8")
    return text.partition("## Data items")[2].partition("\n## ")[0]


def catalogue() -> dict[tuple[str, str], tuple[str, str]]:
    """(message, field) -> (owner, sharing)."""
    table: dict[tuple[str, str], tuple[str, str]] = {}
    for line in section().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and "`" in line:
            message, names, owner, sharing = cells
            for name in re.findall(r"`(\w+)`", names):
                assert (message, name) not in table, "named twice"
                table[message, name] = (owner, sharing)
    return table


def negative() -> set[str]:
    """Names on the list of what never leaves."""
    return set(re.findall(r"`(\w+)`", section().partition("负面清单")[2].partition("What a")[0]))


def exchanged() -> Iterator[tuple[str, str]]:
    shapes = [*ENVELOPES, *wire.KINDS.values(), inbox_wire.CalendarDay, *inbox_wire.KINDS.values()]
    for shape in shapes:
        for one in msgspec.structs.fields(shape):
            yield shape.__name__, one.name
    for other in msgspec.structs.fields(upload_wire.Wanted):
        yield "Wanted", other.name
    audit = import_module("provisioning.central.exchange.audit")
    for name, of in (("AuditBatch", audit.Upload), ("AuditEntry", audit.Entry)):
        for one in msgspec.structs.fields(of):
            yield name, one.name


@pytest.mark.row("S129")
def test_every_field_has_an_owner_and_a_sharing_class(inside: Path) -> None:
    table = catalogue()
    assert set(table) == set(exchanged())
    assert {owner for owner, _ in table.values()} == OWNERS
    assert {sharing for _, sharing in table.values()} == SHARING


@pytest.mark.row("S130")
@pytest.mark.parametrize(
    "kind", ["ticket", "evaluation", "service", "correction", "application", "cert_request"]
)
def test_what_is_closed_never_goes_to_a_second_destination(kind: str) -> None:
    shape = wire.KINDS[kind].__name__
    classed = {name: how for (message, name), (_, how) in catalogue().items() if message == shape}
    record = outbox.Record(1, "e", kind, b"", "", dict.fromkeys(classed, "x"))
    told = shared(record, negative_list(frozenset({kind}), {}))
    assert set(told) == {name for name, how in classed.items() if how != "closed"}


@pytest.mark.row("S129")
def test_what_is_of_a_person_is_never_open() -> None:
    personal = {"holder_hash", "holder_mask", "sealed", "form", "session_id", "about"}
    found = {field: sharing for (_, field), (_, sharing) in catalogue().items()}
    assert personal <= set(found) and all(found[one] != "open" for one in personal)


OF_A_THING = {("Material", "name"), ("Policy", "name"), ("Command", "name")}
"""Names that are none of a person's."""


@pytest.mark.row("S130")
def test_nothing_of_the_negative_list_has_a_field() -> None:
    assert {"name", "id_no", "portrait", "fingerprint", "address"} <= negative()
    assert {one for one in catalogue() if one[1] in negative()} == OF_A_THING


def plain(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


@pytest.mark.row("S130")
def test_what_a_terminal_sends_is_in_the_catalogue_and_nothing_of_the_negative_list(
    own: Platform, tmp_path: Path
) -> None:
    """The bytes on the wire of a terminal that has read a card, while its platform was away."""
    own.mode = "world"
    own.start()
    (tmp_path / "terminal").mkdir()
    terminal = _Terminal(own, tmp_path / "terminal")
    keys = own.data / "terminals" / ONE
    vault = KeyVault.load(keys / "platform.pub", keys / "hall.key")
    name, number = JIA
    asked = by_card("A", vault.holder_hash(number))
    sealed = vault.seal(asked.request_id, name, number, "resident")
    terminal.take(replace(asked, sealed=sealed))
    put_help(terminal.store, 3)
    terminal.drain()
    assert terminal.store.call(outbox.backlog).dead == 0
    bodies = [plain(body) for body in terminal.recorder.bodies]
    sent = [json.loads(body) for body in bodies]
    terminal.close()
    kinds = {one["kind"]: one["body"] for batch in sent for one in batch.get("records", ())}
    assert {"ticket", "help"} <= set(kinds)
    allowed = {field for _, field in catalogue()}
    assert set().union(*map(set, kinds.values())) <= allowed - negative()
    raw = b"".join(bodies).decode()
    for value in (name, number, number[6:14], json.dumps(name)[1:-1]):
        assert value not in raw


@pytest.mark.row("S130")
def test_what_a_faulty_terminal_sends_of_the_negative_list_is_never_stored(
    shared: Platform,
) -> None:
    leak: dict[str, Any] = dict.fromkeys(negative(), "LEAKED-77")
    sent = record("ticket", ticket(1, own_day()) | leak)
    assert shared.statuses(ONE, [sent | leak]) == ["applied"]
    ((kept,),) = shared.rows("SELECT body FROM central_record WHERE key = ?", sent["key"])
    assert not set(json.loads(kept)) & negative()
    assert "LEAKED" not in str(shared.contents())
    assert SEALED & set(json.loads(kept)) == set()

"""Whatever happens to what the updater keeps, or to the platform's root key: it goes on."""

import json

import pytest
from tuf.api.metadata import Metadata, Root

from provisioning.packs.publish import Press
from tests.provisioning.packs.samples import ONE, Terminal, one, release, root_of


def test_a_damaged_catalogue_is_fetched_anew(press: Press, terminal: Terminal) -> None:
    release(press, one(ONE))
    terminal.look()
    terminal.settings.catalogue.write_bytes(b"not a database at all" * 400)
    terminal.look()
    terminal.look()
    assert (terminal.version(), terminal.root()) == (1, root_of(press))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\0" * 900])
def test_whatever_happens_to_its_own_files_it_goes_on(
    press: Press, terminal: Terminal, content: bytes
) -> None:
    """Empty files, as a power cut leaves them, and garbage: nothing locks the terminal out."""
    release(press, one(ONE))
    terminal.look()
    for path in (terminal.settings.folder).rglob("*"):
        if path.is_file():
            path.write_bytes(content)
    release(press, one(ONE, package_ver=2))
    terminal.look()
    assert terminal.version() == 2


def test_a_root_key_can_be_replaced(press: Press, terminal: Terminal) -> None:
    """The terminal was set up with the first root file; the second is signed by both keys."""
    release(press, one(ONE))
    first = press.repository.root_file
    assert json.loads(first.read_bytes())["signed"]["version"] == 1
    replace_root(press)
    release(press, one(ONE, package_ver=2))
    terminal.look()
    assert terminal.version() == 2


def replace_root(press: Press) -> None:
    repository = press.repository
    old = repository.keys.top("root")
    (press.data / "keys" / "root.pem").unlink()
    new = repository.keys.top("root", new=True)
    root = Metadata[Root].from_file(str(repository.root_file))
    root.signed.version += 1
    root.signed.revoke_key(old.public_key.keyid, "root")
    root.signed.add_key(new.public_key, "root")
    root.sign(old)
    root.sign(new, append=True)
    root.to_file(str(repository.metadata / "2.root.json"))

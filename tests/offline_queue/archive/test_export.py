"""A package as one file: in clear or sealed, noted, verified, whole or not there."""

import hashlib
import subprocess
import tarfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.messages.archive import ExportPackage
from kiosk.values import replace
from offline_queue.archive.export import BadExport, check_tar, export, open_export
from offline_queue.archive.manifest import decode, digest, grouped
from offline_queue.archive.verify import opened
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.operator.ask import NoAnswer, ask
from offline_queue.store.writer import Store
from tests.offline_queue.archive.hall import Hall
from tests.offline_queue.archive.samples import (
    LARGE,
    SECRET,
    files,
    finished,
)
from tests.offline_queue.operator.scene import audit_of, open_args, typed
from tests.offline_queue.vault.parts import flip

pytestmark = [pytest.mark.row("S088"), pytest.mark.slow]


@pytest.fixture
def key(hall: Hall) -> Path:
    """The platform's private key; its public one is where the configuration says."""
    private = X25519PrivateKey.generate()
    public = hall.config.platform_key_file
    public.write_text(private.public_key().public_bytes_raw().hex(), encoding="ascii")
    path = hall.config.base / "platform.key"
    path.write_text(private.private_bytes_raw().hex(), encoding="ascii")
    return path


def members(tar: Path) -> dict[str, bytes]:
    with tarfile.open(tar) as opened_tar:
        names = opened_tar.getnames()
        found = {name: opened_tar.extractfile(name) for name in names}
        return {name: file.read() for name, file in found.items() if file}


def test_export_in_clear_is_a_tar_that_sha256sum_verifies_and_is_noted(
    hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tar = tmp_path / "one.tar"
    package = hall.made[0].package_id
    assert typed(hall.config, "archive", "export", package, tar, "--reveal") == 0
    assert "about a person" in capsys.readouterr().err
    assert tar.stat().st_mode & 0o777 == 0o600
    found = members(tar)
    manifest = decode(found["manifest.json"])
    assert grouped(digest(found["manifest.json"])) == hall.made[0].manifest
    for part in manifest.parts:
        assert hashlib.sha256(found[part.name]).hexdigest() == part.sha256
    subprocess.run(["tar", "xf", str(tar)], cwd=tmp_path, check=True)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
    noted = f'{{"what":"operator.exported","package":"{package}","result":"revealed"}}'
    assert hall.within(audit_of) == [noted]


def test_export_is_sealed_and_only_the_platform_opens_it(
    hall: Hall, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, tar, package = tmp_path / "one.sealed", tmp_path / "one.tar", hall.made[0].package_id
    assert typed(hall.config, "archive", "export", package, file) == 0
    raw = file.read_bytes()
    for part in ("material-01", "manifest.json", SECRET, "990100203000"):
        assert part.encode() not in raw
    assert open_args(file, tar, key) == 0
    assert hall.made[0].manifest in capsys.readouterr().out
    assert set(members(tar)) == {
        "manifest.json",
        "SHA256SUMS",
        "form.json",
        "log.jsonl",
        "material-01.png",
        "material-02.png",
        "signature-03.png",
    }
    noted = f'{{"what":"operator.exported","package":"{package}","result":"sealed"}}'
    assert hall.within(audit_of) == [noted]
    with pytest.raises(NoAnswer, match="is there already"):
        open_args(file, tar, key)
    other = tmp_path / "other.key"
    other.write_text(X25519PrivateKey.generate().private_bytes_raw().hex(), encoding="ascii")
    with pytest.raises(NoAnswer, match="sealed to another key"):
        open_args(file, tmp_path / "two.tar", other)
    assert not list(tmp_path.glob("two*"))


@pytest.mark.parametrize("at", [100, 5000, 100_000, -1])
def test_a_sealed_export_that_was_changed_or_cut_is_not_opened(
    hall: Hall, key: Path, tmp_path: Path, at: int
) -> None:
    file = tmp_path / "one.sealed"
    typed(hall.config, "archive", "export", hall.made[0].package_id, file)
    raw = bytearray(file.read_bytes())
    raw[at] ^= 1
    file.write_bytes(raw)
    with pytest.raises(NoAnswer):
        open_args(file, tmp_path / "one.tar", key)
    raw[at] ^= 1
    for less in (raw[:-1], raw[:-70_000], raw[: raw.index(b"\n") + 1], b""):
        file.write_bytes(less)
        with pytest.raises(NoAnswer):
            open_args(file, tmp_path / "one.tar", key)
    assert not list(tmp_path.glob("one.tar*"))


def test_what_is_not_whole_is_not_exported(hall: Hall, tmp_path: Path) -> None:
    (name,) = files(hall.config.state)
    flip(hall.config.state / FOLDER_NAME / name, 1000)
    asked = ExportPackage(hall.made[0].package_id, str(tmp_path / "one.tar"))
    with pytest.raises(NoAnswer, match=r"material-02\.png: attachment changed"):
        ask(hall.config, asked)
    assert not list(tmp_path.glob("one*")) and hall.within(audit_of) == []


def test_an_export_to_no_place_leaves_nothing(hall: Hall, tmp_path: Path) -> None:
    package = hall.made[0].package_id
    with pytest.raises(NoAnswer, match="cannot be made"):
        typed(hall.config, "archive", "export", package, tmp_path / "no" / "f", "--reveal")
    (tmp_path / "there").write_text("kept")
    with pytest.raises(NoAnswer, match="is there already"):
        typed(hall.config, "archive", "export", package, tmp_path / "there", "--reveal")
    assert (tmp_path / "there").read_text() == "kept"


def test_a_file_that_is_changed_while_it_is_exported_leaves_no_export(
    store: Store, state: Path, tmp_path: Path
) -> None:
    made, folder = finished(store, state), state / FOLDER_NAME
    package = opened(store.call, made.package_id, folder)
    (name,) = files(state)
    flip(folder / name, LARGE)
    with pytest.raises(BadExport, match="it was changed"):
        export(package, tmp_path / "one.tar", b"")
    assert not list(tmp_path.glob("one*"))


def test_a_sealed_export_that_names_another_manifest_than_it_holds_is_not_taken(
    store: Store, state: Path, tmp_path: Path
) -> None:
    """By whoever made it: all of it is sealed as it should be."""
    made = finished(store, state)
    package = opened(store.call, made.package_id, state / FOLDER_NAME)
    private = X25519PrivateKey.generate()
    lying = replace(package, line=replace(package.line, manifest=bytes(32)))
    export(lying, tmp_path / "one.sealed", private.public_key().public_bytes_raw())
    with pytest.raises(BadExport, match="holds another manifest than it names"):
        open_export(tmp_path / "one.sealed", private.private_bytes_raw(), tmp_path / "one.tar")
    assert not (tmp_path / "one.tar").exists()


def test_a_tar_is_held_against_its_manifest(store: Store, state: Path, tmp_path: Path) -> None:
    made = finished(store, state)
    export(opened(store.call, made.package_id, state / FOLDER_NAME), tmp_path / "one.tar", b"")
    assert grouped(digest(check_tar(tmp_path / "one.tar"))) == made.manifest
    raw = bytearray((tmp_path / "one.tar").read_bytes())
    raw[raw.rindex(b"signature-03.png") + 700] ^= 1  # behind its header
    (tmp_path / "two.tar").write_bytes(raw)
    with pytest.raises(BadExport):
        check_tar(tmp_path / "two.tar")

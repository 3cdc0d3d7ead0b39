"""A package as one file: a tar, in clear or sealed to a public key.

A sealed file is one line of JSON, {"format", "package", "manifest", "sealed"}, and behind it the
tar as attachments.sealed_file writes content, under the package's id. `sealed` in base64 is the key
of that, as vault.to_key has it with INFO, about "PACKAGE.MANIFEST".

The tar has manifest.json, every part by its name, and SHA256SUMS, so that `sha256sum -c` verifies
it where nothing of ours is installed. Plain content is on no disk but in a file asked for in clear.
"""

import base64
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, BinaryIO, cast

from offline_queue.archive.manifest import BadManifest, Manifest, Part, decode, digest, grouped
from offline_queue.archive.verify import Package
from offline_queue.attachments.sealed_file import (
    CHUNK_BYTES,
    Damaged,
    Digests,
    Reader,
    Sealer,
    read_sealed,
)
from offline_queue.durable import sync
from offline_queue.vault.to_key import NotToUs, open_from, seal_to

FORMAT = "zizhu-archive-sealed-1"
INFO = b"zizhu/archive/v1"
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
KEY_BYTES = 32
LONGEST_LINE = 4096


class BadExport(Exception):
    """The text says why, and names no person."""


def export(package: Package, file: Path, public: bytes) -> int:
    """Into a new file, sealed to `public` (32 raw bytes), in clear where that is b""; its size.
    Whole and on the disk, or not there. Raises BadExport."""

    def write(out: BinaryIO) -> None:
        if public:
            _write_sealed(package, out, public)
        else:
            _write_tar(package, out)

    _make(file, write)
    return file.stat().st_size


def open_export(source: Path, private: bytes, target: Path) -> str:
    """The tar of a sealed file, into a new file, verified; its manifest's digest. Raises
    BadExport; then nothing is left of it."""
    try:
        with source.open("rb") as file:
            head = _head(file.readline(LONGEST_LINE))
            name, manifest = head["package"], head["manifest"]
            key = open_from(private, base64.b64decode(head["sealed"]), INFO, f"{name}.{manifest}")
            _make(target, lambda out: _copy(file, key, name, out))
    except OSError as error:
        raise BadExport(f"{source} cannot be read ({error.strerror})") from None
    except NotToUs as error:
        raise BadExport(f"{source}: {error}") from None
    try:
        if grouped(digest(check_tar(target))) != manifest:
            raise BadExport(f"{source} holds another manifest than it names")
    except BadExport:
        target.unlink()
        raise
    return manifest


def check_tar(file: Path) -> bytes:
    """Every part against the manifest, which is returned. Raises BadExport."""
    try:
        with tarfile.open(file, "r:") as tar:
            raw = _member(tar, MANIFEST).read()
            for part in decode(raw).parts:
                if _digests(_member(tar, part.name)) != (part.sha256, part.sm3):
                    raise BadExport(f"{file}: {part.name} is not what the manifest says")
    except (OSError, tarfile.TarError, BadManifest) as error:
        raise BadExport(f"{file} is not a package ({type(error).__name__})") from None
    return raw


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = tar.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise BadExport(f"{name} is missing")
    return found


def _digests(content: IO[bytes]) -> tuple[str, str]:
    seen = Digests()
    while piece := content.read(CHUNK_BYTES):
        seen.update(piece)
    return seen.texts()


def _make(file: Path, write: Callable[[BinaryIO], None]) -> None:
    """Raises BadExport."""
    try:
        if file.exists():
            raise BadExport(f"{file} is there already: name a new file")
        draft = file.with_name(file.name + ".partial")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadExport(f"{error.filename} cannot be made ({error.strerror})") from None
    except ValueError:
        raise BadExport("this cannot be the name of a file: name another one") from None
    try:
        with os.fdopen(handle, "wb") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
        sync(file.parent)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise BadExport(f"{file} cannot be written ({error.strerror})") from None
        if isinstance(error, Damaged):
            raise BadExport(f"it was changed: {error.why}") from None
        raise


def _write_sealed(package: Package, out: BinaryIO, public: bytes) -> None:
    name, manifest = package.line.package_id, package.line.manifest_text
    key = os.urandom(KEY_BYTES)
    try:
        sealed = seal_to(public, key, INFO, f"{name}.{manifest}")
    except ValueError:
        raise BadExport("the public key must be 32 bytes of X25519") from None
    text = base64.b64encode(sealed).decode("ascii")
    head = {"format": FORMAT, "package": name, "manifest": manifest, "sealed": text}
    out.write(json.dumps(head).encode() + b"\n")
    sealer = Sealer(out, key, name)
    _write_tar(package, cast("BinaryIO", sealer))  # tarfile only writes to it
    sealer.end()


def _write_tar(package: Package, out: BinaryIO) -> None:
    manifest, raw = package.manifest, package.content.manifest
    made = package.line.made // 1000
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, MANIFEST, len(raw), made, io.BytesIO(raw))
        sums = _sums(manifest, raw)
        _add(tar, SUMS, len(sums), made, io.BytesIO(sums))
        for part in manifest.parts:
            _add_part(tar, package, part, made)


def _add_part(tar: tarfile.TarFile, package: Package, part: Part, made: int) -> None:
    reader = package.reader(part)
    if reader is None:
        _add(tar, part.name, part.size, made, io.BytesIO(package.content.inline[part.name]))
        return
    with reader:
        _add(tar, part.name, part.size, made, cast("IO[bytes]", _Plain(reader)))


def _add(tar: tarfile.TarFile, name: str, size: int, made: int, content: IO[bytes]) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, made, 0o600
    tar.addfile(info, content)


class _Plain(io.RawIOBase):
    """What a Reader reads, from its beginning to its end."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._at, self._left = reader, 0, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._left) < size:
            more = self._reader.chunk(self._at)
            if not more:
                break
            self._at += len(more)
            self._left += more
        most = len(self._left) if size < 0 else size
        piece, self._left = self._left[:most], self._left[most:]
        return piece


def _sums(manifest: Manifest, raw: bytes) -> bytes:
    pairs = [(MANIFEST, hashlib.sha256(raw).hexdigest())]
    pairs += [(one.name, one.sha256) for one in manifest.parts]
    return "".join(f"{sha256}  {name}\n" for name, sha256 in pairs).encode()


def _head(line: bytes) -> dict[str, str]:
    """Raises BadExport."""
    try:
        head = json.loads(line)
        if head["format"] == FORMAT:
            return {name: str(head[name]) for name in ("package", "manifest", "sealed")}
    except (ValueError, KeyError, TypeError):
        pass
    raise BadExport("it is not a sealed package")


def _copy(file: BinaryIO, key: bytes, name: str, out: BinaryIO) -> None:
    for piece in read_sealed(file, key, name):
        out.write(piece)

"""A pack as one file: packages in the order of their codes, compressed. Pure.

    xz of:  header              one line of canonical JSON
            then, `changed` times:
            {"code", "document", "files", "sha256"}   one line of canonical JSON
            the document, then the files in the order of their names: raw bytes, lengths as said

The header has format, pack, publisher, name, version, base, root, changed, removed: see
`provisioning.catalogue.content.PackContent`. The same content gives the same bytes wherever the
same liblzma is. What is signed and compared are hashes of the content, never of a text made anew.

A file comes from outside: it is unpacked step by step, never further than its header and LIMITS
allow, and nothing in it is believed before it is counted and hashed.
"""

import lzma
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from provisioning.catalogue.content import Package, PackContent, canonical, root_hash
from provisioning.packs.members import CODE, HEX64, NAME, Fields, json_object
from provisioning.packs.refusal import Refused, Why
from provisioning.packs.unpack import Unpacked

FORMAT = "zizhu/pack/1"
PRESET = 1
"""Of xz. Measured on 10 MB of Chinese items: a third smaller than zlib's best; preset 6 gains a
tenth more and takes five times as long."""
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.[a-z]{2,4}")
"""In a package: no folder, no dot at the beginning."""


class Limits(Struct, frozen=True):
    """Bytes unless said otherwise."""

    whole: int = 768 * 1024 * 1024
    """All of a pack, unpacked: 95,000 items take 240 MB."""
    rows: int = 200_000
    """Packages."""
    document: int = 512 * 1024
    file: int = 4 * 1024 * 1024
    files: int = 64
    """Files in a package."""
    header: int = 8 * 1024 * 1024
    """It lists what was removed."""


LIMITS = Limits()


def write_pack(content: PackContent) -> bytes:
    """The bytes of the file."""
    packer = lzma.LZMACompressor(lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=PRESET)
    parts = [packer.compress(canonical(_header(content)) + b"\n")]
    for package in content.changed:
        names = sorted(package.files)
        line = {
            "code": package.code,
            "document": len(package.document),
            "files": [[name, len(package.files[name])] for name in names],
            "sha256": package.hash.hex(),
        }
        parts.append(packer.compress(canonical(line) + b"\n" + package.document))
        parts += [packer.compress(package.files[name]) for name in names]
    return b"".join([*parts, packer.flush()])


def read_pack(data: bytes, limits: Limits = LIMITS) -> PackContent:
    """What `write_pack` wrote. Raises Refused."""
    source = Unpacked(data, limits.whole)
    header = Fields(_json_line(source, limits.header), "header")
    if header.raw.get("format") != FORMAT:
        raise Refused(Why.MALFORMED, "not a pack of this format", "header")
    count = header.number("changed")
    removed = header.raw.get("removed")
    if count > limits.rows or not isinstance(removed, list) or len(removed) > limits.rows:
        raise Refused(Why.TOO_LARGE, f"more than {limits.rows} packages", "header")
    packages = tuple(_packages(source, count, limits))
    source.at_end()
    content = PackContent(
        pack=header.text("pack", NAME),
        publisher=header.text("publisher", CODE),
        version=header.number("version"),
        root=bytes.fromhex(header.text("root", HEX64)),
        changed=packages,
        removed=tuple(header.code(one) for one in removed),
        base=None if header.raw.get("base") is None else header.number("base"),
        name=header.text("name"),
    )
    _check_whole(content)
    return content


def _header(content: PackContent) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "pack": content.pack,
        "publisher": content.publisher,
        "name": content.name,
        "version": content.version,
        "base": content.base,
        "root": content.root.hex(),
        "changed": len(content.changed),
        "removed": list(content.removed),
    }


def _check_whole(content: PackContent) -> None:
    """A whole pack must have its root; that of a delta is checked where its base is."""
    if content.base is not None:
        return
    if content.root != root_hash((one.code, one.hash) for one in content.changed):
        raise Refused(Why.CHANGED, "the root hash is not that of the packages", "header")


def _packages(source: "Unpacked", count: int, limits: Limits) -> Iterator[Package]:
    last = ""
    for number in range(count):
        line = Fields(_json_line(source, limits.document), f"package {number + 1}")
        code = line.text("code", CODE)
        line.place = code
        if code <= last:
            raise Refused(Why.MALFORMED, "packages out of order, or one twice", code)
        last = code
        document = source.take(_bounded(line.number("document"), limits.document, code), code)
        files = {
            name: source.take(_bounded(size, limits.file, f"{code} {name}"), f"{code} {name}")
            for name, size in _files(line, limits)
        }
        package = Package(code, document, files)
        if package.hash.hex() != line.raw.get("sha256"):
            raise Refused(Why.CHANGED, "its hash is not that of its bytes", code)
        yield package


def _files(line: "Fields", limits: Limits) -> Iterator[tuple[str, int]]:
    listed = line.raw.get("files")
    if not isinstance(listed, list) or len(listed) > limits.files:
        raise Refused(Why.TOO_LARGE, f"more than {limits.files} files", line.place)
    last = ""
    for one in listed:
        match one:
            case [str(name), int(size)] if not isinstance(size, bool):
                pass
            case _:
                raise Refused(Why.MALFORMED, "a file is its name and its length", line.place)
        if not FILE_NAME.fullmatch(name):
            raise Refused(Why.OUTSIDE, "a file lies beside its item.json", line.place)
        if name <= last:
            raise Refused(Why.MALFORMED, "files out of order, or one twice", line.place)
        last = name
        yield name, size


def _bounded(size: int, most: int, place: str) -> int:
    if not 0 <= size <= most:
        raise Refused(Why.TOO_LARGE, f"more than {most} bytes", place)
    return size


def _json_line(source: Unpacked, most: int) -> Mapping[str, Any]:
    return json_object(source.line(most), "a line of the pack")

"""Looks for secrets in every byte of a terminal's files, in every form a writer might choose."""

import base64
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from offline_queue.store.ballast import FILE_NAME as BALLAST

PIECE_BYTES, EVERY = 16, 256
"""Of a long secret a piece of so many bytes is looked for, and again every so many bytes."""


def forms(secret: str | bytes) -> dict[str, bytes]:
    """Ways in which it may stand in a file, by name."""
    if isinstance(secret, bytes):
        return {"plain": secret} | _encoded(secret)
    plain = secret.encode()
    escaped = json.dumps(secret).strip('"').encode()
    found = {
        "utf-8": plain,
        "escaped": escaped,
        "gb18030": secret.encode("gb18030"),
        "utf-16-le": secret.encode("utf-16-le"),
        "utf-16-be": secret.encode("utf-16-be"),
    }
    return found | _encoded(plain)


def _encoded(plain: bytes) -> dict[str, bytes]:
    found = {"hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    for shift in range(3):  # where it begins in a longer text decides how it looks
        whole = base64.b64encode(b"\0" * shift + plain)
        found[f"base64 {shift}"] = whole[4 if shift else 0 : len(whole) - 4]
    return found


def leaks(files: Mapping[str, bytes], secrets: Iterable[str | bytes]) -> set[tuple[str, str]]:
    """(name of the file, form) of every secret that is found. A long one may be there in part."""
    patterns = {
        (form, piece)
        for secret in secrets
        for form, pattern in forms(secret).items()
        for piece in _pieces(pattern)
    }
    return {
        (name, form)
        for name, content in files.items()
        for form, piece in patterns
        if piece in content
    }


def _pieces(pattern: bytes) -> list[bytes]:
    if len(pattern) <= EVERY:
        return [pattern]
    return [pattern[at : at + PIECE_BYTES] for at in range(0, len(pattern) - PIECE_BYTES, EVERY)]


def files_in(*folders: Path) -> dict[str, bytes]:
    """Every file, as it lies on the disk now, by its path. The ballast holds random bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != BALLAST
    }

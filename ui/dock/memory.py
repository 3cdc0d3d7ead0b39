"""Looks for words in the memory of living processes and in files: does anything remember?"""

import re
from collections.abc import Iterable
from pathlib import Path

_CHUNK = 16 * 1024 * 1024


def encodings_of(text: str) -> tuple[bytes, ...]:
    """The forms in which a name or number can lie about: UTF-8, UTF-16LE, UCS-4, GB18030."""
    codes = ("utf-8", "utf-16-le", "utf-32-le", "gb18030")
    return tuple(dict.fromkeys(text.encode(code) for code in codes))


def _pattern(words: Iterable[str]) -> re.Pattern[bytes]:
    forms = {re.escape(form) for word in words for form in encodings_of(word)}
    return re.compile(b"|".join(sorted(forms)))


def in_memory(pid: int, words: Iterable[str]) -> int:
    """How often the words occur in the writable memory of a process (/proc/PID/mem)."""
    pattern, found = _pattern(words), 0
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace")
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps.splitlines():
            span, rights = line.split()[:2]
            if "r" not in rights or "w" not in rights:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            found += _count(memory, start, end, pattern)
    return found


def _count(memory: object, start: int, end: int, pattern: re.Pattern[bytes]) -> int:
    found, overlap = 0, 256
    for at in range(start, end, _CHUNK):
        try:
            memory.seek(at)  # type: ignore[attr-defined]
            data = memory.read(min(_CHUNK + overlap, end - at))  # type: ignore[attr-defined]
        except (OSError, ValueError, OverflowError):
            continue  # a mapping that cannot be read holds nothing that can be looked at
        found += sum(1 for _ in pattern.finditer(data or b""))
    return found


def in_files(folders: Iterable[Path], words: Iterable[str]) -> list[Path]:
    """Files below the folders that contain one of the words in any form."""
    pattern = _pattern(words)
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and pattern.search(path.read_bytes())
    ]

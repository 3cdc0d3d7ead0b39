"""Records what a program does to its files, by strace: every write and sync in its true order."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.offline_queue.powercut.trace import Act, Op

CALLS = (
    "openat,open,creat,write,pwrite64,pwritev,pwritev2,writev,sendfile,copy_file_range,fsync,"
    "fdatasync,syncfs,sync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    "ftruncate,truncate,fallocate,link,linkat,symlink,symlinkat,lseek"
)
MOST_BYTES = 8 * 1024 * 1024
"""Of one write; a longer one is refused, not shortened."""

_LONGEST_START = 4 * 4096
"""Names come first in a call, as four characters a byte; what follows is content."""

_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_BEGUN = re.compile(r"^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_DONE = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?")


class NotUnderstood(Exception):
    """The program did something whose effect on the disk this recorder cannot tell."""


def permitted() -> bool:
    """Whether strace is here and may watch a child."""
    try:
        done = subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def record(command: Sequence[str], output: Path, cwd: Path) -> str:
    """Run a command; strace's words about it. Raises CalledProcessError."""
    strace = ["strace", "--seccomp-bpf", "-f", "-y", "-xx", "-s", str(MOST_BYTES)]
    subprocess.run(
        [*strace, "-o", str(output), "-e", f"trace={CALLS}", *command],
        cwd=cwd,
        check=True,
        timeout=300,
    )
    return output.read_text(encoding="ascii")


def parse(text: str, places: Mapping[str, tuple[Path, Path]]) -> dict[str, tuple[Op, ...]]:
    """What was done on each disk, by name; `places` are its root and the file to which the program
    writes what it says: each line there is an Op of its own.

    Calls that failed did nothing. Raises NotUnderstood.
    """
    readers = {name: _Reader(str(root), str(said)) for name, (root, said) in places.items()}
    found: dict[str, list[Op]] = {name: [] for name in places}
    for name, given, result in _whole_calls(text):
        for disk, reader in readers.items():
            if result >= 0 and reader.concerns(name, given):
                found[disk] += reader.read(name, given, result)
                break
    return {name: tuple(ops) for name, ops in found.items()}


class _Reader:
    def __init__(self, root: str, said: str) -> None:
        self._root = root
        self._said = said
        self._marks = (_hex(root), _hex(said))
        self._places: dict[str, int] = {}
        """Where the next plain write to a path goes."""
        self._appended: set[str] = set()
        self._sizes: dict[str, int] = {}

    def concerns(self, name: str, given: str) -> bool:
        """Whether a call is about this disk. One that syncs everything is nobody's: refused."""
        if name in ("sync", "syncfs"):
            raise NotUnderstood(name)
        return any(one in given[:_LONGEST_START] for one in self._marks)

    def read(self, name: str, given: str, result: int) -> Iterator[Op]:
        for op in self._op(name, given, result):
            self._measure(op)
            yield op

    def _op(self, name: str, given: str, result: int) -> Iterator[Op]:
        if name in ("write", "pwrite64"):
            yield from self._write(name, given, result)
        elif name in ("openat", "open", "creat"):
            yield from self._open(given)
        elif name == "lseek":
            self._places[_handle(given)] = result
        elif name in ("fsync", "fdatasync"):
            yield Op(Act.SYNC, self._inside(_handle(given)))
        elif name == "ftruncate":
            yield Op(Act.SIZE, self._inside(_handle(given)), int(given.rpartition(", ")[2]))
        elif name.startswith("rename"):
            old, new = (self._inside(path) for path in _paths(given))
            yield Op(Act.RENAME, old, other=new)
        elif name in ("unlink", "unlinkat", "rmdir"):
            yield Op(Act.REMOVE, self._inside(_paths(given)[0]))
        elif name in ("mkdir", "mkdirat"):
            yield Op(Act.FOLDER, self._inside(_paths(given)[0]))
        else:
            raise NotUnderstood(name)

    def _open(self, given: str) -> Iterator[Op]:
        path = _paths(given)[0]
        self._places[path] = 0
        (self._appended.add if "O_APPEND" in given else self._appended.discard)(path)
        if path.startswith(self._root):
            if "O_CREAT" in given:
                yield Op(Act.CREATE, self._inside(path))
            if "O_TRUNC" in given:
                yield Op(Act.SIZE, self._inside(path), 0)

    def _write(self, name: str, given: str, result: int) -> Iterator[Op]:
        path = _handle(given)
        found = _QUOTED.search(given)
        if found is None or found.group(0) + "..." in given:
            raise NotUnderstood("a write that is too long")
        data = _bytes(found.group(1))[:result]
        if path == self._said:
            yield from (Op(Act.SAY, data=line) for line in data.splitlines())
            return
        inside = self._inside(path)
        if name == "pwrite64":
            at = int(given.rpartition(", ")[2])
        elif path in self._appended:
            at = self._sizes.get(inside, 0)
        else:
            at = self._places[path]
            self._places[path] = at + result
        yield Op(Act.WRITE, inside, at, data)

    def _measure(self, op: Op) -> None:
        if op.act is Act.WRITE:
            self._sizes[op.path] = max(self._sizes.get(op.path, 0), op.at + len(op.data))
        elif op.act is Act.SIZE:
            self._sizes[op.path] = op.at
        elif op.act in (Act.RENAME, Act.REMOVE):
            self._sizes[op.other] = self._sizes.pop(op.path, 0)

    def _inside(self, path: str) -> str:
        if not path.startswith(self._root):
            raise NotUnderstood("a name from outside the disk")
        return path.removeprefix(self._root).strip("/")


def _whole_calls(text: str) -> Iterator[tuple[str, str, int]]:
    """Name, arguments and result of each call, where it ended; a sync that overlaps a write to the
    same file has no true order and is refused."""
    open_calls: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        if begun := _BEGUN.match(line):
            pid, name, given = begun.groups()
            open_calls[pid] = (name, given)
            continue
        if done := _DONE.match(line):
            pid, name, rest = done.groups()
            line = f"{pid} {name}({open_calls.pop(pid)[1]}{rest}"
        whole = _LINE.match(line)
        if whole is None:
            continue
        name, given, result = whole.group(1), whole.group(2), int(whole.group(3))
        if name.startswith(("write", "pwrite")):
            syncing = [one for what, one in open_calls.values() if what.endswith("sync")]
            if any(_handle(one) == _handle(given) for one in syncing):
                raise NotUnderstood("a write during the sync of the same file")
        yield name, given, result


def _handle(given: str) -> str:
    found = _HANDLE.match(given)
    if found is None:
        raise NotUnderstood("a handle without a path")
    return _text(found.group(1))


def _paths(given: str) -> list[str]:
    return [_text(one) for one in _QUOTED.findall(given)]


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _text(escaped: str) -> str:
    return os.fsdecode(_bytes(escaped))


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(text))

"""What a child process gives up before it looks at what somebody else wrote.

    limits     memory, size of files and number of handles (setrlimit), no core file
    network    no socket, no other process, no new program (seccomp)
    files      nothing but the named folders can be opened, and only for reading (Landlock)

Each needs no privilege. Linux on x86-64 or 64-bit ARM has all three from 5.13 on; `confine` says
which of them hold. Numbers are those of the kernel's headers (linux/seccomp.h, landlock.h).
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

LIMITS, NETWORK, FILES = "limits", "network", "files"
_WORDS = 64 * 1024
"""Bytes that it may write into a file: its last words, which its parent holds."""

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _EPERM, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ARCHES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_DENIED = {
    # socket connect bind listen accept accept4 sendto, fork vfork execve execveat,
    # ptrace process_vm_readv process_vm_writev, io_uring_setup (it opens sockets too), bpf,
    # unshare setns mount keyctl open_by_handle_at userfaultfd perf_event_open
    "x86_64": (
        *(41, 42, 49, 50, 43, 288, 44, 57, 58, 59, 322, 101, 310, 311, 425, 321),
        *(272, 308, 165, 250, 304, 323, 298),
    ),
    "aarch64": (
        *(198, 203, 200, 201, 202, 242, 206, 221, 281, 117, 270, 271, 425, 280),
        *(97, 268, 40, 219, 265, 282, 241),
    ),
}
_X32 = 0x40000000
_SOCKETPAIR = {"x86_64": 53, "aarch64": 199}
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_RIGHTS_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15}
"""Number of file rights that an ABI knows; 16 from 5 on."""


def confine(memory: int, readable: Iterable[Path], pairs: bool = False) -> tuple[str, ...]:
    """This process, for ever. `memory`: bytes of address space. `pairs`: it may make socket pairs
    for itself, as asyncio does. What holds, of the three words."""
    held = [LIMITS]
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, _WORDS),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        held += [FILES] if _landlock(libc, readable) else []
        held += [NETWORK] if _seccomp(libc, pairs) else []
    return tuple(held)


def own_code() -> list[Path]:
    """Where Python, its libraries and time zones lie: some are loaded when they are first used."""
    system = ("/usr/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/localtime")
    places = (*sys.path, sys.prefix, *system)
    return [Path(one) for one in places if Path(one).exists()]


def more_time(seconds: int) -> None:
    """So many seconds of processor time from now on, then SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soon = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soon, resource.RLIM_INFINITY))


def _seccomp(libc: ctypes.CDLL, pairs: bool) -> bool:
    machine = platform.machine()
    if machine not in _ARCHES:
        return False
    denied = _DENIED[machine] + (() if pairs else (_SOCKETPAIR[machine],))
    program = _filter(_ARCHES[machine], denied)
    instructions = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(instructions))
    where = ctypes.create_string_buffer(header, len(header))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, where, 0, 0) == 0)


def _filter(arch: int, denied: tuple[int, ...]) -> bytes:
    """Classic BPF over struct seccomp_data {nr, arch, ...}: another architecture is killed, a call
    of `denied` gets EPERM, everything else goes on."""
    rows = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, arch), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    tests = [(_AT_LEAST, _X32), *((_EQUAL, number) for number in denied)]
    for place, (test, number) in enumerate(tests):
        rows.append((test, len(tests) - place, 0, number))
    rows += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)]
    return b"".join(struct.pack("HBBI", *row) for row in rows)


def _landlock(libc: ctypes.CDLL, readable: Iterable[Path]) -> bool:
    abi = libc.syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION)
    if abi < 1:
        return False
    handled = (1 << _RIGHTS_BY_ABI.get(abi, 16)) - 1
    ruleset = libc.syscall(_LANDLOCK_CREATE, struct.pack("Q", handled), 8, 0)
    if ruleset < 0:
        return False
    try:
        for folder in readable:
            handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            try:
                rights = _READ_FILE | (_READ_FOLDER if folder.is_dir() else 0)
                rule = struct.pack("<Qi", rights, handle)
                if libc.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0):
                    return False
            finally:
                os.close(handle)
        return bool(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)

"""A corner of the system of our own: for this process and its children /run/pcscd is FOLDER, no
driver of a real reader is there, and the network is a loopback that nobody else has.

So a smart card service started here neither meets the machine's own nor its readers, and nobody
can reach the virtual reader, which listens on every address (unshare(2), mount_namespaces(7)).
"""

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

SERVICE_FOLDER = Path("/run/pcscd")
DRIVER_FOLDER = Path("/usr/lib/pcsc/drivers")

_NEW_MOUNTS, _NEW_USER, _NEW_NETWORK = 0x0002_0000, 0x1000_0000, 0x4000_0000
_BIND, _RECURSIVE, _PRIVATE = 0x1000, 0x4000, 0x4_0000
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1
_INTERFACE = struct.Struct("16sH22x")

_libc = ctypes.CDLL(None, use_errno=True)


class NoNamespace(OSError):
    """The system grants none: neither root with CAP_SYS_ADMIN, nor user namespaces."""


def enter_namespace(folder: Path) -> None:
    """Put this process apart. It must have but one thread yet. Raises NoNamespace."""
    try:
        _unshare()
        _mount("none", "/", None, _RECURSIVE | _PRIVATE)
        inside = os.open(folder, os.O_PATH)
        original = f"/proc/self/fd/{inside}"
        if not SERVICE_FOLDER.is_dir():
            _mount("none", "/run", "tmpfs", 0)
            SERVICE_FOLDER.mkdir()
            folder.mkdir(parents=True, exist_ok=True)  # where it was hidden just now
            _mount(original, str(folder), None, _BIND)
        _mount(original, str(SERVICE_FOLDER), None, _BIND)
        os.close(inside)
        _mount("none", str(DRIVER_FOLDER), "tmpfs", 0)
        _start_loopback()
    except OSError as error:
        raise NoNamespace(error.errno, f"no namespaces here: {error.strerror}") from error


def _unshare() -> None:
    uid, gid = os.getuid(), os.getgid()
    as_user = _NEW_USER if uid != 0 else 0
    _checked(_libc.unshare(_NEW_MOUNTS | _NEW_NETWORK | as_user))
    if as_user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _mount(source: str, target: str, kind: str | None, flags: int) -> None:
    where = None if kind is None else kind.encode()
    _checked(_libc.mount(source.encode(), target.encode(), where, ctypes.c_ulong(flags), None))


def _start_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        asked = fcntl.ioctl(probe, _GET_FLAGS, _INTERFACE.pack(b"lo", 0))
        name, flags = _INTERFACE.unpack(asked)
        fcntl.ioctl(probe, _SET_FLAGS, _INTERFACE.pack(name, flags | _UP))


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))

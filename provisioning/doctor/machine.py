"""The machine, whatever terminal it becomes: Python, libraries, typeface. Loads no Qt."""

import ctypes
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from provisioning.doctor.findings import Finding, Level, fail, ok

OLDEST_PYTHON = (3, 11)
MODULES = (
    *("PySide6", "serial", "escpos", "PIL", "qrcode", "msgspec", "cryptography", "requests"),
    *("sqlite_utils", "django", "waitress", "typst", "smartcard", "pymodbus"),
    *("numpy", "cv2", "zxingcpp"),
)
LIBRARIES = {  # what Qt's binaries ask for -> the Debian package that brings it
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0 (libglib2.0-0t64 on Ubuntu 24.04)",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FONT_FOLDERS = (
    *(Path("/usr/share/fonts"), Path("/usr/local/share/fonts")),
    Path.home() / ".local/share/fonts",
)
FONT_FILES = ("NotoSansCJK*", "NotoSansCJKsc*", "NotoSansSC*")


def has_packages(out: TextIO) -> bool:
    """Whether the rest of the doctor can be loaded; where not, `out` is told what to do."""
    finding = _modules()
    if finding.level is not Level.OK:
        print(f"{finding.level:4}  {finding.what}\n      -> {finding.todo}", file=out)
    return finding.level is Level.OK


def check_machine() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        yield fail(f"Python {version} is too old", "use Python 3.11 or newer")
    else:
        yield ok(f"Python {version}")
    yield _modules()
    yield _libraries()
    yield _fonts(FONT_FOLDERS)


def _modules() -> Finding:
    absent = [name for name in MODULES if importlib.util.find_spec(name) is None]
    if absent:
        todo = "make .venv/.ready-demo (it installs both requirements*.lock)"
        return fail(f"Python packages are missing: {', '.join(absent)}", todo)
    return ok("all Python packages are there")


def _libraries() -> Finding:
    absent = [name for name in LIBRARIES if not _loads(name)]
    if absent:
        packages = " ".join(LIBRARIES[name] for name in absent)
        return fail(f"Qt's libraries are missing: {' '.join(absent)}", f"apt install {packages}")
    return ok("all libraries that Qt needs are there")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _fonts(folders: tuple[Path, ...]) -> Finding:
    for folder in folders:
        for pattern in FONT_FILES:
            for file in folder.rglob(pattern):
                return ok(f"Noto Sans CJK SC is there ({file})")
    return fail("Noto Sans CJK SC is not installed", "apt install fonts-noto-cjk")

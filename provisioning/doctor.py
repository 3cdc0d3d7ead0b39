"""`main.py doctor`: may this machine become, or stay, a terminal?

Looks only: it loads no Qt, opens no device, changes nothing (but a file that vanishes at once, to
see whether a folder can be written) and never shows the content of a key.
"""

import os
import shutil
import socket
import stat
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from kiosk.config import ConfigError, TerminalConfig, parse_config
from provisioning.findings import Finding, Level, fail, ok, warn
from provisioning.machine import check_machine

DISK_WARN, DISK_FAIL = 1_000_000_000, 200_000_000
"""Bytes: a terminal that is cut off for a week, and one that could not finish its day."""
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def run(config_path: Path | None, out: TextIO = sys.stdout) -> int:
    """Print the findings; 0 when none is a failure, else 1."""
    findings = check(config_path)
    for finding in findings:
        print(f"{finding.level:4}  {finding.what}", file=out)
        if finding.todo:
            print(f"      -> {finding.todo}", file=out)
    count = {level: sum(f.level is level for f in findings) for level in Level}
    print(f"{count[Level.FAIL]} to mend, {count[Level.WARN]} to look at", file=out)
    return 1 if count[Level.FAIL] else 0


def check(config_path: Path | None) -> list[Finding]:
    """The machine, and with a configuration the terminal that it describes."""
    return [*check_machine(), *(_configured(config_path) if config_path else ())]


def _configured(path: Path) -> Iterator[Finding]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        config = parse_config(raw, path.parent, demo=True)
    except OSError as error:
        yield fail(f"{path} cannot be read: {error.strerror}", "name the terminal's configuration")
        return
    except (ValueError, ConfigError) as error:  # no TOML, no UTF-8, or a key that cannot be used
        yield fail(f"{path}: {error}", "mend that place of the file")
        return
    yield ok(f"the configuration of {config.terminal_id} ({config.terminal_name}) is readable")
    yield from _folders(config)
    yield from _secrets(config)
    yield _platform(config.central_url)
    yield from _simulated_devices(config) if config.simulated else _devices(config)


def _folders(config: TerminalConfig) -> Iterator[Finding]:
    yield _writable(config.state)
    yield _writable(config.run)
    free = shutil.disk_usage(_existing(config.state)).free
    size = f"{free / 1e9:.1f} GB free for {config.state}"
    if free >= DISK_WARN:
        yield ok(size)
    else:
        level = Level.FAIL if free < DISK_FAIL else Level.WARN
        yield Finding(level, f"only {size}", "free space, or move [paths] state to a larger disk")
    if not config.hall_file.is_file():
        yield fail(f"{config.hall_file} (the hall's queues) is missing", "see [site] hall_file")


def _writable(folder: Path) -> Finding:
    """A folder that is not there yet is made by the service: then its parent must be writable."""
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)):
            return ok(f"{folder} can be written")
    except OSError as error:
        todo = "let the terminal's user own it, and check the disk"
        return fail(f"{folder} cannot be written: {error.strerror}", todo)


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())


def _secrets(config: TerminalConfig) -> Iterator[Finding]:
    yield _key_file(config.token_file, secret=True)
    yield _key_file(config.hall_key_file, secret=True)
    yield _key_file(config.platform_key_file, secret=False)


def _key_file(path: Path, *, secret: bool) -> Finding:
    """A secret is for its owner only; nobody else may change a public key either."""
    try:
        mode = path.stat().st_mode
        readable = path.is_file() and os.access(path, os.R_OK)
    except OSError as error:
        return fail(f"{path}: {error.strerror}", "fetch the file from the platform again")
    if not readable:
        return fail(f"{path} cannot be read", "let the terminal's user own it")
    excess = stat.S_IRWXG | stat.S_IRWXO if secret else stat.S_IWGRP | stat.S_IWOTH
    if mode & excess:
        rule = "chmod 600" if secret else "chmod 644"
        return fail(f"{path} is open to others (mode {mode & 0o777:o})", f"{rule} {path}")
    return ok(f"{path} is there and guarded")


def _platform(url: str) -> Finding:
    scheme, host, _ = _address(url)
    if host and (scheme == "https" or (scheme == "http" and host in LOOPBACK)):
        return ok(f"the platform is {host}")
    if host and scheme == "http":
        return fail(f"the platform's address {url} is not encrypted", "use https")
    return fail(f"{url!r} is not a web address", "write [central] url as https://host")


def _address(url: str) -> tuple[str, str, int]:
    """Scheme, host and port; empty, empty and 0 where the address cannot be read."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.port or 0
    except ValueError:
        return "", "", 0


def _simulated_devices(config: TerminalConfig) -> Iterator[Finding]:
    todo = "for demo and training only: name the real devices before citizens come"
    yield warn("the devices are simulated", todo)
    _, host, port = _address(config.printer_url)
    if port and host in LOOPBACK and _busy(port):
        todo = "stop the other program (or the demo that runs already), or name another port"
        yield warn(f"port {port} of the simulated printer is busy", todo)


def _busy(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _devices(config: TerminalConfig) -> Iterator[Finding]:
    port = Path(config.reader_port)
    if not port.exists():
        yield fail(f"ID card reader: {port} does not exist", "check the cable and the udev link")
    elif not port.is_char_device():
        yield fail(f"ID card reader: {port} is no device", "correct [devices.id_reader] port")
    elif not os.access(port, os.R_OK | os.W_OK):
        todo = "add the terminal's user to the group that owns it (dialout)"
        yield fail(f"ID card reader: no permission for {port}", todo)
    else:
        yield ok(f"ID card reader: {port}")
    yield ok(f"receipt printer: {config.printer_url} (not asked here)")

"""The terminal's configuration and what it names on this machine: folders, keys, the platform.

Looks only: it changes nothing (but a file that vanishes at once, to see whether a folder can be
written) and never shows the content of a key.
"""

import os
import shutil
import stat
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.config import ConfigError, TerminalConfig, parse_config
from provisioning.doctor.findings import Finding, Level, fail, ok, warn
from provisioning.packs.settings import read_settings
from provisioning.settings import Unusable, check_key

DISK_WARN, DISK_FAIL = 1_000_000_000, 200_000_000
"""Bytes: a terminal that is cut off for a week, and one that could not finish its day."""
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def check_config(path: Path, demo: bool = False) -> tuple[TerminalConfig | None, list[Finding]]:
    """The terminal's file and everything it names but the devices; None where it is unusable."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        config = parse_config(raw, path.resolve().parent, demo)
    except OSError as error:
        todo = "name the terminal's configuration"
        return None, [fail(f"{path} cannot be read: {error.strerror}", todo)]
    except (ValueError, ConfigError) as error:  # no TOML, no UTF-8, or a key that cannot be used
        return None, [fail(f"{path}: {error}", "mend that place of the file")]
    name = f"{config.terminal_id} ({config.terminal_name})"
    found = [ok(f"the configuration of {name} is readable")]
    found += [*_folders(config), *_secrets(config), *_packs(config), _platform(config.central_url)]
    return config, found


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
    todo = _fetch(config)
    yield _guarded(config.token_file, todo, secret=True)
    yield _key(config.hall_key_file, todo, secret=True)
    yield _key(config.platform_key_file, todo, secret=False)
    if config.sign_keys_file.exists():
        yield _guarded(config.sign_keys_file, todo, secret=False)
    else:
        lacks = "the platform cannot command this terminal, and no list of certificates counts"
        yield warn(f"{config.sign_keys_file} is missing: {lacks}", todo)


def _packs(config: TerminalConfig) -> Iterator[Finding]:
    """What the updater is started with, where service items are fetched at all."""
    if config.items is None:
        return
    try:
        root_file = read_settings(config).root_file
    except ConfigError as error:
        yield fail(str(error), "mend [items]")
        return
    yield _guarded(root_file, f"{_fetch(config)}, or take [items] away", secret=False)


def _fetch(config: TerminalConfig) -> str:
    return f"fetch it from the platform's terminals/{config.terminal_id}"


def _key(path: Path, todo: str, *, secret: bool) -> Finding:
    finding = _guarded(path, todo, secret=secret)
    if finding.level is Level.OK:
        try:
            check_key(path)
        except Unusable as error:
            return fail(str(error), todo)
    return finding


def _guarded(path: Path, todo: str, *, secret: bool) -> Finding:
    """A secret is for its owner only; nobody else may change a public key either."""
    try:
        mode = path.stat().st_mode
        readable = path.is_file() and os.access(path, os.R_OK)
    except OSError as error:
        return fail(f"{path}: {error.strerror}", todo)
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

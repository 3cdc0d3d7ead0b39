"""The configuration file, read and checked before anything is started."""

import fcntl
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.config import ConfigError, TerminalConfig, parse_config

KEY_DIGITS = 64


class Unusable(Exception):
    """Something outside this program is not as it must be; one line says what and what to do."""


class RunsAlready(Unusable):
    """Another process holds the terminal."""


def load_config(path: Path, demo: bool, writes: bool = True) -> TerminalConfig:
    """Parsed, its folders made and writable, unless they are only looked at. Raises Unusable."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unusable(f"{path} does not exist: name the configuration with --config") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path} cannot be read ({type(error).__name__})") from None
    except tomllib.TOMLDecodeError as error:
        raise Unusable(f"{path} is not valid TOML: {error}") from None
    try:
        config = parse_config(raw, path.resolve().parent, demo)
    except ConfigError as error:
        raise Unusable(f"{path}: {error}") from None
    for folder in (config.state, config.run) if writes else ():
        usable_folder(folder)
    return config


def usable_folder(folder: Path) -> None:
    """Made where it is not there: that of the sockets is gone after each start of the machine.
    Raises Unusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"{folder} cannot be made ({error.strerror}): change [paths]") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unusable(f"{folder} cannot be written: change [paths] or its owner")


def check_keys(config: TerminalConfig) -> None:
    """Both keys are 32 bytes as hexadecimal digits. Raises Unusable."""
    for path in (config.platform_key_file, config.hall_key_file):
        check_key(path)


def check_key(path: Path) -> None:
    """Raises Unusable; no key is in the text."""
    try:
        digits = path.read_text(encoding="ascii").strip()
        whole = len(digits) == KEY_DIGITS and len(bytes.fromhex(digits)) * 2 == KEY_DIGITS
    except OSError as error:
        raise Unusable(f"{path} cannot be read ({error.strerror})") from None
    except ValueError:
        whole = False
    if not whole:
        raise Unusable(f"{path} must hold {KEY_DIGITS} hexadecimal digits: take it anew")


@contextmanager
def only_one(config: TerminalConfig) -> Iterator[None]:
    """Holds the terminal for this process. Raises RunsAlready, or Unusable where it cannot be
    told whether another one holds it."""
    try:
        lock = (config.run / "keeper.lock").open("w")
    except OSError as error:
        raise Unusable(f"{config.run} cannot be written ({error.strerror})") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunsAlready(f"this terminal runs already (its folder is {config.run})") from None
        except OSError as error:
            raise Unusable(f"{config.run} cannot be locked ({error.strerror})") from None
        yield


@contextmanager
def outside(part: str, *kinds: type[Exception]) -> Iterator[None]:
    """What these exceptions say is not as it must be: raised again as Unusable, in one line."""
    try:
        yield
    except kinds as error:
        raise Unusable(f"{part} cannot work: {error}") from None

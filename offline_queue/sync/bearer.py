"""The bearer token of a destination: one line of a file, read again when it is refused."""

import logging
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger("offline_queue.sync")


class NoToken(Exception):
    """The file holds no usable token; the text names the file and never the token."""


def read_token(path: Path) -> str:
    """One line of printable ASCII. Raises NoToken."""
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoToken(f"{path}: {type(error).__name__}") from None
    if not token or not token.isascii() or not token.isprintable():
        raise NoToken(f"{path}: one line of ASCII is needed")
    return token


def renewer(path: Path) -> Callable[[], str]:
    """What reads the token anew: "" while the file holds none, with a line in the log."""

    def renew() -> str:
        try:
            return read_token(path)
        except NoToken as error:
            log.error("%s", error)
            return ""

    return renew

"""The last lines of this process's log, for `collect_logs`: in memory, and once more redacted.

Nothing personal is logged in the first place; what looks like a number of a person or a key is
masked all the same, since this text leaves the terminal.
"""

import logging
import re
from collections import deque

import msgspec

LINES = 400
LINE_CHARS = 240
TEXT_BYTES = 48 * 1024
"""As JSON; the platform takes 64 KiB with a result."""

_SECRETS = (
    re.compile(r"(?i)(bearer|token|key|password)[ =:]+\S+"),
    re.compile(r"[0-9A-Za-z+/_-]{32,}={0,2}"),
    re.compile(r"\d{11,}[Xx]?"),
)


def redacted(line: str) -> str:
    """Runs of 11 and more digits, long words as keys are, and what follows words such as "token"
    are replaced by ***."""
    for secret in _SECRETS:
        line = secret.sub("***", line)
    return line


class LogTail(logging.Handler):
    """Keeps LINES lines of at most LINE_CHARS characters."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        self._lines: deque[str] = deque(maxlen=LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(redacted(self.format(record))[:LINE_CHARS])

    def lines(self) -> list[str]:
        """The newest ones, oldest first, TEXT_BYTES together at most."""
        kept: list[str] = []
        room = TEXT_BYTES
        for line in reversed(list(self._lines)):
            room -= len(msgspec.json.encode(line)) + 1
            if room < 0:
                break
            kept.append(line)
        return kept[::-1]

"""The chip photo: a vendor's WLT decoder, run in a child of its own.

The child (`photo_child`) has one photo, about a second and little memory; whatever the library does
there, the citizen gets a card, with the photo or without it.
"""

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from devices.contract import Token
from devices.id_reader.frames import wipe
from devices.id_reader.photo_library import (
    EXIT_REFUSED,
    EXIT_SIZE,
    EXIT_UNLOADABLE,
    HEIGHT,
    WIDTH,
    PhotoLibrary,
)

GRACE_S = 0.2
"""Between the end of the child's output and its exit status."""
KILL_S = 1.0
MOST_PNG = 2 * WIDTH * HEIGHT * 3
_REASONS = {
    EXIT_UNLOADABLE: "the library or its entry point cannot be loaded",
    EXIT_REFUSED: "the library refused the photo",
    EXIT_SIZE: "the library wrote a picture of another size",
}
_PNG_HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + WIDTH.to_bytes(4, "big") + HEIGHT.to_bytes(4, "big")
_HOME = Path(__file__).parents[2]
_CHUNK = 16384


class PhotoChild:
    """One child, started before the card comes, so that it is awake when the photo does.

    `trouble` is the operator's reason why there is no picture, "" where none is known.
    """

    def __init__(self, library: PhotoLibrary, limit_s: float) -> None:
        self.trouble = ""
        self._limit_s = limit_s
        self._until = 0.0
        self._child: subprocess.Popen[bytes] | None = None
        command = [sys.executable, "-B", "-m", "devices.id_reader.photo_child"]
        try:
            self._child = subprocess.Popen(
                [*command, library.as_argument()],
                cwd=_HOME,
                env={},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except OSError as error:
            self.trouble = f"its process did not start: {error.strerror}"

    def feed(self, wlt: bytearray) -> None:
        """Hand over the chip's photo and wipe it here. The `limit_s` seconds count from now."""
        self._until = time.monotonic() + self._limit_s
        if self._child is not None and self._child.stdin is not None:
            with suppress(OSError):  # it has ended: its exit status says why
                self._child.stdin.write(wlt)
            with suppress(OSError):
                self._child.stdin.close()
        wipe(wlt)

    def picture(self, token: Token) -> bytes:
        """PNG, or b"", and then `trouble` says why. Without one at once where `token` ended."""
        if self._child is None or not self._until:
            return b""
        out = bytearray()
        ended = self._collect(self._child, out, token)
        code = self._end(GRACE_S if ended else 0.0)
        if ended:
            self.trouble = _judge(code, out)
        elif not token.cancelled:
            self.trouble = "too much output" if len(out) > MOST_PNG else "no picture in time"
        picture = bytes(out) if ended and not self.trouble else b""
        wipe(out)
        return picture

    def close(self) -> None:
        """End the child, whatever it does."""
        self._end(0.0)

    def _collect(self, child: subprocess.Popen[bytes], out: bytearray, token: Token) -> bool:
        """Read until the child ends its output (True), or time or room is up (False)."""
        assert child.stdout is not None
        out_fd = child.stdout.fileno()
        while len(out) <= MOST_PNG:
            left = max(0.0, min(self._until, token.until) - time.monotonic())
            ready, _, _ = select.select([out_fd, token.fd], [], [], left)
            if out_fd not in ready:
                return False
            data = os.read(out_fd, _CHUNK)
            out += data
            if not data:
                return True
        return False

    def _end(self, grace_s: float) -> int | None:
        """The exit status; a child that has none after `grace_s` is killed and waited for."""
        child, self._child = self._child, None
        if child is None:
            return None
        try:
            child.wait(grace_s)
        except subprocess.TimeoutExpired:
            child.kill()
            with suppress(subprocess.TimeoutExpired):
                child.wait(KILL_S)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        return child.returncode


def _judge(code: int | None, out: bytearray) -> str:
    """Why this is no picture; "" for a picture."""
    if code == 0:
        return "" if out.startswith(_PNG_HEAD) else "what came is no picture"
    if code is not None and code < 0:
        return f"the library crashed: signal {-code}"
    return _REASONS.get(code or 0, f"its process ended with status {code}")

"""From the bytes of a code to its text, and from a scan engine's bytes to codes. Pure."""

import unicodedata

from msgspec import Struct

from kiosk.faults import Fault

MOST_CHARACTERS = 4096
MOST_BYTES = 4 * MOST_CHARACTERS
QUIET_S = 0.05
REST_S = 1.0
"""The rest of a code that is too long may come in pieces: a gap in it is no end."""
"""A line that has been quiet for so long says no more of this code."""
GAP_S = 0.3
"""The same, where the code has not ended as it should: its engine may only be slow. [D]"""
FORMATS = {"]Q": "QRCode", "]d": "DataMatrix", "]L": "PDF417", "]C": "Code128"}
"""AIM identifiers without their last character (ISO/IEC 15424)."""
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories: controls, invisible marks that reorder text, halves, line breaks."""


class BadCode(Exception):
    """A code that is not given on: CODE_NOT_TEXT or CODE_TOO_LONG. Says nothing of its content."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def text_of(data: bytes, guess: str = "") -> str:
    """The text of a code: UTF-8, else GB18030. Raises BadCode.

    `guess` is what a decoder makes of the same bytes: it knows when the code itself names another
    charset, but takes GB18030 without a name for Latin-1 or for half-width katakana.
    """
    if len(data) > MOST_BYTES:
        raise BadCode(Fault.CODE_TOO_LONG)
    text = _decoded(data, guess)
    if text is None or not text or not _REFUSED.isdisjoint(map(unicodedata.category, text)):
        raise BadCode(Fault.CODE_NOT_TEXT)
    if len(text) > MOST_CHARACTERS:
        raise BadCode(Fault.CODE_TOO_LONG)
    return text


def _decoded(data: bytes, guess: str) -> str | None:
    text = _strictly(data, "utf-8-sig")
    if text is not None:
        return text
    if guess and not _is_mistaken(guess, data):
        return guess
    return _strictly(data, "gb18030")


def _is_mistaken(guess: str, data: bytes) -> bool:
    katakana = any("\uff61" <= character <= "\uff9f" for character in guess)
    unknown = "\ufffd" in guess
    return katakana or unknown or guess.encode("latin-1", "ignore") == data


def _strictly(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


class Engine(Struct, frozen=True):
    """One kind of scan engine, as it is set up. Bytes that are empty are not sent or expected."""

    name: str
    ask: bytes = b""
    """A question that it answers with something that holds `answer`: is it there?"""
    answer: bytes = b""
    begin: bytes = b""
    """Starts a reading, where it does not look for codes by itself."""
    end: bytes = b""
    replies: bytes = b""
    """How its answers to commands begin, and how they end: they are no codes."""
    reply_end: bytes = b""
    prefix: bytes = b""
    """Before each code."""
    suffixes: tuple[bytes, ...] = (b"\r\n", b"\r", b"\n")
    must_end: bool = False
    """A code without a suffix is a broken one. Else the pause after it ends it too."""
    aim: bool = False
    """Each code comes with its AIM identifier."""


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("plain"),
        Engine(
            "honeywell",
            ask=b"\x16M\rCBRENA?.",
            answer=b"CBRENA",
            begin=b"\x16T\r",
            end=b"\x16U\r",
        ),
        Engine(
            "newland",
            ask=b"~\x010000@C11*;\x03",
            answer=b"0000@C11",
            begin=b"~\x010000#SCNTRG1;\x03",
            end=b"~\x010000#SCNTRG0;\x03",
            replies=b"\x02\x010000",
            reply_end=b"\x03",
        ),
    )
}


class ScanLine:
    """Cuts what an engine sends into codes. Times are the caller's, in seconds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._data = bytearray()
        self._heard_at = 0.0
        self._skipping = False
        """The rest of a code that is too long."""
        self._rest_ended = False
        """What came last of it ends as a code does."""

    @property
    def due(self) -> float:
        """When `take` should be called if nothing more comes; infinite where nothing waits."""
        if not self._data and not self._skipping:
            return float("inf")
        if self._skipping:
            return self._heard_at + (QUIET_S if self._rest_ended else REST_S)
        return self._heard_at + (QUIET_S if self._has_ended() else GAP_S)

    def feed(self, data: bytes, now: float) -> None:
        """Raises BadCode where a code grows too long; its rest is skipped."""
        self._skipping = self._skipping and now < self.due
        self._heard_at = now
        if self._skipping:
            self._rest_ended = data.endswith(self._engine.suffixes)
            return
        self._data += data
        if len(self._data) > MOST_BYTES:
            ended = self._has_ended()
            self.wipe()
            self._skipping, self._rest_ended = True, ended
            raise BadCode(Fault.CODE_TOO_LONG)

    def take(self, now: float) -> bytes | None:
        """A code that is complete by now, without prefix and suffix. Raises BadCode."""
        if now < self.due:
            return None
        data, ended = self._without_replies(bytes(self._data)), self._has_ended()
        self.wipe()
        if not data:
            return None
        if not data.startswith(self._engine.prefix) or (self._engine.must_end and not ended):
            raise BadCode(Fault.CODE_NOT_TEXT)
        return self._bare(data) or None

    def wipe(self) -> None:
        """Overwrite and forget what came so far."""
        self._data[:] = bytes(len(self._data))
        self._data.clear()
        self._skipping = False

    def _without_replies(self, data: bytes) -> bytes:
        while self._engine.replies and data.startswith(self._engine.replies):
            _, _, data = data.partition(self._engine.reply_end)
        return data

    def _has_ended(self) -> bool:
        return self._data.endswith(self._engine.suffixes)

    def _bare(self, data: bytes) -> bytes:
        data = data.removeprefix(self._engine.prefix)
        for suffix in self._engine.suffixes:
            if data.endswith(suffix):
                return data.removesuffix(suffix)
        return data


def split_aim(data: bytes) -> tuple[str, bytes]:
    """The format that an AIM identifier names ("" for another one), and the code. Raises BadCode
    where there is none."""
    if len(data) < 3 or data[:1] != b"]":
        raise BadCode(Fault.CODE_NOT_TEXT)
    return FORMATS.get(data[:2].decode("latin-1"), ""), data[3:]

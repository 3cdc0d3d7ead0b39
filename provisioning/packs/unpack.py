"""What xz packed, unpacked piece by piece within limits. Pure."""

import lzma

from provisioning.packs.refusal import Refused, Why

DECODER_BYTES = 32 * 1024 * 1024
"""Memory that a file may make its reader take; preset 1 of xz needs 2 MiB."""
_STEP = 64 * 1024


class Unpacked:
    """The stream inside, taken piece by piece; never more in memory than was asked for."""

    def __init__(self, data: bytes, most: int) -> None:
        self._data, self._left = data, most
        self._unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=DECODER_BYTES)
        self._ready = bytearray()

    def take(self, size: int, place: str = "") -> bytes:
        while len(self._ready) < size:
            if not self._more():
                raise Refused(Why.MALFORMED, "it ends too early", place)
        piece = bytes(self._ready[:size])
        del self._ready[:size]
        return piece

    def line(self, most: int) -> bytes:
        searched = 0
        while (end := self._ready.find(b"\n", searched)) < 0:
            searched = len(self._ready)
            if searched > most:
                raise Refused(Why.TOO_LARGE, f"a line of more than {most} bytes")
            if not self._more():
                raise Refused(Why.MALFORMED, "it ends too early")
        piece = bytes(self._ready[:end])
        del self._ready[: end + 1]
        return piece

    def at_end(self) -> None:
        while not self._ready and self._more():
            pass
        if self._ready or self._unpacker.unused_data:
            raise Refused(Why.MALFORMED, "something follows the last package")
        if not self._unpacker.eof:
            raise Refused(Why.MALFORMED, "it ends too early")

    def _more(self) -> bool:
        """One step further; False at the end of the stream."""
        if self._unpacker.eof:
            return False
        try:
            piece = self._unpacker.decompress(self._data, _STEP)
        except (lzma.LZMAError, EOFError):
            raise Refused(Why.MALFORMED, "not what xz packs, or damaged") from None
        self._data = b""
        self._left -= len(piece)
        if self._left < 0:
            raise Refused(Why.TOO_LARGE, "unpacked it is larger than any pack may be")
        if not piece and self._unpacker.needs_input:
            return False
        self._ready += piece
        return True

"""What one reading hears: bytes in, replies out, and whether the line is sound. Pure."""

from devices.id_reader.frames import FrameParser
from devices.id_reader.profile import Profile
from devices.id_reader.replies import Reply, as_reply
from kiosk.faults import Fault


class Line:
    """Everything is counted since the last good reply."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._parser = FrameParser()
        self._rejected_then = 0
        self._discarded_then = 0
        self._rejected_asked = 0
        self._heard = False
        self._unanswered = 0

    @property
    def broken_off(self) -> bool:
        """A reply has begun or came broken, so its rest is due within `gap_s`."""
        return self._parser.inside or self._parser.rejected > self._rejected_asked

    @property
    def garbled(self) -> bool:
        rejected = self._parser.rejected - self._rejected_then
        discarded = self._parser.discarded - self._discarded_then
        limits = self._profile
        return rejected >= limits.rejected_limit or discarded >= limits.discarded_limit

    def asked(self) -> None:
        """A request goes out: what came before it was not its answer."""
        self._parser.clear()
        self._rejected_asked = self._parser.rejected

    def feed(self, data: bytes) -> list[Reply]:
        """The replies that `data` completed, oldest first; the caller wipes their data."""
        self._heard = self._heard or bool(data)
        replies = [as_reply(body) for body in self._parser.feed(data)]
        if replies:
            self._heard = False
            self._unanswered = 0
            self._rejected_then = self._parser.rejected
            self._discarded_then = self._parser.discarded
        return replies

    def unanswered(self) -> Fault | None:
        """One more request got no answer: the reader's fault, once that happened too often."""
        self._unanswered += 1
        if self._unanswered < self._profile.unanswered_limit:
            return None
        return Fault.READER_GARBLED if self._heard else Fault.READER_SILENT

    def wipe(self) -> None:
        self._parser.clear()

"""What both code readers do with a code: give it on, or say once why not and wait for another."""

from devices.code_reader.picture import FORMATS
from devices.code_reader.protocol import BadCode, text_of
from devices.contract import Refused, Stopped, Tell
from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.messages.imaging import CodeRead, PreviewHint, ReadCode


class Reading:
    """One `ReadCode`. A code that is refused (an advertisement, say) does not end it: the citizen
    is told, and may show the right one. Raises Refused where a format is asked for that no reader
    knows."""

    def __init__(self, command: ReadCode, tell: Tell) -> None:
        unknown = set(command.formats) - set(FORMATS)
        if unknown:
            detail = f"formats: {', '.join(FORMATS)}"
            raise Refused(Fault.CODE_NOT_FOUND, CompletionCode.INVALID_DATA, detail)
        self._command = command
        self._tell = tell
        self._last = Fault.CODE_NOT_FOUND
        self._told: set[int] = set()

    def offer(self, format_name: str, data: bytes, guess: str = "") -> CodeRead | None:
        """The completion; None where the code is refused, or is of a format that is not wanted."""
        if self._command.formats and format_name and format_name not in self._command.formats:
            return None
        try:
            return CodeRead(self._command.command, format_name, text_of(data, guess))
        except BadCode as bad:
            self.refuse(bad.fault, data)
            return None

    def refuse(self, fault: Fault, data: bytes = b"") -> None:
        """Tell it, once for the same code."""
        self._last = fault
        if hash(data) not in self._told:
            self._told.add(hash(data))
            self._tell(PreviewHint(self._command.command, fault))

    def unfinished(self, stopped: Stopped) -> Stopped | Refused:
        """What to raise when it is stopped: at the deadline the last thing that was wrong."""
        if stopped.code is CompletionCode.TIMED_OUT:
            return Refused(self._last, stopped.code)
        return stopped

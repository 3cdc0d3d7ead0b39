"""`serial:///dev/ttyS0?baud=19200&flow=rtscts`, flow: rtscts (default), xonxoff or none.

pyserial sets the line up; bytes go past its own read and write, whose time limits would make each
status question cost the whole timeout.
"""

import fcntl
import re
import struct
import termios
import time
from urllib.parse import SplitResult, parse_qs

import serial

from devices.receipt_printer.transport import Transport, TransportAbsent, TransportLost
from devices.serial_port import MISHAPS, let_go, trouble_of

FLOWS = ("rtscts", "xonxoff", "none")
BITS_PER_BYTE = 10
LEAST_WAITING = 64
_BAUD = re.compile(r"[1-9][0-9]{1,6}")


class SerialTransport(Transport):
    """Holds the port exclusively. Bytes that wait in the kernel are kept to a tenth of a second's
    worth, so that a question is not asked behind a whole receipt."""

    stall_s = 3.0
    """At a low speed a printing printer may hold the line for longer than a network one would."""

    def __init__(self, port: serial.Serial) -> None:
        super().__init__(port.fileno())
        self._port = port
        self.most_waiting = max(LEAST_WAITING, port.baudrate // BITS_PER_BYTE // 10)
        self._pause_s = LEAST_WAITING * BITS_PER_BYTE / port.baudrate / 2

    def room(self) -> int:
        try:
            (waiting,) = struct.unpack("i", fcntl.ioctl(self._fd, termios.TIOCOUTQ, b"\0" * 4))
        except OSError as error:
            raise TransportLost(type(error).__name__) from None
        return max(0, self.most_waiting - int(waiting))

    def wait_for_room(self, seconds: float) -> None:
        if self.room():
            super().wait_for_room(seconds)
        else:
            time.sleep(min(seconds, self._pause_s))

    def abort(self) -> None:
        if self._fd < 0:
            return
        self._fd = -1
        let_go(self._port)


def parse_serial(parts: SplitResult) -> tuple[str, int, str]:
    """Path, baud and flow. Raises ValueError."""
    given = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    baud, flow = given.pop("baud", "115200"), given.pop("flow", "rtscts")
    if not parts.path or given or not _BAUD.fullmatch(baud) or flow not in FLOWS:
        shape = f"serial:///dev/ttyS0?baud=19200&flow={'|'.join(FLOWS)}"
        raise ValueError(f"{shape} is needed, not {parts.geturl()!r}")
    return parts.path, int(baud), flow


def open_serial(parts: SplitResult) -> SerialTransport:
    """Open the port. Raises TransportAbsent, or ValueError."""
    path, baud, flow = parse_serial(parts)
    try:
        port = serial.Serial(
            path,
            baud,
            timeout=0,
            write_timeout=0,
            rtscts=flow == "rtscts",
            xonxoff=flow == "xonxoff",
            exclusive=True,
        )
    except (*MISHAPS, ValueError) as error:  # ValueError: a speed it has not
        held, words = trouble_of(error, otherwise="cannot be opened")
        raise TransportAbsent(words if held else f"port: {words}", busy=held) from None
    return SerialTransport(port)

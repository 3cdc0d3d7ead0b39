"""The serial port of a card reader."""

from devices.contract import Token
from devices.serial_port import Manner, SerialPort
from kiosk.faults import Fault

MANNER = Manner(Fault.READER_ABSENT, Fault.READER_SILENT, write_s=1.0, call_s=3.0)


class ReaderPort(SerialPort):
    def __init__(self, path: str, baud: int, token: Token) -> None:
        super().__init__(path, baud, token, MANNER)

    def send(self, data: bytes, token: Token) -> None:
        """Discard what arrived before, then write."""
        self.discard(token)
        super().send(data, token)

    def receive(self, until: float, token: Token) -> bytes:
        """As of any port, but what came with a cancellation is not given."""
        data = super().receive(until, token)
        token.check()
        return data

"""The serial port of a scan engine."""

from devices.contract import Token
from devices.serial_port import Manner, SerialPort
from kiosk.faults import Fault

MANNER = Manner(Fault.CODE_READER_ABSENT, Fault.CODE_READER_SILENT, write_s=3.0, call_s=5.0)


class EnginePort(SerialPort):
    def __init__(self, path: str, baud: int, token: Token) -> None:
        super().__init__(path, baud, token, MANNER)

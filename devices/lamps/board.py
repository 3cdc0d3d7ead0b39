"""The relay board behind pymodbus, with every mishap as DeviceLost or BoardRefused.

pymodbus reports an absent, a busy and a broken port alike and takes it up again by itself; so the
port is opened here, exclusively, and given to its client. It repeats nothing: `retries=0`.
"""

import logging
from collections.abc import Callable

import serial
from pymodbus.client import ModbusSerialClient
from pymodbus.exceptions import ModbusException
from pymodbus.pdu import ModbusPDU

from devices.contract import DeviceLost, Token
from devices.lamps.profile import Profile
from devices.lamps.protocol import Outputs
from devices.serial_port import MISHAPS, let_go, port_lost, trouble_of
from kiosk.device import DeviceState
from kiosk.faults import Fault

CALL_LIMIT_S = 2.0
"""An exchange that takes longer hangs: pymodbus waits by a clock that may be set back."""
Ask = Callable[[ModbusSerialClient], ModbusPDU]
TRIES = 2
"""Reading and writing coils twice does no harm, and one reply may be lost on a long cable."""

# what pymodbus has to say is told as our own status, once
logging.getLogger("pymodbus.logging").setLevel(logging.CRITICAL)


class BoardRefused(Exception):
    """The board is there and says no, or its outputs are not those written."""


class Board:
    """Not thread-safe. Every method with a token raises DeviceLost, BoardRefused or Stopped."""

    def __init__(self, port: str, profile: Profile) -> None:
        self._port = port
        self._profile = profile
        self._client: ModbusSerialClient | None = None

    def open(self, token: Token) -> None:
        self.close()
        row = self._profile
        client = ModbusSerialClient(
            self._port, baudrate=row.baud, parity=row.parity, timeout=row.reply_s, retries=0
        )
        try:
            with token.call(CALL_LIMIT_S):
                client.socket = serial.Serial(
                    self._port,
                    row.baud,
                    parity=row.parity,
                    timeout=row.reply_s,
                    write_timeout=row.reply_s,
                    exclusive=True,
                )
        except MISHAPS as error:
            raise _absent(error) from None
        self._client = client

    def write(self, wanted: Outputs, now: Outputs, token: Token) -> None:
        """Make the coils as `wanted`, where they are `now`; only ours are touched."""
        if self._profile.together:
            self._write_all(wanted, token)
            return
        for coil, on in wanted.items():
            if now.get(coil) is not on:
                self._write_one(coil, on, token)

    def read(self, token: Token) -> Outputs:
        """The coils of the lamps, as the board says they are."""
        first, row = self._profile.first, self._profile
        count = row.last - first + 1
        reply = self._exchange(
            lambda client: client.read_coils(first, count=count, device_id=row.unit), token
        )
        bits = reply.bits
        if not count <= len(bits) < count + 8:
            raise _silent("answered with another number of coils")
        return {coil: bool(bits[coil - first]) for coil in row.coils.values()}

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None and client.socket is not None:
            let_go(client.socket)

    def _write_all(self, wanted: Outputs, token: Token) -> None:
        row, values = self._profile, [wanted[coil] for coil in sorted(wanted)]
        self._exchange(
            lambda client: client.write_coils(row.first, values, device_id=row.unit), token
        )

    def _write_one(self, coil: int, on: bool, token: Token) -> None:
        unit = self._profile.unit
        self._exchange(lambda client: client.write_coil(coil, on, device_id=unit), token)

    def _exchange(self, ask: Ask, token: Token) -> ModbusPDU:
        reply: ModbusPDU | None = None
        for _ in range(TRIES):
            token.check()
            reply = self._try(ask, token)
            if reply is not None:
                break
        if reply is None:
            raise _silent("no usable answer")
        if reply.isError():
            raise BoardRefused(f"exception {reply.exception_code:02X}")
        return reply

    def _try(self, ask: Ask, token: Token) -> ModbusPDU | None:
        """The reply; None where none came that could be read."""
        client = self._client
        if client is None:
            raise DeviceLost(DeviceState.NO_DEVICE, Fault.LAMPS_ABSENT, "the port is closed")
        try:
            with token.call(CALL_LIMIT_S):
                return ask(client)
        except ModbusException:
            if client.socket is None:  # how pymodbus says that the port is gone
                detail = "device is gone"
                raise DeviceLost(DeviceState.NO_DEVICE, Fault.LAMPS_ABSENT, detail) from None
            return None
        except MISHAPS as error:
            raise _absent(error) from None


def _silent(detail: str) -> DeviceLost:
    return DeviceLost(DeviceState.UNKNOWN, Fault.LAMPS_SILENT, detail)


def _absent(error: Exception) -> DeviceLost:
    trouble = trouble_of(error)
    return port_lost(trouble, Fault.LAMPS_ABSENT, trouble.words)

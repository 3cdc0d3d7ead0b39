"""What the driver adds to a bare pyscard loop that sends the same commands.

python -m tests.devices.ssc_reader.bench
"""

import json
import statistics
import time
from collections.abc import Callable

from smartcard import scard

from devices.contract import Token
from devices.ssc_reader.driver import SscReader
from devices.ssc_reader.sim_pcscd import SLOTS
from kiosk.messages.cards import ReadSocialCard
from tests.devices.ssc_reader.parts import Sim

Commands = list[list[int]]


def measure(reads: int = 60) -> dict[str, float]:
    """Medians in milliseconds: one whole reading by the driver, the same commands in a bare pyscard
    loop, and what the driver adds to each command. Both connect, send, cut the power, in turn."""
    sim = Sim()
    driver = SscReader(SLOTS[0])
    token = Token(time.monotonic() + 600)
    try:
        sim.put()
        driver.open(token)
        read(driver, token)
        commands = [list(bytes.fromhex(command)) for command in sim.apdus().commands]
        context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)[1]
        by_driver, bare = [], []
        for _ in range(reads):
            by_driver.append(timed(lambda: read(driver, token)))
            bare.append(timed(lambda: send(context, commands)))
        scard.SCardReleaseContext(context)
    finally:
        driver.close()
        token.close()
        sim.close()
    ours, theirs = statistics.median(by_driver), statistics.median(bare)
    return {
        "apdus": len(commands),
        "driver_ms": ours,
        "bare_ms": theirs,
        "added_per_apdu_ms": (ours - theirs) / len(commands),
    }


def read(driver: SscReader, token: Token) -> None:
    """One reading by the driver, of a card that lies there."""
    driver.perform(ReadSocialCard("bench"), lambda _message: None, token)


def send(context: int, commands: Commands) -> None:
    """The same commands, with nothing between them."""
    protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    code, card, protocol = scard.SCardConnect(
        context, SLOTS[0], scard.SCARD_SHARE_EXCLUSIVE, protocols
    )
    assert code == scard.SCARD_S_SUCCESS
    for command in commands:
        code, _reply = scard.SCardTransmit(card, protocol, command)
        assert code == scard.SCARD_S_SUCCESS
    scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)


def timed(call: Callable[[], None]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))

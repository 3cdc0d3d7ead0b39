"""From the reader's first word of a card to the frame with the identity, against the wire."""

import time

from devices.id_reader.frames import Command, build, request
from devices.id_reader.sim_reader import PHOTO
from devices.id_reader.text_block import TEXT_LENGTH
from devices.sims.line import BITS_PER_BYTE
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured
from tests.bench.scene import Scene, one_terminal

ROUNDS = 11
BAUD = 115200

_STATUS, _LENGTHS = bytes(3), bytes(4)
FIND_REST = len(build(_STATUS + bytes(4))) - 1
"""Of the reply that reports the card: all but its first byte."""
REQUESTS = len(request(Command.SELECT)) + len(request(Command.READ))
REPLIES = len(build(_STATUS + bytes(8))) + len(
    build(_STATUS + _LENGTHS + bytes(TEXT_LENGTH + len(PHOTO)))
)
UNPACED_S = (FIND_REST + REQUESTS) * BITS_PER_BYTE / BAUD
WIRE_S = (FIND_REST + REQUESTS + REPLIES) * BITS_PER_BYTE / BAUD

RATIO = Figure(
    "card-to-identity",
    "×",
    "from the first byte of the find reply that reports the card to the frame that shows the"
    f" identity, against the wire time of the exchange: {FIND_REST} bytes of that reply, "
    f"{REQUESTS} of the select and read requests, {REPLIES} of their replies, at {BAUD} baud and"
    f" {BITS_PER_BYTE} bits a byte ({WIRE_S * 1000:.1f} ms). The simulated line spends that time on"
    f" the replies to select and read; what it does not spend ({UNPACED_S * 1000:.1f} ms: requests"
    " arrive at once, the find reply comes in one piece) is added to the measured time. "
    f"{ROUNDS} rounds, each with another person and a fresh screen",
    goal=1.25,
)
TIME = Figure("card-to-identity-time", "ms", "the measured time itself, nothing added")
WAIT = Figure(
    "card-poll-wait",
    "ms",
    "from the card's arrival on the antenna to that first byte: the pause between two polls is"
    " 200 ms",
)


def run() -> list[Measured]:
    times, waits = [], []
    with one_terminal() as scene:
        for _ in range(ROUNDS):
            time_s, wait_s = _one(scene)
            times.append(time_s)
            waits.append(wait_s)
    ratios = [(one + UNPACED_S) / WIRE_S for one in times]
    return [
        RATIO.of(ratios),
        TIME.of([one * 1000 for one in times]),
        WAIT.of([one * 1000 for one in waits]),
    ]


def _one(scene: Scene) -> tuple[float, float]:
    """Seconds from the first byte to the frame, and from putting the card down to that byte."""
    person = scene.somebody().text_hex
    scene.to_means()
    put_at = time.monotonic()
    scene.near.put_card(person)
    seen = scene.shows("confirm")
    scene.near.take_card()
    scene.citizen.touch("home", leaves=True)
    scene.begins()
    if not put_at < seen.read_found_at < seen.at:
        raise NotMeasured("the screen does not say when card and frame came")
    return seen.at - seen.read_found_at, seen.read_found_at - put_at


BENCHMARK = Benchmark("card-to-identity", (RATIO, TIME, WAIT), run)

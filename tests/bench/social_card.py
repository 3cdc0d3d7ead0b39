"""What reading a social security card costs beyond the bare exchange with its chip."""

from tests.bench.figure import Benchmark, Figure, Measured
from tests.devices.ssc_reader.bench import measure

ROUNDS = 3
READS = 40

ADDED = Figure(
    "social-card-added-per-apdu",
    "ms",
    "a whole reading by the driver (its watchdog and checks included) against a bare pyscard loop"
    f" that sends the same commands to the same virtual card over pcscd and vpcd, for each command;"
    f" medians of {READS} alternating readings, {ROUNDS} rounds",
    goal=0.2,
)
READING = Figure("social-card-reading", "ms", "the whole reading itself, from connect to power off")


def run() -> list[Measured]:
    rows = [measure(READS) for _ in range(ROUNDS)]
    return [
        ADDED.of([row["added_per_apdu_ms"] for row in rows]),
        READING.of([row["driver_ms"] for row in rows]),
    ]


BENCHMARK = Benchmark("social-card", (ADDED, READING), run)

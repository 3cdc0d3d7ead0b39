"""Drawing, sealing, checking: each bare, and all of it through the children against their sum."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from provisioning.certificates.check import Checker
from provisioning.certificates.offline import OfflineVerifier
from provisioning.certificates.render import Renderer
from provisioning.certificates.seal import Sealed, Sealer
from tests.bench.figure import Benchmark, Figure, Measured, NotMeasured, percentile
from tests.provisioning.certificates.sample import (
    NOTHING_REVOKED,
    NOW,
    Office,
    data,
    expected,
    order,
    template,
)

ROUNDS = 15
CODES = 200

TYPST = Figure("certificate-typst", "ms", "one page as PDF/A-2b by a compiler that is used again")
SEAL = Figure("certificate-seal", "ms", "code and PAdES seal (P-256) put on it by pyHanko")
VERIFY = Figure("certificate-verify", "ms", "seal and trust chain verified by pyHanko")
WHOLE = Figure(
    "certificate-whole",
    "×",
    "drawn, sealed and checked through the three child processes with their limits, over the sum of"
    " the three steps in one process without any; alternating, median of the rounds' ratios",
    goal=1.2,
)
CODE = Figure(
    "certificate-qr-verify",
    "ms",
    f"a code verified from the two lists, 99th percentile of {CODES}",
    goal=5.0,
)


def run() -> list[Measured]:
    with (
        tempfile.TemporaryDirectory() as name,
        Renderer() as renderer,
        Sealer(Path(name)) as sealer,
        Checker() as checker,
    ):
        office = Office(Path(name), renderer, sealer)
        genuine = office.certificate()
        with Bare(Path(name)) as bare:
            rounds = [
                (_whole(office, checker, number), bare.round()) for number in range(ROUNDS + 2)
            ][2:]  # the first ones load what the others find
        codes = _codes(office, genuine)
    steps = [alone for _, alone in rounds]
    return [
        TYPST.of([one["typst"] for one in steps]),
        SEAL.of([one["seal"] for one in steps]),
        VERIFY.of([one["verify"] for one in steps]),
        WHOLE.of([whole / sum(alone.values()) for whole, alone in rounds]),
        CODE.of(codes, percentile(codes, 99)),
    ]


class Bare:
    """The same steps in one process of its own, a round at a time."""

    def __init__(self, keys: Path) -> None:
        command = [sys.executable, "-m", "tests.bench.certificates.bare", str(keys)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1)

    def __enter__(self) -> "Bare":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def round(self) -> dict[str, float]:
        """Milliseconds of each step."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write("\n")
        line = self._process.stdout.readline()
        if not line:
            raise NotMeasured("the bare steps ended")
        found: dict[str, float] = json.loads(line)
        return found


def _whole(office: Office, checker: Checker, number: int) -> float:
    """Milliseconds."""
    trust, facts = office.trust(), data(serial=f"{number:012d}")
    began = time.perf_counter()
    pdf = office.renderer.pdf(template(), facts, NOW)
    sealed = office.sealer.seal(pdf, order())
    checked = checker.check(sealed.pdf, expected(), trust, NOTHING_REVOKED, NOW)
    took = (time.perf_counter() - began) * 1000
    if checked.refusal is not None:
        raise NotMeasured(f"refused: {checked.refusal}")
    return took


def _codes(office: Office, genuine: Sealed) -> list[float]:
    verifier = OfflineVerifier(office.trust(), NOTHING_REVOKED)
    times = []
    for _ in range(CODES):
        began = time.perf_counter()
        found = verifier.verify(genuine.code, NOW)
        times.append((time.perf_counter() - began) * 1000)
        if found.claims is None:
            raise NotMeasured(found.verdict.value)
    return times


BENCHMARK = Benchmark("certificates", (TYPST, SEAL, VERIFY, WHOLE, CODE), run)

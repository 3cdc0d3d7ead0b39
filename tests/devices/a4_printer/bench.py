"""What handing a document to the printer costs beyond the bare request.

python -m tests.devices.a4_printer.bench
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import requests
from msgspec import Struct

from devices.a4_printer.client import IppClient
from devices.a4_printer.protocol import A4, Order, Requests
from devices.a4_printer.remote import Remote
from devices.a4_printer.route import Direct
from devices.contract import Token
from tests.devices.a4_printer.document import pdf
from tests.devices.a4_printer.rig import Sim

ROUNDS = 60
LIMIT_S = 0.010
"""From the submission to the acceptance, over the bare request."""


class Medians(Struct, frozen=True):
    """Seconds. `raw`: one `requests.post` of a Print-Job with the document. `submit`: ours until
    the document is accepted (Create-Job and Send-Document). `whole`: the same with the look at
    the printer and its jobs before it."""

    raw: float
    submit: float
    whole: float

    @property
    def over(self) -> float:
        return self.submit - self.raw


def measure(sim: Sim, rounds: int = ROUNDS, size: int = 200_000) -> Medians:
    """Alternating, on one kept connection each; the jobs are cancelled between the rounds."""
    document = pdf(2, padding=size)
    token = Token(time.monotonic() + 600.0)
    remote = Remote(IppClient(sim.url), "bench")
    route = Direct(remote, "bench")
    route.use(token, token.until)
    plain = Requests(sim.url, "bench")
    url = sim.url.replace("ipp", "http", 1)
    raw, submit, whole = [], [], []
    with requests.Session() as session:
        session.trust_env = False
        for number in range(rounds):
            body = plain.print_job(number + 1, Order(f"raw-{number}")) + document
            began = time.perf_counter()
            session.post(url, data=body, headers={"Content-Type": "application/ipp"}, timeout=5.0)
            raw.append(time.perf_counter() - began)
            route.look(A4)
            began = time.perf_counter()
            seen = route.look(A4).seen
            looked = time.perf_counter()
            route.submit(Order(f"ours-{number}"), document, 2, seen)
            submit.append(time.perf_counter() - looked)
            whole.append(time.perf_counter() - began)
            route.look(A4)
    route.close()
    token.close()
    return Medians(*(statistics.median(one) for one in (raw, submit, whole)))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Sim(Path(folder), page_s=60.0) as sim:
        found = measure(sim)
    text = f"raw {found.raw * 1000:.2f} ms, submit {found.submit * 1000:.2f} ms, "
    text += f"with the look {found.whole * 1000:.2f} ms, over {found.over * 1000:.2f} ms\n"
    sys.stdout.write(text)
    return 0 if found.over <= LIMIT_S else 1


if __name__ == "__main__":
    sys.exit(main())

"""Certificates in the middle of their way, as the flow comes there: for whoever draws screens."""

from kiosk.device import PaperSupply
from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.messages.certificates import (
    AskWaiting,
    WaitingFound,
    WantCertificate,
    WishCertificate,
    WishKept,
)
from kiosk.messages.service import PrintNews, Refused
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.papers import ready
from tests.kiosk.flow.prove_way import (
    HALL,
    OFFLINE,
    bench_of,
    choose,
    identify,
    issue,
    news,
    nothing_lies_here,
    open_proof,
    out,
    to_issuing,
    to_paper,
    to_preview,
)
from tests.kiosk.item_samples import HOUSES
from tests.kiosk.samples import GOOD_PRINTER

CODE = "7KQ2M9XWE4TA"
EMPTY = replace(GOOD_PRINTER, paper=PaperSupply.OUT)


def _asked() -> dict[str, Model]:
    bench = bench_of()
    open_proof(bench)
    found = {"proof_item": bench.model}
    identify(bench)
    found["proof_looking"] = bench.model
    here = bench_of()
    here.model = bench.model
    here.said = list(bench.said)
    asked = here.last_said(AskWaiting)
    here.take(WaitingFound(asked.request_id, (ready("old", held=True),)))
    found["proof_here"] = here.model
    nothing_lies_here(bench)
    found["proof_choice"] = bench.model
    choose(bench)
    found["proof_issuing"] = bench.model
    refused = Bench()
    refused.model = bench.model
    refused.take(Refused(bench.last_said(WantCertificate).request_id, Fault.CERT_UNTRUSTED))
    return found | {"proof_refused": refused.model}


def _printed() -> dict[str, Model]:
    bench = bench_of()
    to_preview(bench)
    found = {"preview": bench.model}
    bench.touch("page", "1")
    bench.take(replace(HALL, a4=EMPTY))
    found["preview_no_paper"] = bench.model
    bench.take(HALL)
    to_paper(bench)
    found["cert_printing"] = bench.model
    out(bench, 1)
    found["cert_printing_page"] = bench.model
    news(bench, PrintState.PRINTED)
    return found | {"cert_take": bench.model}


def _one_page() -> dict[str, Model]:
    bench = bench_of()
    to_issuing(bench)
    issue(bench, 1)
    return {"preview_one": bench.model}


def _failed() -> dict[str, Model]:
    bench = bench_of()
    to_preview(bench)
    to_paper(bench)
    news(bench, PrintState.UNKNOWN, fault=Fault.A4_PRINT_JAM)
    unsure = bench.model
    other = bench_of()
    to_preview(other)
    to_paper(other)
    news(other, PrintState.FAILED, fault=Fault.A4_NO_PAPER)
    found = {"cert_unsure": unsure, "cert_trouble": other.model}
    other.take(replace(HALL, a4=EMPTY))
    return found | {"cert_trouble_empty": other.model}


def _wished() -> dict[str, Model]:
    bench = bench_of(OFFLINE)
    open_proof(bench, HOUSES)
    found = {"wish_item": bench.model}
    identify(bench)
    nothing_lies_here(bench)
    choose(bench)
    found["wish"] = bench.model
    bench.touch("wish")
    found["wishing"] = bench.model
    asked = bench.last_said(WishCertificate)
    bench.take(WishKept(asked.request_id, CODE, "job-slip"))
    found["wish_kept"] = bench.model
    bench.take(PrintNews("job-slip", "slip", PrintState.FAILED))
    found["wish_kept_none"] = bench.model
    bench.take(PrintNews("job-slip", "slip", PrintState.PRINTED))
    return found | {"wish_kept_slip": bench.model}


def _picked_up() -> dict[str, Model]:
    bench = bench_of()
    open_proof(bench, HOUSES)
    identify(bench, "pickup")
    nothing_lies_here(bench)
    found = {"pickup_code": bench.model}
    for char in CODE[:9]:
        bench.touch("type", char)
    bench.touch("next")
    return found | {"pickup_wrong": bench.model}


PROOFS: dict[str, Model] = {
    **_asked(),
    **_printed(),
    **_one_page(),
    **_failed(),
    **_wished(),
    **_picked_up(),
}

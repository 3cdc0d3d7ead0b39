"""The way of a citizen to a certificate, on the bench."""

import json
from typing import Any

from kiosk.device import Device
from kiosk.flow.states import State
from kiosk.messages.certificates import (
    AskWaiting,
    NextCopy,
    PagesOut,
    PrintCertificate,
    WaitingFound,
    WantCertificate,
)
from kiosk.messages.devices import StatusChanged
from kiosk.messages.items import AskItem, ItemShown
from kiosk.messages.service import HallView, Network, PrintNews, PrintQueued
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.papers import ready
from tests.kiosk.flow.test_items import WITH_ITEMS, answer_search
from tests.kiosk.item_samples import PROOF, package
from tests.kiosk.samples import GOOD_PRINTER, READER_OK, YI

HALL = replace(WITH_ITEMS, a4=GOOD_PRINTER)
OFFLINE = replace(HALL, network=Network.DOWN)
JOB = "job-a4"


def by_id_card(code: str, **changed: Any) -> bytes:
    """The package, open to whoever has an identity card alone."""
    shown = json.loads(package(code))
    means = {"credentials": ["IDCARD"], "min_assurance": "AL2"}
    devices = {"devices": ["idcard", "a4_printer"]}
    return json.dumps(shown | means | devices | changed).encode()


def open_proof(bench: Bench, code: str = PROOF, **changed: Any) -> State:
    bench.touch("find")
    bench.touch("type", "s")
    answer_search(bench, code)
    bench.touch("item", code)
    asked = bench.last_said(AskItem)
    bench.take(ItemShown(asked.request_id, code, 3, by_id_card(code, **changed)))
    return bench.where()


def bench_of(hall: HallView = HALL) -> Bench:
    bench = Bench().ready(hall)
    bench.take(StatusChanged(Device.ID_READER, READER_OK))
    return bench


def identify(bench: Bench, verb: str = "begin") -> State:
    """From the item's card, with YI's card, until the service has looked for what was booked."""
    bench.touch(verb)
    if bench.where() is State.CHOOSE_MEANS:
        bench.put_card(YI)
    if bench.where() is State.CONFIRM:
        bench.touch("confirm")
    return bench.where()


def nothing_lies_here(bench: Bench) -> State:
    bench.take(WaitingFound(bench.last_said(AskWaiting).request_id))
    return bench.where()


def choose(bench: Bench) -> State:
    """The first of each choice; what may be left out is."""
    while bench.where() is State.QUERY:
        tiles = bench.screen.tiles
        if tiles:
            bench.touch("answer", tiles[0].arg)
        else:
            bench.touch("next")
    return bench.where()


def to_issuing(bench: Bench, code: str = PROOF, **changed: Any) -> State:
    open_proof(bench, code, **changed)
    identify(bench)
    nothing_lies_here(bench)
    return choose(bench)


def issue(bench: Bench, pages: int = 2, **more: Any) -> State:
    """What was asked for last is there."""
    kinds = (WantCertificate, NextCopy)
    asked = [one for one in bench.said if isinstance(one, kinds)][-1]
    bench.take(ready(asked.request_id, pages, **more))
    return bench.where()


def to_preview(bench: Bench, code: str = PROOF, pages: int = 2) -> State:
    to_issuing(bench, code)
    return issue(bench, pages)


def to_paper(bench: Bench) -> State:
    bench.touch("print")
    bench.take(PrintQueued(bench.last_said(PrintCertificate).request_id, JOB))
    return bench.where()


def out(bench: Bench, done: int, pages: int = 2) -> None:
    bench.take(PagesOut(JOB, done, pages))


def news(bench: Bench, state: PrintState, **more: Any) -> State:
    shown = bench.model.proof.ready
    assert shown is not None
    bench.take(PrintNews(bench.model.proof.job_id, shown.certificate_id, state, **more))
    return bench.where()

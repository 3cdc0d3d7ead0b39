"""The way of a citizen to what can be taken along, on the bench."""

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.messages.service import PrintNews
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.query_way import to_result
from tests.kiosk.flow.test_calc import fill
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item, shortest_way, to_guide
from tests.kiosk.item_samples import RENEWAL, SHARES

PAGES = "https://pages.example"
HALL = replace(WITH_ITEMS, pages_url=PAGES)


def at_guide(bench: Bench) -> Bench:
    open_item(bench, RENEWAL)
    to_guide(bench, *shortest_way(RENEWAL))
    assert bench.where() is State.GUIDE
    return bench


def news(bench: Bench, state: PrintState, fault: Fault | None = None, job: str = "job-1") -> State:
    order = bench.model.away.order
    assert order is not None
    bench.take(PrintNews(job, order.request_id, state, fault))
    return bench.where()


def at_result(bench: Bench) -> Bench:
    to_result(bench)
    return bench


def at_calculation(bench: Bench) -> Bench:
    open_item(bench, SHARES)
    bench.touch("begin")
    fill(bench, SHARES)
    assert bench.where() is State.CALC_RESULT
    return bench

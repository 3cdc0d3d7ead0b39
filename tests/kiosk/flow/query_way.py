"""The way of a citizen through a query, on the bench."""

from kiosk.flow.states import State
from kiosk.messages.queries import QueryAnswered, RunQuery
from kiosk.messages.service import Network
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import FINES
from tests.kiosk.samples import YI

OFFLINE = replace(WITH_ITEMS, network=Network.DOWN)
PLATE = "示A·99019"
ROW = (PLATE, "2026-01-02", "示例路口", "超速", "3", "200", "未处理")
NOW = "2026-03-02T09:00:00+08:00"


def answer(bench: Bench, *rows: tuple[str, ...], **more: object) -> State:
    asked = bench.last_said(RunQuery)
    bench.take(QueryAnswered(asked.request_id, rows, as_of=NOW, **more))  # type: ignore[arg-type]
    return bench.where()


def identify(bench: Bench) -> None:
    """From the item's card to the first field, with YI's card."""
    assert bench.touch("begin") is State.CHOOSE_MEANS
    bench.put_card(YI)
    assert bench.where() is State.CONFIRM
    bench.touch("confirm")


def type_text(bench: Bench, text: str) -> None:
    for char in text:
        bench.touch("type", char)


def to_result(bench: Bench) -> None:
    """YI's licence points."""
    open_item(bench, FINES)
    identify(bench)
    bench.touch("answer", "all")
    assert bench.touch("answer", "open") is State.QUERY_WAIT
    assert answer(bench, ROW) is State.QUERY_RESULT

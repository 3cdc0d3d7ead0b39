"""Queries in the middle of their way, as the flow itself comes there: for whoever draws screens."""

import json

from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.messages.queries import AskList, ListEntry, ListShown, RunQuery
from kiosk.messages.service import Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.flow.query_way import OFFLINE, ROW, answer, identify, type_text
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import FINES, LIFE_EVENTS, NAMESAKES, PROGRESS, PROOF
from tests.kiosk.samples import EXPIRED, YI

PARCEL = {
    "carrier": "示例快递",
    "waybill": "SF9900001234",
    "free_post": True,
    "fee_fen": 0,
    "state": "in_transit",
    "at": "2026-02-27T18:00:00+08:00",
    "events": [{"at": "2026-02-27T18:00:00+08:00", "place": "示例市", "text": "离开分拣中心"}],
}
OVERDUE = {"since": "2026-02-28", "complaint": "12345"}


def _bench(code: str, offline: bool = False) -> Bench:
    bench = Bench().ready(OFFLINE if offline else WITH_ITEMS)
    open_item(bench, code)
    return bench


def _by_card() -> dict[str, Model]:
    found = {"query_offline": _bench(FINES, offline=True).model}
    bench = _bench(FINES)
    bench.touch("begin")
    found["query_means"] = bench.model
    bench.put_card(YI)
    found["query_confirm"] = bench.model
    bench.touch("confirm")
    found["query_choice"] = bench.model
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    found["query_wait"] = bench.model
    asked = bench.last_said(RunQuery)
    answer(bench, ROW, ROW)
    found["query_result"] = bench.model
    other = _bench(FINES)
    other.model = replace(found["query_wait"], service_up=True)
    other.take(Refused(asked.request_id, Fault.QUERY_NO_ANSWER))
    found["query_no_answer"] = other.model
    young = _bench(FINES)
    young.touch("begin")
    young.put_card(EXPIRED)
    return found | {"query_excluded": young.model}


def _anonymous() -> dict[str, Model]:
    bench = _bench(NAMESAKES)
    bench.touch("begin")
    found = {"query_text": bench.model}
    type_text(bench, "LHP")
    bench.touch("next")
    bench.touch("answer", "all")
    answer(bench)
    found["query_none"] = bench.model
    wrong = _bench("992000703000")
    wrong.touch("begin")
    wrong.touch("answer", "company")
    type_text(wrong, "91990100MA9900000A")
    wrong.touch("next")
    return found | {"query_wrong": wrong.model}


def _progress() -> dict[str, Model]:
    bench = _bench(PROGRESS)
    bench.touch("begin")
    found = {"progress_means": bench.model}
    identify_first = _bench(PROGRESS)
    identify(identify_first)
    view = view_of(lamp="red", overdue=OVERDUE, parcels=[PARCEL], actual_mean_days="1.39")
    answer(identify_first, applications=json.dumps([view]).encode(), last_known=True)
    return found | {"progress": identify_first.model}


def _lists() -> dict[str, Model]:
    bench = _bench(LIFE_EVENTS)
    bench.touch("begin")
    bench.touch("answer", "生孩子")
    answer(bench, ("生孩子", "给新生儿起名", NAMESAKES), ("生孩子", "看病报多少", PROOF))
    found = {"life_events": bench.model}
    bench.touch("find")
    bench.touch("open_lists")
    found["lists"] = bench.model
    bench.touch("list", "powers")
    entry = ListEntry(PROOF, "个人参保证明打印", "", "《社会保险法》第四条", "")
    bench.take(ListShown(bench.last_said(AskList).request_id, "powers", (entry,) * 12, 47))
    return found | {"list": bench.model}


QUERIES: dict[str, Model] = {**_by_card(), **_anonymous(), **_progress(), **_lists()}

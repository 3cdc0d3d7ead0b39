"""My matters and themes in the middle of their way, for whoever draws screens."""

from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.messages.hints import AskHints, HintsShown
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.flow.query_screens import OVERDUE, PARCEL
from tests.kiosk.flow.query_way import OFFLINE
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.flow.test_mine import PAPER, to_mine
from tests.kiosk.flow.test_themes import to_theme, to_themes
from tests.kiosk.item_samples import all_hinted
from tests.kiosk.samples import ticket


def _mine() -> dict[str, Model]:
    bench = Bench().ready(WITH_ITEMS)
    red = view_of(lamp="red", overdue=OVERDUE, task_name="户口迁移", parcels=[PARCEL])
    to_mine(
        bench,
        red,
        view_of(state="need_supplement"),
        certificates=(PAPER,) * 2,
        tickets=(ticket("A", 17),),
    )
    found = {"mine": bench.model}
    bench.take(HintsShown(bench.last_said(AskHints).request_id, all_hinted()))
    found["mine_hints"] = bench.model
    bench.touch("case", "0")
    found["mine_case"] = bench.model
    cut = Bench().ready(OFFLINE)
    last = "2026-03-02T08:15:00+08:00"
    to_mine(cut, tickets=(ticket("A", 17),), as_of=last, missing=Fault.ITEM_NEEDS_NETWORK)
    none = Bench().ready(WITH_ITEMS)
    to_mine(none)
    found |= {"mine_cut": cut.model, "mine_none": none.model}
    none.take(HintsShown(none.last_said(AskHints).request_id, all_hinted()))
    return found | {"mine_none_hints": none.model}


def _themes() -> dict[str, Model]:
    bench = Bench().ready(WITH_ITEMS)
    to_themes(bench)
    found = {"themes": bench.model}
    to_theme(bench, "open_shop", absent=1)
    found["theme"] = bench.model
    bench.touch("bring")
    return found | {"theme_list": bench.model}


OWN: dict[str, Model] = {**_mine(), **_themes()}

"""Themes, public lists and work days as the service tells them: out of the catalogue alone."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.faults import Fault
from kiosk.flow.here import why_not
from kiosk.flow.model import Model
from kiosk.items.codes import OpenDays
from kiosk.items.parse import parse_item
from kiosk.items.theme import THEMES_FILE
from kiosk.messages.catalogue import CatalogueChanged
from kiosk.messages.queries import AskList, ListShown
from kiosk.messages.service import Refused
from kiosk.messages.themes import AskTheme, AskThemes, ThemeShown, ThemesShown
from kiosk.ports import NoCatalogue
from kiosk.values import replace
from offline_queue.catalogue_desk import CatalogueDesk
from offline_queue.packages import Packages
from offline_queue.queries import Queries
from offline_queue.shelf import Shelf
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.themes import answer
from tests.clock import MONDAY_MORNING, FakeClock
from tests.kiosk.item_samples import DRUGS, LIFE_EVENTS, item
from tests.kiosk.samples import HALL
from tests.offline_queue.query_parts import Samples, queries_at

pytestmark = pytest.mark.slow


class Half(Samples):
    """Does not offer one item of each theme; counts what is read."""

    def __init__(self) -> None:
        self.read = 0
        self.missing = "991001004000"
        self.broken = b""

    def item(self, code: str, at: datetime, anywhere: bool = False) -> tuple[int, bytes] | None:
        self.read += 1
        return None if code == self.missing else super().item(code, at)

    def file(self, code: str, name: str, at: datetime, anywhere: bool = False) -> bytes | None:
        return self.broken or super().file(code, name, at)


class Burnt(Samples):
    def having(self, name: str, at: datetime) -> tuple[str, ...]:
        raise NoCatalogue("damaged")


def packages(catalogue: Samples | None) -> Packages:
    return Packages(catalogue, lambda: MONDAY_MORNING)


@pytest.mark.row("S030")
def test_themes_come_out_of_the_signed_packages_with_the_items_that_are_here() -> None:
    half = Half()
    told = answer(packages(half), AskThemes("t-1"))
    assert isinstance(told, ThemesShown)
    counts = {one.theme_id: one.items for one in told.themes}
    assert counts["farewell"] == 3
    assert counts["open_shop"] == 5
    one = answer(packages(half), AskTheme("t-2", "farewell"))
    assert isinstance(one, ThemeShown)
    assert one.absent == 1
    assert [found.code for found in one.items] == ["992000901000", "992000902000", "992000404000"]
    assert parse_item(json.loads(one.items[0].package)).catalog_code == "992000901000"


@pytest.mark.parametrize(
    ("catalogue", "fault"), [(Burnt(), Fault.CATALOGUE_LOST), (None, Fault.ITEM_GONE)]
)
def test_without_a_catalogue_a_theme_is_refused(catalogue: Samples | None, fault: Fault) -> None:
    told = answer(packages(catalogue), AskTheme("t-3", "farewell"))
    assert told == Refused("t-3", fault)


def test_a_file_that_cannot_be_read_is_left_out_and_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    half = Half()
    half.broken = b'{"schema": 2}'
    assert answer(packages(half), AskThemes("t-4")) == ThemesShown("t-4", ())
    assert f"{LIFE_EVENTS} {Fault.ITEM_UNREADABLE.value}" in caplog.text


def desk_of(store: Store, queries: Queries, clock: FakeClock) -> CatalogueDesk:
    nothing: Any = lambda: None  # noqa: E731
    return CatalogueDesk(store, Shelf(None, clock), clock.now, nothing, nothing, queries)


def test_a_public_list_is_made_once_for_a_revision_and_a_day(store: Store, tmp_path: Path) -> None:
    """Not for each who looks at it; a new pack or a new day makes it anew."""
    clock, half = FakeClock(), Half()
    queries = queries_at("http://127.0.0.1:9", tmp_path, store)
    queries.packages = Packages(half, clock.now)
    queries.now = clock.now
    desk = desk_of(store, queries, clock)

    def read() -> int:
        before = half.read
        told = queries.answer(AskList("l-1", "powers"))
        assert isinstance(told, ListShown)
        assert told.total == 46
        return half.read - before

    assert read() > 40
    assert read() > 40, "no revision is known: nothing is remembered"
    desk.state = CatalogueChanged(3, "", False)
    assert [read() > 40, read(), read()] == [True, 0, 0]
    desk.state = CatalogueChanged(4, "", False)
    assert [read() > 40, read()] == [True, 0]
    clock.advance(86_400)
    assert [read() > 40, read()] == [True, 0]


def test_work_days_reach_the_screens_hours(store: Store, tmp_path: Path) -> None:
    """调休: a Saturday that is worked is open, a Monday off is closed, for items of work days."""
    clock = FakeClock()
    today = clock.now().date()
    saturday = today + timedelta(days=5)
    days = [(today.isoformat(), 0), (saturday.isoformat(), 1)]
    days += [((today + timedelta(days=40)).isoformat(), 0)]

    def put(ledger: Ledger) -> None:
        ledger.executemany("INSERT INTO calendar VALUES (?, ?)", days)

    store.call(put)
    queries = queries_at("http://127.0.0.1:9", tmp_path, store)
    hall = desk_of(store, queries, clock).view(HALL)
    assert hall.work_days == ((today.isoformat(), False), (saturday.isoformat(), True))
    one = item(DRUGS)
    hours = replace(one.service_hours[0], days=OpenDays.WORKDAYS, from_=0, to=24 * 60)
    office = replace(one, service_hours=(hours,))

    def fault(day: str, told: Any = hall) -> Fault | None:
        model = Model(hall=told, service_up=True, clock="10:00", day=day)
        return why_not(model, office)

    assert fault(today.isoformat()) is Fault.ITEM_CLOSED
    assert fault(saturday.isoformat()) is None
    assert fault(today.isoformat(), HALL) is None, "by the week alone it is a Monday"
    assert fault(saturday.isoformat(), HALL) is Fault.ITEM_CLOSED


def test_the_file_of_themes_has_one_name_everywhere() -> None:
    assert Samples().having(THEMES_FILE, MONDAY_MORNING) == (LIFE_EVENTS,)

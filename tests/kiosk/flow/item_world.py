"""Of the world round the flow: the catalogue, which answers late, for others, or in pieces."""

import json

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.faults import Fault
from kiosk.flow.events import Touched
from kiosk.flow.states import State
from kiosk.identity import IdentityCard
from kiosk.items.codes import HandleArea
from kiosk.items.codes_flow import ColumnFormat
from kiosk.items.model import Column
from kiosk.items.theme import THEMES_FILE, Theme, parse_themes
from kiosk.messages.cards import CardRead
from kiosk.messages.hints import HintedItem, HintRule, HintsShown
from kiosk.messages.items import ItemsFound, ItemShown
from kiosk.messages.mine import MineShown, MyCertificate, Standing
from kiosk.messages.places import PlacesShown
from kiosk.messages.queries import ListEntry, ListShown, QueryAnswered
from kiosk.messages.service import Refused
from kiosk.messages.themes import ThemeItem, ThemeLine, ThemeShown, ThemesShown
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.place_samples import CITY, TOWN, moved
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.item_samples import (
    DRUGS,
    ENROLMENT,
    FINES,
    LIFE_EVENTS,
    NAMESAKES,
    PROGRESS,
    PROOF,
    RENEWAL,
    ROOT,
    SHARES,
    hit,
    package,
)
from tests.kiosk.samples import EXPIRED, JIA, YI

QUERIED = [FINES, NAMESAKES, PROGRESS, DRUGS, LIFE_EVENTS, ENROLMENT]
CODES = st.sampled_from([PROOF, RENEWAL, SHARES, *QUERIED])
CARDS = st.sampled_from([JIA, YI, EXPIRED])
THEMES = parse_themes((ROOT / LIFE_EVENTS / THEMES_FILE).read_bytes())
HINTED = (HintedItem(PROOF, "参保证明", "", "", (HintRule("age > 0", "可以打印", ""),), ()),)
OVERDUE = view_of(lamp="red", overdue={"since": "", "complaint": "12345"})
APPLICATIONS = [b"", b"[]", b"{}", b"\xff", json.dumps([view_of(), OVERDUE]).encode()]


class Items(RuleBasedStateMachine):
    bench: Bench

    def take(self, event: object) -> None:
        raise NotImplementedError

    @rule(code=CODES, mine=st.booleans())
    def items_are_found(self, code: str, mine: bool) -> None:
        visit = self.bench.model.visit
        text = visit.typed if mine else "not mine"
        self.take(ItemsFound(text, visit.category, (hit(code),)))

    @rule(code=CODES, mine=st.booleans(), whole=st.booleans())
    def an_item_is_shown(self, code: str, mine: bool, whole: bool) -> None:
        request = self.bench.model.visit.asked if mine else "not mine"
        self.take(ItemShown(request, code, 1, package(code) if whole else b"{}"))

    @precondition(lambda self: self.bench.where() is State.FIND)
    @rule(code=CODES)
    def somebody_opens_an_item(self, code: str) -> None:
        self.take(Touched("item", code))
        self.take(ItemShown(self.bench.model.visit.asked, code, 1, package(code)))

    @rule(mine=st.booleans(), many=st.integers(0, 2))
    def a_list_is_shown(self, mine: bool, many: int) -> None:
        visit = self.bench.model.visit
        entry = ListEntry(PROOF, "参保证明", "", "依据", "")
        self.take(ListShown(visit.asked if mine else "x", visit.listed, (entry,) * many, 9))

    @rule(code=st.sampled_from(QUERIED), steps=st.integers(1, 5), card=CARDS)
    def somebody_does_an_item(self, code: str, steps: int, card: IdentityCard) -> None:
        """From wherever they are, as far as they get in a few touches."""
        self.take(Touched("find"))
        self.take(Touched("item", code))
        self.take(ItemShown(self.bench.model.visit.asked, code, 1, package(code)))
        self.take(Touched("begin"))
        for _ in range(steps):
            self._go_on(card)

    def _go_on(self, card: IdentityCard) -> None:
        shown, where = self.bench.screen, self.bench.where()
        if where in (State.CHOOSE_MEANS, State.READ_CARD) and self.bench.model.reading:
            self.take(CardRead(self.bench.model.reading, card, 1.0))
        elif where is State.CONFIRM:
            self.take(Touched("confirm"))
        elif where is State.QUERY and shown.tiles:
            self.take(Touched("answer", shown.tiles[0].arg))
        elif where is State.QUERY:
            self.somebody_types("LHP")
        elif where is State.QUERY_WAIT:
            self.answer_the_query(True, 2, False, APPLICATIONS[-1], False)
        elif where is State.QUERY_RESULT:
            self.take(Touched("reveal", "on"))

    @rule(
        mine=st.booleans(),
        rows=st.integers(0, 3),
        wide=st.booleans(),
        views=st.sampled_from(APPLICATIONS),
        old=st.booleans(),
    )
    def a_query_is_answered(
        self, mine: bool, rows: int, wide: bool, views: bytes, old: bool
    ) -> None:
        """With a person's number in every column that is hidden."""
        self.answer_the_query(mine, rows, wide, views, old)

    def answer_the_query(self, mine: bool, rows: int, wide: bool, views: bytes, old: bool) -> None:
        model = self.bench.model
        asked = model.visit.query.request_id if model.visit.query is not None else "none"
        item = model.visit.item
        columns = item.query.columns if item is not None and item.query is not None else ()
        row = tuple(_value(column) for column in columns)
        found = ((*row, "more") if wide else row,) * rows
        request = asked if mine else "not mine"
        self.take(QueryAnswered(request, found, views, "2026-03-02T09:00:00+08:00", old))

    @rule(fault=st.sampled_from([Fault.QUERY_NO_ANSWER, Fault.QUERY_NOT_OURS, Fault.ITEM_GONE]))
    def a_query_is_refused(self, fault: Fault) -> None:
        query = self.bench.model.visit.query
        self.take(Refused(query.request_id if query is not None else "not mine", fault))

    @precondition(lambda self: self.bench.where() is State.QUERY)
    @rule(text=st.sampled_from(["LHP", "1234", "2026", "91990100MA9900000A"]))
    def somebody_fills_in(self, text: str) -> None:
        shown = self.bench.screen
        if shown.tiles:
            self.take(Touched("answer", shown.tiles[-1].arg))
            return
        self.somebody_types(text)

    def somebody_types(self, text: str) -> None:
        verb = "type" if self.bench.screen.keyboard else "key"
        for char in text:
            self.take(Touched(verb, char))
        self.take(Touched("next"))

    @rule(
        card=CARDS,
        mine=st.booleans(),
        views=st.sampled_from(APPLICATIONS),
        missing=st.sampled_from([None, Fault.QUERY_NO_ANSWER]),
        hinted=st.integers(0, 2),
    )
    def somebody_opens_their_matters(
        self, card: IdentityCard, mine: bool, views: bytes, missing: Fault | None, hinted: int
    ) -> None:
        self.take(Touched("find"))
        self.take(Touched("mine"))
        self._go_on(card)
        self._go_on(card)
        asked = self.bench.model.visit.mine_asked
        request = asked.request_id if asked is not None and mine else "not mine"
        paper = MyCertificate(PROOF, "参保证明", "2026-01-01", "", Standing.VALID)
        self.take(HintsShown(request if hinted else "not mine", HINTED))
        self.take(MineShown(request, views, (paper,), as_of="2026-03-02", missing=missing))
        if hinted > 1:
            self.take(Touched("item", PROOF))

    @rule(
        theme=st.sampled_from(THEMES),
        mine=st.booleans(),
        broken=st.booleans(),
        step=st.integers(0, 2),
    )
    def somebody_opens_a_theme(self, theme: Theme, mine: bool, broken: bool, step: int) -> None:
        self.take(Touched("find"))
        self.take(Touched("open_themes"))
        line = ThemeLine(theme.id, theme.name.zh, "", theme.summary.zh, "", theme.icon, 3)
        request = self.bench.model.visit.asked if mine else "not mine"
        self.take(ThemesShown(request, (line,)))
        self.take(Touched("theme", theme.id))
        whole = b"{}" if broken else package(theme.items[0])
        items = (ThemeItem(theme.items[0], 1, whole), ThemeItem(PROOF, 1, package(PROOF)))
        request = self.bench.model.visit.asked if mine else "not mine"
        self.take(ThemeShown(request, line, items, absent=step))
        self.take(Touched("item" if step else "bring", theme.items[0]))

    @rule(
        touched=st.sampled_from([CITY.code, TOWN.code, "12", ""]),
        mine=st.booleans(),
        code=CODES,
        area=st.sampled_from(["0", "4"]),
    )
    def somebody_looks_at_another_place(
        self, touched: str, mine: bool, code: str, area: str
    ) -> None:
        """And opens an item of it, as far as that goes."""
        self.take(Touched("find"))
        self.take(Touched("open_places"))
        request = self.bench.model.visit.asked if mine else "not mine"
        self.take(PlacesShown(request, (CITY,), (TOWN,)))
        self.take(Touched("category" if touched == "12" else "place", touched))
        self.take(Touched("item", code))
        whole = moved(code, TOWN.code, area)
        self.take(ItemShown(self.bench.model.visit.asked, code, 1, whole, TOWN))
        self.take(Touched("begin"))

    @invariant()
    def nothing_is_done_here_that_another_place_keeps(self) -> None:
        visit = self.bench.model.visit
        if visit.doing and visit.item is not None and visit.item.region == TOWN.code:
            assert visit.item.handle_area is HandleArea.COUNTIES

    @invariant()
    def ones_own_matters_go_with_the_person(self) -> None:
        model = self.bench.model
        if model.visit.mine is not None:
            assert model.confirmed
            assert model.holder is not None
        if model.visit.hints:
            assert model.visit.mine_asked is not None
            assert model.holder is not None

    @invariant()
    def nothing_of_a_query_outlives_its_item(self) -> None:
        visit = self.bench.model.visit
        if self.bench.where() is State.QUERY_RESULT:
            assert visit.answer is not None
            assert visit.query is not None
            assert visit.answer.request_id == visit.query.request_id
        if self.bench.where() in (State.IDLE, State.FIND, State.ITEM):
            assert visit.answer is None


def _value(column: Column) -> str:
    if column.masked:
        return YI.id_no
    values = {ColumnFormat.DATE: "2026-01-01", ColumnFormat.MONTH: "2026-01"}
    values |= {ColumnFormat.LAMP: "red", ColumnFormat.STAGE: "03", ColumnFormat.TEXT: "示例"}
    return values.get(column.format, "7")

"""The flow chart of a guide: a picture beside the steps in words, larger and smaller."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.flow.takeaway.away import NEAREST
from kiosk.items.png import BadPicture, png_size
from kiosk.messages.service import Refused
from kiosk.messages.takeaway import AskFile, FileShown
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.takeaway_screens import png
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item, shortest_way, to_guide
from tests.kiosk.item_samples import PROOF, RENEWAL, ROOT, item

CHART = (ROOT / RENEWAL / "flow.png").read_bytes()


@pytest.fixture
def bench() -> Bench:
    made = Bench().ready(WITH_ITEMS)
    open_item(made, RENEWAL)
    to_guide(made, *shortest_way(RENEWAL))
    return made


def give(bench: Bench, content: bytes) -> None:
    asked = bench.last_said(AskFile)
    bench.take(FileShown(asked.request_id, asked.name, content))


@pytest.mark.row("S025")
@pytest.mark.parametrize("code", [RENEWAL, PROOF])
def test_the_samples_have_a_flow_chart_that_can_be_drawn(code: str) -> None:
    name = item(code).flowchart
    assert name is not None
    width, height = png_size((ROOT / code / name).read_bytes())
    assert width >= 600 and height >= 600


@pytest.mark.row("S025")
def test_the_picture_is_shown_with_the_same_steps_in_words(bench: Bench) -> None:
    assert bench.touch("picture") is State.FLOW_CHART
    asked = bench.last_said(AskFile)
    assert (asked.code, asked.name) == (RENEWAL, "flow.png")
    assert asked.version == bench.model.visit.version
    waiting = bench.screen
    assert waiting.busy and waiting.chart is None
    give(bench, CHART)
    chart = bench.screen.chart
    assert chart is not None and chart.picture == CHART and "流程图" in chart.name
    steps = texts_on(bench.screen)
    assert all(one.text.zh in steps for one in item(RENEWAL).process)
    assert bench.touch("back") is State.GUIDE
    assert bench.model.away.picture == b""


@pytest.mark.row("S025")
def test_it_is_made_larger_and_smaller_within_bounds(bench: Bench) -> None:
    bench.touch("picture")
    give(bench, CHART)
    zooms = []
    for arg in ["in"] * 5 + ["out"] * 5 + ["in", "fit", "sideways"]:
        bench.touch("zoom", arg)
        chart = bench.screen.chart
        assert chart is not None
        zooms.append(chart.zoom)
    assert max(zooms) == NEAREST and min(zooms) == 0 and zooms[-1] == 0
    enabled = {one.arg: one.enabled for one in bench.screen.options}
    assert enabled == {"in": True, "out": False}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png()[:20],
        png(5000, 1),
        CHART + bytes(2 * 1024 * 1024),
        CHART[:16] + b"\xff\xff\xff\xff" + CHART[20:],
        CHART[:4000] + bytes([CHART[4000] ^ 1]) + CHART[4001:],
        CHART[:-20],
    ],
)
def test_a_bad_picture_is_told_and_the_words_stay(bench: Bench, content: bytes) -> None:
    bench.touch("picture")
    give(bench, content)
    assert bench.screen.chart is None
    assert bench.screen.notice is not None
    assert bench.screen.notice.code == Fault.PICTURE_BAD.value
    assert all(one.text.zh in texts_on(bench.screen) for one in item(RENEWAL).process)
    with pytest.raises(BadPicture):
        png_size(content)


def test_a_missing_file_and_a_silent_service_are_told(bench: Bench) -> None:
    bench.touch("picture")
    bench.take(Refused(bench.last_said(AskFile).request_id, Fault.ITEM_GONE))
    assert bench.model.fault is Fault.PICTURE_BAD
    bench.touch("back")
    bench.touch("picture")
    bench.fire("patience")
    assert bench.model.fault is Fault.PICTURE_BAD


def test_another_items_picture_is_not_shown(bench: Bench) -> None:
    bench.touch("picture")
    bench.take(FileShown("another", "flow.png", CHART))
    assert bench.screen.chart is None


@pytest.mark.parametrize("name", [None, "flow.svg", "flow.pdf"])
def test_what_cannot_be_drawn_here_is_not_offered(bench: Bench, name: str | None) -> None:
    assert "picture" in {one.verb for one in bench.screen.options}
    shown = bench.model.visit.item
    assert shown is not None
    visit = replace(bench.model.visit, item=replace(shown, flowchart=name))
    bench.model = replace(bench.model, visit=visit)
    assert "picture" not in {one.verb for one in bench.screen.options}

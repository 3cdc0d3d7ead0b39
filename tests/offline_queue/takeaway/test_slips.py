"""Slips of guides and results, asked of a real service with a real journal: one request, one paper
at most, and nothing of a result on any disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.items.scenario import walk
from kiosk.messages.operator import HoldPrint, SetNetwork
from kiosk.messages.service import PrintQueued, Recorded, Refused
from kiosk.messages.takeaway import AskFile, FileShown, PrintGuide, PrintSheet
from kiosk.print_state import PrintState
from kiosk.sheet import Part, Sheet
from offline_queue.around import Around
from offline_queue.service import Service
from tests.clock import FakeClock
from tests.kiosk.item_samples import FINES, RENEWAL, item
from tests.offline_queue.query_parts import Samples
from tests.offline_queue.samples import config
from tests.offline_queue.screen import Screen
from tests.offline_queue.scripted_printer import NO_PAPER, ScriptedPrinter

PLACE_OF_ROW = "示例路口第九十九号"
RESULT = Sheet(
    "违法信息查询", "截至 2026-03-02", (Part("", (), (("地点", PLACE_OF_ROW),)),), "不是证明"
)


@pytest.fixture
def cfg(tmp_short: Path) -> TerminalConfig:
    return config(tmp_short)


def service_of(cfg: TerminalConfig, clock: FakeClock) -> Service:
    made = Service(cfg, clock, around=Around(catalogue=Samples()))
    made.start()
    return made


@pytest.fixture
def service(cfg: TerminalConfig, clock: FakeClock) -> Iterator[Service]:
    made = service_of(cfg, clock)
    yield made
    made.stop()


@pytest.fixture
def printer(cfg: TerminalConfig) -> Iterator[ScriptedPrinter]:
    with ScriptedPrinter(cfg.printers_socket) as running:
        yield running


@pytest.fixture
def screen(service: Service, printer: ScriptedPrinter, cfg: TerminalConfig) -> Iterator[Screen]:
    with Screen(cfg.service_socket) as connected:
        connected.view(lambda view: view.printer.can_print)
        yield connected


def a_guide(request: str = "g-1", **more: object) -> PrintGuide:
    node = walk(item(RENEWAL), {}).next_node
    assert node is not None
    answers = ((node.id, node.options[0].id),)
    version = item(RENEWAL).package_ver
    return PrintGuide(request, RENEWAL, version, answers, **more)  # type: ignore[arg-type]


def printed(printer: ScriptedPrinter) -> list[str]:
    slip = printer.jobs[-1].slip
    return [line.text for line in (*slip.lines, *slip.footer)]


@pytest.mark.row("S019", "S121")
def test_a_guide_is_printed_while_the_network_is_down(
    screen: Screen, printer: ScriptedPrinter
) -> None:
    assert screen.ask(SetNetwork(up=False), Recorded)
    asked = a_guide(rate="http://pages.example/rate/" + "ab" * 16)
    queued = screen.ask(asked, PrintQueued)
    assert screen.states(PrintState.PRINTED)[-1] is PrintState.PRINTED
    (job,) = printer.jobs
    assert job.job_id == queued.job_id
    text = "\n".join(printed(printer))
    shown = item(RENEWAL)
    assert shown.task_name.zh in text and shown.by_law.zh in text and "03 号机" in text
    for one in walk(shown, dict(asked.answers)).materials:
        assert one.material_name.zh in text
    assert f"/guide/{RENEWAL}?s={asked.answers[0][0]}." in job.slip.qr
    assert job.slip.second == asked.rate


def test_the_same_request_is_printed_once(screen: Screen, printer: ScriptedPrinter) -> None:
    first = screen.ask(a_guide(), PrintQueued)
    screen.states(PrintState.PRINTED)
    again = screen.ask(a_guide(), PrintQueued)
    assert again == first
    assert screen.news.get(timeout=10.0).state is PrintState.PRINTED, "how it ended is told again"
    assert len(printer.jobs) == 1
    screen.ask(a_guide("g-2"), PrintQueued)
    screen.states(PrintState.PRINTED)
    assert len(printer.jobs) == 2


@pytest.mark.slow
def test_after_a_crash_in_mid_print_it_is_not_printed_again(
    cfg: TerminalConfig, clock: FakeClock, printer: ScriptedPrinter
) -> None:
    printer.outcome = None
    service = service_of(cfg, clock)
    with Screen(cfg.service_socket) as screen:
        screen.view(lambda view: view.printer.can_print)
        screen.ask(a_guide(), PrintQueued)
        printer.arrived.get(timeout=10.0)
        service.stop()
    service = service_of(cfg, clock)
    with Screen(cfg.service_socket) as screen:
        screen.view(lambda view: view.printer.can_print)
        screen.ask(a_guide(), PrintQueued)
        assert screen.news.get(timeout=10.0).state is PrintState.UNKNOWN
    service.stop()
    assert len(printer.jobs) == 1


def test_without_paper_nothing_is_begun(screen: Screen, printer: ScriptedPrinter) -> None:
    printer.change(NO_PAPER)
    screen.view(lambda view: not view.printer.can_print)
    assert screen.ask(a_guide(), Refused).fault is Fault.PRINTER_NO_PAPER
    assert not printer.jobs


@pytest.mark.parametrize("spoilt", ["version", "answer"])
def test_a_guide_that_is_another_by_now_is_not_printed(
    screen: Screen, printer: ScriptedPrinter, spoilt: str
) -> None:
    version, answers = item(RENEWAL).package_ver, a_guide().answers
    if spoilt == "version":
        version += 1
    else:
        answers = ((answers[0][0], "no_such_answer"),)
    refused = screen.ask(PrintGuide("g-1", RENEWAL, version, answers), Refused)
    assert refused.fault is Fault.ITEM_GONE
    assert not printer.jobs


def test_a_result_is_on_paper_and_on_no_disk(
    screen: Screen, printer: ScriptedPrinter, cfg: TerminalConfig
) -> None:
    screen.ask(PrintSheet("r-1", RESULT), PrintQueued)
    screen.states(PrintState.PRINTED)
    assert any(PLACE_OF_ROW in line for line in printed(printer))
    assert any("不是证明" in line for line in printed(printer))
    needles = (PLACE_OF_ROW.encode(), PLACE_OF_ROW.encode("gb18030"))
    kept = [path for path in cfg.state.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept for one in needles if one in path.read_bytes()]


def test_a_result_whose_service_was_stopped_before_has_failed(
    cfg: TerminalConfig, clock: FakeClock, printer: ScriptedPrinter
) -> None:
    service = service_of(cfg, clock)
    with Screen(cfg.service_socket) as screen:
        screen.view(lambda view: view.printer.can_print)
        assert screen.ask(HoldPrint(on=True), Recorded)
        screen.ask(PrintSheet("r-1", RESULT), PrintQueued)
        service.stop()
    service = service_of(cfg, clock)
    with Screen(cfg.service_socket) as screen:
        screen.view(lambda view: view.printer.can_print)
        screen.ask(PrintSheet("r-1", RESULT), PrintQueued)
        news = screen.news.get(timeout=10.0)
        assert news.state is PrintState.FAILED, "not one byte left, and that is said"
    service.stop()
    assert not printer.jobs


def test_a_file_of_the_package_is_given_in_its_version_alone(screen: Screen) -> None:
    version = item(FINES).package_ver
    asked = AskFile("f-1", FINES, version, "item.json")
    assert screen.ask(asked, FileShown).content.startswith(b"{")
    gone = screen.ask(AskFile("f-2", FINES, version + 1, "item.json"), Refused)
    assert gone.fault is Fault.ITEM_GONE
    missing = screen.ask(AskFile("f-3", FINES, version, "no-such.png"), Refused)
    assert missing.fault is Fault.PICTURE_BAD

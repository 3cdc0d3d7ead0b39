"""The hall's page in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, sync_playwright

from kiosk.clock import SystemClock
from tests.provisioning.central.platform import HALL, ONE, TWO, Platform
from tests.provisioning.central.samples import JIA, held_ticket, record, ticket


@pytest.fixture
def page(chromium: str | None) -> Iterator[Page]:
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, which tests in a container often are.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 1000})
        browser.close()


def send_a_morning(platform: Platform) -> None:
    day = SystemClock().now().date().isoformat()
    wrong = held_ticket(platform.data, ("测试丁", JIA[1]), 51, day, TWO)
    early = held_ticket(platform.data, JIA, 1, day, taken_at=f"{day}T00:00:01+08:00")
    late = wrong | {"taken_at": f"{day}T00:00:02+08:00"}
    elder = ticket(2, day, priority="elder", taken_at=f"{day}T00:00:03+08:00", group_id="D")
    platform.send(ONE, [record("ticket", early), record("ticket", elder)])
    platform.send(TWO, [record("ticket", late)])


@pytest.mark.slow
def test_hall_page_shows_today(own: Platform, page: Page, tmp_path: Path) -> None:
    own.start()
    page.goto(f"{own.url}/halls/{HALL}/")
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "10"
    assert "从未 Never" in page.locator(f"[data-terminal={ONE}]").inner_text()
    send_a_morning(own)
    own.change(
        "UPDATE central_terminal SET last_heard_at = datetime('now', '-181 seconds')"
        " WHERE terminal_id = ?",
        TWO,
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(own.url)
    page.get_by_role("link", name="示例市政务服务中心").click()
    assert page.title() == "示例市政务服务中心 排队 Queue"
    assert all(url.startswith(own.url) for url in asked), "nothing from elsewhere"

    rows = page.locator("#group-A tbody tr")
    first, second = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    assert "A001" in first and "00:00:01" in first and "03 号机" in first and "测*甲" in first
    assert "排队中 Waiting" in first and "离线取号 Taken offline" in first
    assert "A051" in second and "取消 Cancelled" in second and "待核验 To verify" in second
    assert page.locator("#group-A .waiting").inner_text() == "1"
    assert "老年人 Elder" in page.locator("#group-D tbody tr").inner_text()
    assert "匿名 Anonymous" in page.locator("#group-D tbody tr").inner_text()
    assert "今天还没有取号" in page.locator("#group-C").inner_text()
    assert JIA[0] not in page.content() and JIA[1] not in page.content()

    assert page.locator(f"[data-terminal={ONE}] .lamp.ok").is_visible()
    assert "Silent for over 3 min" in page.locator(f"[data-terminal={TWO}]").inner_text()
    page.screenshot(path=tmp_path / "hall.png", full_page=True)


def test_what_a_terminal_sends_is_text_on_the_page(shared: Platform) -> None:
    day = SystemClock().now().date().isoformat()
    mask = {"holder_mask": "<b****>", "holder_hash": "a" * 64, "identity": "typed"}
    assert shared.statuses(ONE, [record("ticket", ticket(1, day, **mask))]) == ["applied"]
    shown = requests.get(f"{shared.url}/halls/{HALL}/", timeout=10)
    assert "&lt;b****&gt;" in shown.text and "<b****>" not in shown.text
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_evidence_needs_the_admin_token(shared: Platform) -> None:
    address = f"{shared.url}/halls/{HALL}/tickets.json"
    assert requests.get(address, timeout=10).status_code == 401
    assert requests.get(address, headers=shared.headers(ONE), timeout=10).status_code == 401
    assert shared.evidence()["hall_id"] == HALL
    assert requests.get(f"{shared.url}/halls/000000/", timeout=10).status_code == 404

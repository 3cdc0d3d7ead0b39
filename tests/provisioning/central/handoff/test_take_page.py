"""The page of a telephone: a button, then the content, for the first telephone and its time."""

import base64
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, sync_playwright

from kiosk.sheet import Part, Sheet
from offline_queue.takeaway.sealing import link_of, seal_page
from tests.clock import FakeClock
from tests.provisioning.central.platform import ONE, TWO, Platform
from tests.provisioning.central.within import Within

pytestmark = pytest.mark.slow

TOKEN = "fedcba9876543210" * 2
PLATE = "示A·99**9"
NASTY = "<script>alert(1)</script>"
SHEET = Sheet(
    "违法信息查询",
    "截至 2026-03-02 09:00",
    (Part("第 1 条", ("一行字",), (("号牌", PLATE), ("地点", NASTY))),),
    "不是证明",
)


def body(token: str = TOKEN, sheet: Sheet = SHEET, lang: str = "zh") -> dict[str, str]:
    sealed = base64.b64encode(seal_page(token, sheet, lang)).decode()
    return {"request_id": "r-1", "link": link_of(token), "sealed": sealed}


class Hall:
    """Terminals of a platform whose time the test moves."""

    def __init__(self, within: Within) -> None:
        self.within, self.url = within, within.url

    def post(self, path: str, content: Any, terminal: str = ONE) -> requests.Response:
        token = (self.within.data / "terminals" / terminal / "token").read_text().strip()
        headers = {"Authorization": f"Bearer {token}"}
        address = f"{self.url}/api/v1/{path}"
        return requests.post(address, json=content, headers=headers, timeout=10)

    def hand_off(self, token: str = TOKEN, **more: Any) -> str:
        answer = self.post("handoffs", body(token, **more))
        assert answer.status_code == 200 and answer.json()["lives_s"] == 600
        return f"{self.url}/take/{token}"

    def end(self, token: str = TOKEN, terminal: str = ONE) -> requests.Response:
        return self.post(f"handoffs/{link_of(token)}/end", {}, terminal)


@pytest.fixture
def hall(within: Within) -> Hall:
    return Hall(within)


def test_looking_shows_a_button_and_touching_it_the_content(hall: Hall) -> None:
    url = hall.hand_off()
    looked = requests.get(url, timeout=10)
    assert looked.status_code == 200 and "<button" in looked.text
    assert PLATE not in looked.text and not looked.cookies, "who only looks ahead binds nothing"
    phone = requests.Session()
    shown = phone.post(url, timeout=10)
    assert shown.status_code == 200 and PLATE in shown.text
    assert NASTY not in shown.text and "&lt;script&gt;" in shown.text
    assert PLATE in phone.get(url, timeout=10).text, "the same telephone sees it again"


def test_a_second_telephone_is_told(hall: Hall) -> None:
    url = hall.hand_off()
    first = requests.Session()
    first.post(url, timeout=10)
    for ask in (requests.get, requests.post):
        told = ask(url, timeout=10)
        assert told.status_code == 403 and PLATE not in told.text
        assert "另一部手机" in told.text and "Another phone" in told.text
    forged = {f"take-{link_of(TOKEN)[:16]}": "0" * 32}
    assert requests.get(url, cookies=forged, timeout=10).status_code == 403


def test_the_cookie_is_of_this_page_alone(hall: Hall) -> None:
    shown = requests.post(hall.hand_off(), timeout=10)
    cookie = shown.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert f"Path=/take/{TOKEN}" in cookie and "Max-Age=600" in cookie


def test_after_the_session_the_page_is_gone(hall: Hall) -> None:
    url = hall.hand_off()
    phone = requests.Session()
    phone.post(url, timeout=10)
    assert not hall.end(terminal=TWO).json()["ended"], "another terminal's word ends nothing"
    assert phone.get(url, timeout=10).status_code == 200
    assert hall.end().json()["ended"] and not hall.end().json()["ended"]
    for ask in (phone.get, phone.post):
        gone = ask(url, timeout=10)
        assert gone.status_code == 410 and PLATE not in gone.text
    assert hall.post("handoffs", body()).status_code == 429, "its address does not live again"


def test_after_ten_minutes_the_page_is_gone(hall: Hall, clock: FakeClock) -> None:
    url = hall.hand_off()
    phone = requests.Session()
    assert phone.post(url, timeout=10).status_code == 200
    clock.advance(599)
    assert phone.get(url, timeout=10).status_code == 200
    clock.advance(1)
    assert phone.get(url, timeout=10).status_code == 410


def test_no_browser_and_no_other_page_keeps_anything_of_it(hall: Hall) -> None:
    headers = requests.post(hall.hand_off(), timeout=10).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script" not in policy


def test_the_platform_cannot_read_a_page_before_its_telephone_comes(
    hall: Hall, within: Within
) -> None:
    """What it holds opens with the token of the address alone, and nothing of it is in a file."""
    hall.hand_off()
    with sqlite3.connect(within.data / "central.sqlite3") as db:
        dump = "\n".join(db.iterdump())
    assert PLATE not in dump and link_of(TOKEN) not in dump
    other = base64.b64encode(seal_page("0" * 32, SHEET, "zh")).decode()
    wrong = {"request_id": "r", "link": link_of("1" * 32), "sealed": other}
    assert hall.post("handoffs", wrong).status_code == 200
    assert requests.post(f"{hall.url}/take/{'1' * 32}", timeout=10).status_code == 404


def test_who_guesses_must_wait(hall: Hall, clock: FakeClock) -> None:
    url = hall.hand_off()
    asked = [requests.get(f"{hall.url}/take/{at:032x}", timeout=10) for at in range(31)]
    assert [one.status_code for one in asked[:30]] == [404] * 30
    assert asked[30].status_code == 429 and int(asked[30].headers["Retry-After"]) <= 10
    assert requests.get(url, timeout=10).status_code == 429, "also a right one: else it were told"
    elsewhere = f"{hall.url}/verify?code=0000-0000-0000"
    assert requests.get(elsewhere, timeout=10).status_code == 429, "one limit for all such pages"
    clock.advance(10)
    assert requests.get(url, timeout=10).status_code == 200


@pytest.mark.parametrize("path", ["verify?code=0000-0000-{:04d}", "follow/{:032d}", "rate/{:032d}"])
def test_other_pages_are_guarded_too(hall: Hall, path: str) -> None:
    asked = [requests.get(f"{hall.url}/{path.format(at)}", timeout=10) for at in range(31)]
    assert 429 not in {one.status_code for one in asked[:30]}
    assert asked[30].status_code == 429


def test_a_guide_can_always_be_read_however_others_guess(hall: Hall) -> None:
    for at in range(31):
        requests.get(f"{hall.url}/take/{at:032x}", timeout=10)
    assert requests.get(f"{hall.url}/guide/990100101000", timeout=10).status_code == 200


@pytest.fixture
def browser(chromium: str | None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, which tests in a container often are.
        made = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()


PHONE: Any = {"viewport": {"width": 390, "height": 800}, "java_script_enabled": False}


def test_two_telephones_with_a_real_browser(
    own: Platform, browser: Browser, tmp_path: Path
) -> None:
    """Without scripts: the first sees it, in its language and within its width; the second does
    not; after the session neither does."""
    own.start()
    assert own.post("handoffs", ONE, body(lang="en")).status_code == 200
    first, second = (browser.new_context(**PHONE).new_page() for _ in range(2))
    asked: list[str] = []
    first.on("request", lambda request: asked.append(request.url))
    first.goto(f"{own.url}/take/{TOKEN}")
    first.get_by_role("button").click()
    assert PLATE in first.content() and first.locator("[lang=en] h1").count() == 1
    assert first.get_by_role("heading", level=1).inner_text() == SHEET.title
    first.screenshot(path=tmp_path / "phone.png", full_page=True)
    first.reload()
    assert PLATE in first.content()
    assert all(url.startswith(own.url) for url in asked)
    size = first.locator("body").bounding_box()
    assert size is not None and size["width"] <= 390, "nothing is wider than the telephone"
    second.goto(f"{own.url}/take/{TOKEN}")
    assert second.locator("#others").count() == 1 and PLATE not in second.content()
    own.post(f"handoffs/{link_of(TOKEN)}/end", ONE, {})
    gone = first.goto(f"{own.url}/take/{TOKEN}")
    assert gone is not None and gone.status == 410
    assert PLATE not in first.content()

"""A database that is busy just now: pages for phones, answers for programs, and the log of both."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper

from tests.provisioning.central.within import Within, module

pytestmark = pytest.mark.slow

SECRET = "SECRET-77"


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The platform's log of answers goes nowhere else."""
    log = logging.getLogger("django.request")
    log.addHandler(caplog.handler)
    yield caplog
    log.removeHandler(caplog.handler)


def locked(*_: Any) -> None:
    raise OperationalError("database is locked")


@pytest.mark.parametrize(
    ("path", "route"),
    [
        (f"/V/{SECRET}", "/V/<str:code>"),
        (f"/verify?code={SECRET}", "/verify"),
        (f"/rate/{SECRET}", "/rate/<str:token>"),
        (f"/follow/{SECRET}", "/follow/<str:token>"),
        ("/halls/990100/", "/halls/<str:hall_id>/"),
    ],
)
def test_a_phone_is_asked_to_come_again_and_its_address_is_not_written_down(
    within: Within,
    monkeypatch: pytest.MonkeyPatch,
    logged: pytest.LogCaptureFixture,
    path: str,
    route: str,
) -> None:
    monkeypatch.setattr(CursorWrapper, "execute", locked)
    monkeypatch.setattr(module("certificates.page"), "look_up", locked)
    answer = requests.get(within.url + path, timeout=10)
    monkeypatch.undo()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "请过几秒钟再试" in answer.text and "Please try again" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"503 GET {route}" in logged.text and SECRET not in logged.text


@pytest.mark.parametrize(
    "path", ["/supervision.json", "/ratings.json", f"/follow/{SECRET}/events.json"]
)
def test_a_program_gets_what_the_api_says(
    within: Within, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    token = (within.data / "admin_token").read_text().strip()
    monkeypatch.setattr(CursorWrapper, "execute", locked)
    admin = {"Authorization": f"Bearer {token}"}
    answer = requests.get(within.url + path, headers=admin, timeout=10)
    monkeypatch.undo()
    assert (answer.status_code, answer.json()["error"]) == (503, "busy")


def test_an_answer_that_failed_for_another_reason_is_logged_by_its_route_too(
    within: Within, monkeypatch: pytest.MonkeyPatch, logged: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(CursorWrapper, "execute", broken)
    assert requests.get(f"{within.url}/rate/{SECRET}", timeout=10).status_code == 500
    monkeypatch.undo()
    assert "500 GET /rate/<str:token>" in logged.text and "a mistake of ours" in logged.text
    assert SECRET not in logged.text

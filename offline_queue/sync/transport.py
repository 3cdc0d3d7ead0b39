"""One way to the platform: a request, and an answer that is proved to be the platform's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from kiosk.faults import Fault
from offline_queue.sync.hall import HallState, parse_hall, parse_time

TIMEOUTS = (3.0, 10.0)
"""Seconds to connect and to wait for the next bytes of the answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`fault` None: the platform answered 200 in the agreed shape. `detail` is for operators."""

    fault: Fault | None
    detail: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    time: datetime | None = None
    hall: HallState | None = None


class CutAdapter(HTTPAdapter):
    """The demo's network cable: while `cut`, no request leaves this process."""

    cut = False

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        if self.cut:
            raise requests.ConnectionError("the network is cut")
        return super().send(*args, **kwargs)


class Transport:
    """For one thread. No redirect is followed, no proxy or certificate of the environment used."""

    def __init__(self, base_url: str, token: str, adapter: HTTPAdapter | None = None) -> None:
        self._base = base_url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"
        if adapter is not None:
            self._session.mount("http://", adapter)
            self._session.mount("https://", adapter)

    def get(self, path: str) -> Answer:
        return self._exchange("GET", path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        return self._exchange("POST", path, body)

    def close(self) -> None:
        self._session.close()

    def _exchange(self, method: str, path: str, body: Mapping[str, Any] | None) -> Answer:
        try:
            response = self._session.request(
                method, self._base + path, json=body, timeout=TIMEOUTS, allow_redirects=False
            )
        except requests.RequestException as error:
            return Answer(Fault.PLATFORM_UNREACHABLE, type(error).__name__)
        return classify(response)


def classify(response: requests.Response) -> Answer:
    """What an HTTP response proves. Captive portals answer 200 with a page, or redirect."""
    status = response.status_code
    payload = _json_object(response)
    if status >= 500:
        return Answer(Fault.PLATFORM_ERROR, f"status {status}")
    if payload is None or status < 200 or 300 <= status < 400:
        return Answer(Fault.PLATFORM_NOT_OURS, f"status {status}, not the platform's answer")
    if status in (401, 403):
        return Answer(Fault.PLATFORM_REFUSED, f"status {status} {_code_of(payload)}")
    if status != 200:
        return Answer(Fault.PLATFORM_ERROR, f"status {status} {_code_of(payload)}")
    try:
        time, hall = parse_time(payload.get("time")), parse_hall(payload.get("hall"))
    except ValueError as error:
        return Answer(Fault.PLATFORM_NOT_OURS, str(error))
    return Answer(None, "", payload, time, hall)


def _json_object(response: requests.Response) -> dict[str, Any] | None:
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        return None
    try:
        payload = response.json()
    except requests.JSONDecodeError:
        return None
    return payload if isinstance(payload, dict) else None


def _code_of(payload: Mapping[str, Any]) -> str:
    """The platform's own error code, as far as it is one word: never a text that we do not know."""
    code = payload.get("error")
    return code if isinstance(code, str) and code.isidentifier() else ""

"""IPP over HTTP (RFC 8010 section 4): one request, one answer, everything bounded.

Nothing of `requests` or urllib3 gets out: what is not a readable IPP message is NoAnswer.
"""

import http.client
import io
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import requests
import urllib3

from devices.a4_printer.ipp import MOST_BYTES, BadMessage, Message, decode
from devices.a4_printer.protocol import VERSIONS
from kiosk.link.plain_http import PlainSession

CONNECT_S = 2.0
READ_S = 5.0
_PORT = 631
_HTTP = {"ipp": "http", "ipps": "https"}
_OUTSIDE = (OSError, urllib3.exceptions.HTTPError, http.client.HTTPException, ValueError)
"""Everything that requests and urllib3 raise for what another machine does (RequestException is an
OSError; odd headers and chunk sizes end as ValueError)."""


class Why(StrEnum):
    ABSENT = "no connection"
    LOST = "connection lost"
    SILENT = "no answer"
    NONSENSE = "not an IPP answer"


class NoAnswer(Exception):
    """`detail` is for the operator and holds nothing that was printed."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why.value} {detail}".strip())
        self.why = why


class IppClient:
    """One printer or queue at `url`: ipp://host[:port]/path or ipps://. Not thread-safe.

    `ca` is a PEM file of authorities that are trusted for ipps; without it the system's are.
    Raises ValueError for another kind of url.
    """

    def __init__(
        self, url: str, ca: Path | None = None, connect_s: float = CONNECT_S, read_s: float = READ_S
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _HTTP or not parts.hostname or "@" in parts.netloc:
            raise ValueError("the printer's url must be ipp://host/path or ipps://host/path")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.uri = f"{parts.scheme}://{host}:{parts.port or _PORT}{parts.path or '/'}"
        self._http_url = _HTTP[parts.scheme] + self.uri.removeprefix(parts.scheme)
        self._connect_s, self._read_s = connect_s, read_s
        self._session = PlainSession()
        self._session.verify = str(ca) if ca else True
        self._session.headers.update(
            {"Content-Type": "application/ipp", "Accept-Encoding": "identity"}
        )

    def close(self) -> None:
        self._session.close()

    def ask(
        self, request: bytes, number: int, document: bytes = b"", limit_s: float = 9.0
    ) -> Message:
        """Send `request` with its `number`, and the document; the answer to it. Raises NoAnswer."""
        until = time.monotonic() + limit_s
        try:
            reply, _ = decode(self._exchange(request, document, until))
        except BadMessage as error:
            raise NoAnswer(Why.NONSENSE, str(error)) from None
        except _OUTSIDE as error:
            raise NoAnswer(_why(error), type(error).__name__) from None
        if reply.version[0] not in VERSIONS:
            raise NoAnswer(Why.NONSENSE, "an unknown version of IPP")
        if reply.request_id != number:
            raise NoAnswer(Why.NONSENSE, "the answer to another request")
        return reply

    def _exchange(self, request: bytes, document: bytes, until: float) -> bytes:
        limit_s = max(0.01, until - time.monotonic())
        # a file is sent in small pieces, each with a timeout of its own; bytes would have one
        body = io.BytesIO(request + document) if document else request
        with self._session.post(
            self._http_url,
            data=body,
            timeout=(min(self._connect_s, limit_s), min(self._read_s, limit_s)),
            allow_redirects=False,
            stream=True,
        ) as response:
            if response.status_code != requests.codes.ok:
                raise NoAnswer(Why.NONSENSE, f"HTTP {response.status_code}")
            return _read(response, until)


def _read(response: requests.Response, until: float) -> bytes:
    """The body, in pieces as they come, so that a drip neither fills memory nor lasts for ever."""
    found = bytearray()
    while piece := response.raw.read1(MOST_BYTES, decode_content=False):
        found += piece
        if len(found) > MOST_BYTES:
            raise NoAnswer(Why.NONSENSE, "too long")
        if time.monotonic() >= until:
            raise NoAnswer(Why.SILENT, "a drip")
    return bytes(found)


def _why(error: BaseException) -> Why:
    """From the exceptions inside the exception: requests tells them apart by nesting only."""
    inside = list(_inside(error, 5))
    rows: tuple[tuple[Why, tuple[type[BaseException], ...]], ...] = (
        (Why.NONSENSE, (requests.exceptions.SSLError, urllib3.exceptions.SSLError)),
        (Why.ABSENT, (requests.ConnectTimeout, urllib3.exceptions.NewConnectionError)),
        (Why.SILENT, (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)),
        (Why.LOST, (ConnectionError, http.client.IncompleteRead)),
    )
    for why, kinds in rows:
        if any(isinstance(one, kinds) for one in inside):
            return why
    return Why.NONSENSE


def _inside(error: object, depth: int) -> Iterator[BaseException]:
    if isinstance(error, BaseException) and depth:
        yield error
        for part in (*error.args, getattr(error, "reason", None)):
            yield from _inside(part, depth - 1)

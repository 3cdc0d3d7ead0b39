"""One way to a destination: a request out, a reply in. The only place that knows `requests`."""

import gzip
import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from kiosk.link.plain_http import PlainSession
from offline_queue.sync.answers import Reply

TIMEOUTS = (3.0, 10.0)
"""Seconds to connect and to wait for the next bytes of the answer."""
LONGEST_S = 60.0
"""For all of an answer's body: whoever sends it drop by drop is not waited for."""
MOST_BYTES = 16 * 1024 * 1024
"""Of an answer's body: 800,000 marks of a revocation list."""
GZIP_ABOVE = 4096
"""Bytes; smaller bodies fit a few packets as they are."""
GZIP_LEVEL = 1
"""Records are short JSON texts much alike: the quickest level already leaves a fifth of them."""
NOT_ENCODED = 415
"""Unsupported Media Type: the destination does not read gzip."""


class NoReply(Exception):
    """Nothing that can be read came back; the text names the kind of error."""


class CutAdapter(HTTPAdapter):
    """The demo's network cable: while `cut`, no request leaves this process."""

    cut = False

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        if self.cut:
            raise requests.ConnectionError("the network is cut")
        return super().send(*args, **kwargs)


class OnCable(HTTPAdapter):
    """Of one question on a connection of its own; the demo's cable may be cut under it."""

    def __init__(self, cable: CutAdapter) -> None:
        super().__init__()
        self._cable = cable

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        if self._cable.cut:
            raise requests.ConnectionError("the network is cut")
        return super().send(*args, **kwargs)


class Transport:
    """For one thread. No redirect is followed, nothing is sent twice by itself, no proxy,
    certificate or cookie of the environment is used.

    `renew` reads the token anew, "" where it cannot be read now. `patience` as TIMEOUTS.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        adapter: HTTPAdapter | None = None,
        renew: Callable[[], str] = str,
        patience: tuple[float, float] = TIMEOUTS,
    ) -> None:
        self._base = base_url
        self._token = token
        self._patience = patience
        self._renew = renew
        self._gzip = True
        self._session = PlainSession()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        if adapter is not None:
            self._session.mount("http://", adapter)
            self._session.mount("https://", adapter)

    def send_json(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Reply:
        """Raises NoReply."""
        if body is None:
            return self.send(method, path)
        content = msgspec.json.encode(body)
        headers = {"Content-Type": "application/json"}
        if self._gzip and len(content) > GZIP_ABOVE:
            packed = gzip.compress(content, GZIP_LEVEL, mtime=0)
            reply = self.send(method, path, packed, headers | {"Content-Encoding": "gzip"})
            if reply.status != NOT_ENCODED:
                return reply
            self._gzip = False  # until the next start; the platform may learn it meanwhile
        return self.send(method, path, content, headers)

    def send(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """`path` follows the base address; an address with `http` is taken as it is, and must be
        below the base address. Raises NoReply."""
        url = path if path.startswith(self._base + "/") else self._base + path
        own = {"Authorization": f"Bearer {self._token}"}
        try:
            response = self._session.request(
                method,
                url,
                data=content,
                headers={**(headers or {}), **own},
                timeout=self._patience,
                allow_redirects=False,
                stream=True,
            )
            return Reply(response.status_code, response.headers, _content(response))
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise NoReply(type(error).__name__) from None

    def renew(self) -> bool:
        """Read the token anew. True where it is another one than before."""
        found = self._renew()
        changed = bool(found) and found != self._token
        if changed:
            self._token = found
        return changed

    def close(self) -> None:
        self._session.close()


def _content(response: requests.Response) -> bytes:
    """All of it, in bounded time and room; the connection is free for the next request then."""
    parts, size, ends = [], 0, time.monotonic() + LONGEST_S
    while part := response.raw.read1(65536, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES or time.monotonic() > ends:
            response.close()
            raise NoReply("too long" if size > MOST_BYTES else "too slow")
    return b"".join(parts)

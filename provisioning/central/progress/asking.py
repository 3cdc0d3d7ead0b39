"""One POST to a gateway, whatever that does with it: nobody waits for it beyond a deadline."""

import threading
from collections.abc import Mapping

import requests

TIMEOUT_S = 5.0
"""To connect, and until the next byte of the answer's head."""
DEADLINE_S = 10.0
"""For all of it: also for who sends the head drop by drop, or whose name is not found."""
LATE = "too late"
_HANGING: dict[str, "Call"] = {}
"""By address; each gateway has one at most. For the background thread alone."""


class Call(threading.Thread):
    """Only the status of the answer counts: its body, however long, is not read."""

    def __init__(
        self, session: requests.Session, url: str, body: bytes, headers: Mapping[str, str]
    ) -> None:
        super().__init__(name="gateway", daemon=True)
        self._session, self._url, self._body, self._headers = session, url, body, headers
        self.status = 0
        self.why = ""

    def run(self) -> None:
        try:
            with self._session.post(
                self._url,
                data=self._body,
                headers=self._headers,
                timeout=TIMEOUT_S,
                allow_redirects=False,
                stream=True,
            ) as answer:
                self.status = answer.status_code
        except requests.RequestException as error:
            self.why = type(error).__name__


def hangs(url: str) -> bool:
    """A call that was too late goes on: what comes of it is not known, and no other is made."""
    if url in _HANGING and not _HANGING[url].is_alive():
        del _HANGING[url]
    return url in _HANGING


def ask(
    session: requests.Session, url: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, str]:
    """The status, or 0 and why there is none."""
    call = Call(session, url, body, headers)
    call.start()
    call.join(DEADLINE_S)
    if call.is_alive():
        _HANGING[url] = call
        return 0, LATE
    return call.status, call.why

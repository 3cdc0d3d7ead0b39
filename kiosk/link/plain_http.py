"""HTTP to one machine and to nothing else: the one way in which `requests` is used here."""

from collections.abc import Iterator
from typing import Any

import requests


class PlainSession(requests.Session):
    """No proxy, password or authority of the environment. Where a redirect leads to is nobody's
    business: `requests` looks at it even where it is not to be followed (`allow_redirects=False`),
    reads all of its body for as long as it lasts, and fails at an address that is none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False

    def resolve_redirects(self, *_: Any, **__: Any) -> Iterator[requests.Response]:
        return iter(())

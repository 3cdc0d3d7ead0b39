"""A second destination: the superior authority's platform. Kinds that it gets, fields that it does
not, a thread, a line, a breaker, cursors and dead letters of its own."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from requests.adapters import HTTPAdapter

from kiosk.clock import Clock
from kiosk.config import ConfigError
from offline_queue.outbox.claims import Claims
from offline_queue.outbox.sharing import Withheld, negative_list
from offline_queue.outbox.streams import KINDS, SECOND
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.answers import plain_answer
from offline_queue.sync.backoff import Jitter
from offline_queue.sync.bearer import read_token, renewer
from offline_queue.sync.delivery import Delivery
from offline_queue.sync.errands import Errand
from offline_queue.sync.line import Line
from offline_queue.sync.loop import Sync
from offline_queue.sync.transport import Transport

MATERIALS = "materials"
"""The field of a record that names its attachments; where it is withheld, so are they."""
_KEYS = ("url", "token_file", "kinds", "withhold")


class SecondConfig(Struct, frozen=True):
    url: str
    token_file: Path
    kinds: frozenset[str]
    withheld: Withheld


def parse_second(raw: Mapping[str, Any], base: Path) -> SecondConfig | None:
    """[queue.second] of the terminal's file, None where there is none: `url`, `token_file`
    (relative to `base`), `kinds`, and `withhold.<kind>`, a list of fields. Raises ConfigError."""
    if not raw:
        return None
    for key in raw:
        if key not in _KEYS:
            raise ConfigError(f"queue.second.{key} is not known: {', '.join(_KEYS)}")
    url, token_file = raw.get("url"), raw.get("token_file")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise ConfigError("queue.second.url must begin with https:// or http://")
    if not isinstance(token_file, str) or not token_file:
        raise ConfigError("queue.second.token_file is missing or empty")
    kinds = _words(raw.get("kinds"), "kinds")
    withhold = raw.get("withhold", {})
    if not isinstance(withhold, dict):
        raise ConfigError("queue.second.withhold must be a table: a list of fields for a kind")
    added = {kind: _words(fields, f"withhold.{kind}") for kind, fields in withhold.items()}
    unknown = sorted((kinds | added.keys()) - KINDS.keys())
    if unknown:
        known = f"known are {', '.join(KINDS)}"
        raise ConfigError(f"queue.second: there is no kind {', '.join(unknown)}; {known}")
    return SecondConfig(url.rstrip("/"), base / token_file, kinds, negative_list(kinds, added))


def _words(value: Any, name: str) -> frozenset[str]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise ConfigError(f"queue.second.{name} must be a list of words")
    return frozenset(value)


def owe(ledger: Ledger, to: SecondConfig | None) -> int:
    """Records of its kinds are owed to the second destination from now on. How many are already:
    where none is configured, an operator must know of them."""
    kinds = to.kinds if to else frozenset[str]()
    ledger.second = kinds
    ledger.second_bare = frozenset(k for k in kinds if to and MATERIALS in to.withheld[k])
    # the destination is a literal, or the partial index cannot be used
    (ready,) = ledger.execute(f"SELECT count(*) FROM outbox WHERE owed & {SECOND:d}").fetchone()
    (aside,) = ledger.execute("SELECT count(*) FROM aside WHERE dest = ?", (SECOND,)).fetchone()
    return int(ready) + int(aside)


def second_sync(
    store: Store,
    config: SecondConfig,
    terminal_id: str,
    clock: Clock,
    jitter: Jitter,
    adapter: HTTPAdapter | None = None,
    more: Callable[[Line], Sequence[Errand]] = lambda _line: (),
) -> Sync:
    """From now on records of its kinds are owed to it. `more`: errands after the records, over the
    same line. Raises NoToken or StoreError."""
    store.call(partial(owe, to=config))
    token, renew = read_token(config.token_file), renewer(config.token_file)
    line = Line(
        "second destination",
        Transport(config.url, token, adapter, renew),
        clock,
        jitter,
        plain_answer,
    )
    claims = Claims(SECOND)
    delivery = Delivery(store, line, claims, terminal_id, clock, jitter, config.withheld)
    return Sync("sync-second", line, (delivery, *more(line)), clock, jitter)

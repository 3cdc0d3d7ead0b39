"""Who of the staff vouched for somebody: the log can tell whether it was this number."""

import json
from functools import partial

from kiosk.identity import Assurance, Means
from kiosk.messages.service import Identified
from offline_queue import events as told
from offline_queue.audit.facts import as_digest
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.audit.books import begin, events

STAFF_NO = "S99001"


def tell(store: Store, message: Identified) -> None:
    store.call(partial(told.record, message=message, now=MONDAY_MORNING))


def test_the_log_names_who_vouched_by_a_digest(store: Store) -> None:
    begin(store)
    tell(store, Identified("r-1", "s-1", Means.IDCARD, Assurance.AL2))
    tell(store, Identified("r-2", "s-1", Means.STAFF, Assurance.AL4, STAFF_NO))
    alone, vouched = events(store, "session.identified")
    assert "staff" not in alone
    assert vouched["staff"] == as_digest(STAFF_NO)
    assert STAFF_NO not in json.dumps([alone, vouched])

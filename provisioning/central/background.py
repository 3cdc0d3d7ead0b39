"""What the platform does without being asked: lamps that change as time passes, messages to
gateways, certificates that nobody fetched, and what is kept no longer. One thread; a round takes
little where nothing is due."""

import logging
import threading
from types import TracebackType

import requests
from django.conf import settings
from django.db import OperationalError, connections

from kiosk.link.plain_http import PlainSession
from provisioning.central.certificates.lapse import lapse
from provisioning.central.hallstate import now
from provisioning.central.progress.lamps import change_lamps
from provisioning.central.progress.outgoing import deliver
from provisioning.central.tidying import tidy_daily

PERIOD_S = 5.0
"""An event goes out within so many seconds of its change: well below the minute that is asked."""
log = logging.getLogger("provisioning.central")


def step(session: requests.Session) -> None:
    """One round."""
    moment = now()
    settings.ZIZHU_HANDOFFS.tidy(settings.ZIZHU_CLOCK.monotonic())
    try:
        change_lamps(moment)
        deliver(moment, session)
        lapse(moment)
        tidy_daily(moment)
    except OperationalError as error:
        log.warning("a round was put off: %s", error)


class Background:
    """Runs from `with` to its end."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with PlainSession() as session:
            while not self._stop.is_set():
                step(session)
                self._stop.wait(PERIOD_S)
        connections.close_all()

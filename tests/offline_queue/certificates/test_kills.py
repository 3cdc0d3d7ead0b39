"""kill -9 at any step between a wish and its paper: never two originals, nothing is forgotten."""

import contextlib
import hashlib
import queue
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.certificates.copies import CopyState, valid_originals
from kiosk.faults import Fault
from kiosk.link import LinkClosed, LinkTimeout
from kiosk.messages.certificates import CertificateReady, PrintCertificate
from kiosk.messages.service import PrintQueued, Refused
from kiosk.ports import Checking
from kiosk.print_state import PrintState
from offline_queue.outbox.rows import backlog
from offline_queue.printing.journal import ENDED
from tests.offline_queue.certificates.hall import Citizen, Hall, keys_of, states
from tests.offline_queue.kills.lives import Lives
from tests.offline_queue.query_parts import vault_of
from tests.offline_queue.samples import rows, until
from tests.provisioning.central.platform import Platform

KILLS, SOAK_KILLS = 12, 200
STEPS = 300
"""A life that is not killed takes about so many from its start to the second paper."""
ENDS = [PrintState.PRINTED] * 4 + [PrintState.UNKNOWN, PrintState.FAILED]


def met(lives: Lives, hall: Hall) -> Citizen:
    """As soon as the service listens. Raises LinkClosed where it ended before."""
    vault = vault_of(keys_of(hall.platform))
    while True:
        with contextlib.suppress(LinkClosed):
            return Citizen(hall.config.service_socket, vault, patience=0.2)
        if lives.over:
            raise LinkClosed


class Insisting:
    """A citizen who wants one paper of each certificate, and asks again by the same request until
    it is there, as the screen does; a new one after it."""

    def __init__(self) -> None:
        self.request, self.copy = str(uuid.uuid4()), ""
        self.papers = 0

    def come(self, citizen: Citizen) -> None:
        """Until the service is gone. Raises LinkClosed or LinkTimeout."""
        while True:
            answer = citizen.ask(self._wish(citizen))
            if isinstance(answer, CertificateReady):
                self._print(citizen, answer)
            elif isinstance(answer, Refused) and answer.fault is Fault.CERT_PRINTED:
                self._over()
            else:
                assert isinstance(answer, Refused), answer

    def _wish(self, citizen: Citizen) -> object:
        if not self.copy:
            return citizen.want(self.request)
        return citizen.next_of(self.copy)

    def _print(self, citizen: Citizen, ready: CertificateReady) -> None:
        asked = PrintCertificate(str(uuid.uuid4()), ready.certificate_id, ready.copy_no)
        queued = citizen.ask(asked)
        if not isinstance(queued, PrintQueued):
            return
        if self._end(citizen, queued.job_id) is PrintState.PRINTED:
            self._over()
        else:
            self.copy = ready.certificate_id

    def _end(self, citizen: Citizen, job_id: str) -> PrintState:
        while True:
            if citizen.peer.closed:
                self.copy = ""
                raise LinkClosed
            with contextlib.suppress(queue.Empty):
                news = citizen.news.get(timeout=0.02)
                if news.job_id == job_id and news.state in ENDED:
                    return news.state

    def _over(self) -> None:
        self.papers += 1
        self.request, self.copy = str(uuid.uuid4()), ""


@pytest.fixture
def hall(tmp_short: Path, platform: Platform, checking: Checking) -> Iterator[Hall]:
    """Stopped, with the platform's lists on its disk."""
    with Hall(tmp_short / "terminal", platform, checking) as running:
        running.stop()
        yield running


def certificates(platform: Platform) -> list[str]:
    return [name for (name,) in platform.rows("SELECT certificate_id FROM central_certificate")]


def papers_that_count(hall: Hall) -> Counter[str]:
    """By certificate: what the printer got of copies that are not void there."""
    query = "SELECT certificate_id, state FROM central_copy WHERE sha256 = ?"
    found: Counter[str] = Counter()
    for document in hall.documents():
        digest = hashlib.sha256(document.pdf).hexdigest()
        ((name, state),) = hall.platform.rows(query, digest)
        found[name] += state != CopyState.VOID
    return found


def lived(hall: Hall, kills: int, insisting: Insisting) -> Iterator[str]:
    """How each life ended."""
    dice = random.Random("certificates")
    victim = "tests.offline_queue.certificates.victim"
    with Lives(victim, hall.config.base, hall.platform.url) as lives:
        for _ in range(kills):
            hall.printer.a4_outcome, hall.printer.fault = dice.choice(ENDS), Fault.A4_PRINT_JAM
            lives.begin(dice.randint(1, STEPS))
            with contextlib.suppress(LinkClosed, LinkTimeout), met(lives, hall) as citizen:
                insisting.come(citizen)
            lives.kill()
            yield lives.ended()


@pytest.mark.slow
@pytest.mark.row("S093", "CP-11")
def test_killed_at_any_step_there_are_never_two_originals(hall: Hall) -> None:
    killed(hall, KILLS)


@pytest.mark.soak
def test_killed_many_times_there_are_never_two_originals(hall: Hall) -> None:
    killed(hall, SOAK_KILLS)


def killed(hall: Hall, kills: int) -> None:
    before, insisting = set(certificates(hall.platform)), Insisting()
    for life, how in enumerate(lived(hall, kills, insisting)):
        for name in set(certificates(hall.platform)) - before:
            assert valid_originals(states(hall.platform, name)) <= 1, f"life {life} {how}"
    hall.start()
    assert hall.service is not None
    service = hall.service
    until(lambda: service.store.call(backlog).pending == 0, 30)
    assert not hall.dead_letters()
    own = set(certificates(hall.platform)) - before
    fetched = [name for name in own if CopyState.FETCHED in states(hall.platform, name)]
    assert not fetched, "a copy that was fetched is on paper, or void"
    counted = papers_that_count(hall)
    assert max(counted.values(), default=0) <= 1
    assert insisting.papers >= 2, "or the run has shown nothing"
    hall.stop()
    assert not rows(hall.config.state, "SELECT * FROM cert_copies")

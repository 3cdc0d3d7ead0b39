"""Documents in memory: none stays there longer than it must, and each that goes unused is told."""

import queue

from kiosk.messages.certificates import CertificateReady
from offline_queue.certificates.papers import Paper, Papers
from tests.offline_queue.query_parts import Listener

PERSONS_PDF = b"%PDF-1.7 of a person"


def paper(name: str = "c-1", copy_no: int = 1, held: bool = False) -> Paper:
    return Paper(CertificateReady("r-1", name, copy_no, 1, "x", held=held), PERSONS_PDF)


class Kept:
    """Papers, and what they told."""

    def __init__(self, keep_s: float = 60.0) -> None:
        self.left: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self.papers = Papers(lambda name, copy_no: self.left.put((name, copy_no)), keep_s)

    def take_in(self, peer: Listener, one: Paper) -> bool:
        name, copy_no = one.ready.certificate_id, one.ready.copy_no
        self.papers.expect(peer, name, copy_no)  # type: ignore[arg-type]
        return self.papers.keep(peer, one)  # type: ignore[arg-type]


def test_what_nobody_prints_goes_after_its_time() -> None:
    kept = Kept(keep_s=0.02)
    kept.take_in(Listener(), paper())
    assert kept.left.get(timeout=10) == ("c-1", 1)
    assert kept.papers.find("c-1", 1) is None


def test_what_is_fetched_and_does_not_come_goes_too() -> None:
    kept = Kept(keep_s=0.02)
    kept.papers.expect(Listener(), "c-1", 1)  # type: ignore[arg-type]
    assert kept.left.get(timeout=10) == ("c-1", 1)


def test_what_comes_after_its_citizen_left_is_not_kept() -> None:
    kept, peer = Kept(), Listener()
    kept.papers.expect(peer, "c-1", 1)  # type: ignore[arg-type]
    kept.papers.forget(peer)  # type: ignore[arg-type]
    assert kept.left.get_nowait() == ("c-1", 1)
    assert not kept.papers.keep(peer, paper())  # type: ignore[arg-type]
    assert kept.papers.find("c-1", 1) is None


def test_what_is_printed_or_held_for_later_is_not_told_as_left() -> None:
    kept, peer = Kept(), Listener()
    kept.take_in(peer, paper())
    kept.papers.take("c-1", 1)
    kept.take_in(peer, paper("c-2", held=True))
    kept.papers.forget(peer)  # type: ignore[arg-type]
    assert kept.left.empty()
    assert kept.papers.find("c-2", 1) is None


def test_each_screen_loses_its_own_alone() -> None:
    kept, one, other = Kept(), Listener(), Listener()
    kept.take_in(one, paper("c-1"))
    kept.take_in(other, paper("c-2"))
    kept.papers.forget(one)  # type: ignore[arg-type]
    assert kept.left.get_nowait() == ("c-1", 1)
    assert kept.papers.find("c-2", 1) is not None


def test_a_document_is_in_no_text() -> None:
    assert "of a person" not in repr(paper()) and "of a person" not in f"{paper()}"

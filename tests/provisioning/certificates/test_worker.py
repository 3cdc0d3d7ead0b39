"""A child that is kept: what ends it is named, and the next request has a new one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from provisioning.certificates.worker import End, Ended, Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    one = Worker("tests.provisioning.certificates.chatty")
    yield one
    one.close()


def test_words_between_frames_do_not_matter_and_do_not_pile_up(worker: Worker) -> None:
    """32 KB a request; the limit of its files is 64 KB."""
    pids = set()
    for number in range(6):
        assert worker.ask({"words": 6500, "say": str(number)}, 10.0) == {"said": str(number)}
        pids.add(worker.pid)
    assert len(pids) == 1


@pytest.mark.parametrize(
    ("order", "within_s", "why"),
    [
        ({"crash": True}, 10.0, End.CRASH),
        ({"memory": 2_000_000_000}, 10.0, End.MEMORY),
        ({"hang": 60}, 0.2, End.TIME),
    ],
)
def test_an_end_has_a_name(
    worker: Worker, order: dict[str, int], within_s: float, why: End
) -> None:
    with pytest.raises(Ended) as ended:
        worker.ask(order, within_s)
    assert ended.value.why is why
    assert worker.ask({"say": "again"}, 10.0) == {"said": "again"}


def test_threads_get_their_own_answers(worker: Worker) -> None:
    with ThreadPoolExecutor(4) as many:
        answers = list(many.map(lambda n: worker.ask({"say": str(n)}, 10.0), range(20)))
    assert [one["said"] for one in answers] == [str(n) for n in range(20)]


def test_a_program_that_is_none_is_a_crash() -> None:
    broken = Worker("tests.provisioning.certificates.nothing")
    with pytest.raises(Ended) as ended:
        broken.ask({}, 10.0)
    assert ended.value.why is End.CRASH
    broken.close()

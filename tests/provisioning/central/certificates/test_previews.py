"""A preview is drawn once for all its pages, and forgotten with the last."""

import pytest

from provisioning.central.certificates.previews import MOST, Previews


class Drawing:
    def __init__(self, *pages: bytes) -> None:
        self.pages, self.times = list(pages), 0

    def __call__(self) -> list[bytes]:
        self.times += 1
        return self.pages


def test_all_pages_of_one_drawing_then_nothing_is_kept() -> None:
    previews, draw = Previews(), Drawing(b"1", b"2", b"3")
    assert [previews.page("c", number, draw) for number in (1, 2, 3)] == [b"1", b"2", b"3"]
    assert draw.times == 1
    assert previews.page("c", 1, draw) == b"1"
    assert draw.times == 2


@pytest.mark.parametrize("number", [0, 4, 99])
def test_a_page_that_is_not_there_is_none(number: int) -> None:
    assert Previews().page("c", number, Drawing(b"1", b"2", b"3")) == b""


def test_each_certificate_has_its_own_pages() -> None:
    previews = Previews()
    one, other = Drawing(b"1", b"2"), Drawing(b"3", b"4")
    assert previews.page("one", 1, one) == b"1"
    assert previews.page("other", 1, other) == b"3"
    assert previews.page("one", 2, one) == b"2"
    assert previews.page("other", 2, other) == b"4"
    assert (one.times, other.times) == (1, 1)


def test_only_the_newest_few_are_kept() -> None:
    previews = Previews()
    drawings = [Drawing(b"1", b"2") for _ in range(MOST + 1)]
    for number, draw in enumerate(drawings):
        previews.page(f"c{number}", 1, draw)
    for number, draw in enumerate(drawings):
        previews.page(f"c{number}", 2, draw)
    assert [draw.times for draw in drawings] == [2] + [1] * MOST


def test_a_drawing_that_fails_leaves_nothing() -> None:
    previews = Previews()

    def fails() -> list[bytes]:
        raise OSError

    with pytest.raises(OSError):
        previews.page("c", 1, fails)
    assert previews.page("c", 1, Drawing(b"1")) == b"1"

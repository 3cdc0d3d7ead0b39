"""Pages in memory: one telephone, one session, ten minutes, and never too many."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from provisioning.central.handoff.kept import (
    LIVES_S,
    MOST_OF_TERMINAL,
    REMEMBERED_S,
    Kept,
    Opened,
)


def fresh() -> str:
    return "secret"


def test_the_first_telephone_sees_it_and_a_second_is_told() -> None:
    kept = Kept()
    assert kept.put("a", b"sealed", "T1", 0.0) == LIVES_S
    assert kept.look("a", "", 1.0) is Opened.FREE
    assert kept.take("a", "", fresh, 1.0) == (Opened.OURS, b"sealed", "secret", LIVES_S - 1)
    assert kept.look("a", "", 2.0) is Opened.OTHERS
    assert kept.take("a", "guessed", fresh, 2.0)[:2] == (Opened.OTHERS, b"")
    assert kept.take("a", "secret", fresh, 2.0)[0] is Opened.OURS


def test_it_is_over_with_its_session_and_only_its_own_terminal_ends_it() -> None:
    kept = Kept()
    kept.put("a", b"sealed", "T1", 0.0)
    assert not kept.end("a", "T2", 1.0)
    assert kept.end("a", "T1", 1.0)
    assert not kept.end("a", "T1", 1.0)
    assert kept.take("a", "", fresh, 2.0) == (Opened.OVER, b"", "", 0)
    assert kept.put("a", b"sealed", "T1", 3.0) == 0, "an address lives once"


def test_it_is_over_after_its_time_and_forgotten_later() -> None:
    kept = Kept()
    kept.put("a", b"sealed", "T1", 0.0)
    assert kept.look("a", "", LIVES_S - 0.1) is Opened.FREE
    assert kept.look("a", "", LIVES_S) is Opened.OVER
    assert kept.look("a", "", LIVES_S + REMEMBERED_S) is Opened.UNKNOWN


def test_the_same_page_again_lives_no_longer_and_another_is_not_taken() -> None:
    kept = Kept()
    kept.put("a", b"sealed", "T1", 0.0)
    assert kept.put("a", b"sealed", "T1", 100.0) == LIVES_S - 100
    assert kept.put("a", b"other", "T1", 100.0) == 0
    assert kept.put("a", b"sealed", "T2", 100.0) == 0


def test_a_terminal_has_so_many_and_others_go_on() -> None:
    kept = Kept()
    lives = [kept.put(f"{at}", b"x", "T1", 0.0) for at in range(MOST_OF_TERMINAL + 1)]
    assert lives[-1] == 0 and all(lives[:-1])
    assert kept.put("other", b"x", "T2", 0.0) == LIVES_S
    assert kept.put("later", b"x", "T1", LIVES_S) == LIVES_S


class Pages(RuleBasedStateMachine):
    """What is over never comes back, and never more than one telephone sees one page."""

    def __init__(self) -> None:
        super().__init__()
        self.kept, self.now = Kept(), 0.0
        self.over: set[str] = set()
        self.saw: dict[str, str] = {}

    links = st.sampled_from(["a", "b", "c"])

    @rule(link=links, terminal=st.sampled_from(["T1", "T2"]))
    def put(self, link: str, terminal: str) -> None:
        lives = self.kept.put(link, link.encode(), terminal, self.now)
        assert not (lives and link in self.over)

    @rule(link=links, terminal=st.sampled_from(["T1", "T2"]))
    def end(self, link: str, terminal: str) -> None:
        if self.kept.end(link, terminal, self.now):
            self.over.add(link)

    @rule(link=links, phone=st.sampled_from(["", "p1", "p2"]), new=st.sampled_from(["p1", "p2"]))
    def open(self, link: str, phone: str, new: str) -> None:
        found, content, secret, _ = self.kept.take(link, phone, lambda: new, self.now)
        if found is Opened.OURS:
            assert content == link.encode() and link not in self.over
            assert self.saw.setdefault(link, secret) == secret
        else:
            assert content == b""

    @rule(seconds=st.sampled_from([1.0, 200.0, LIVES_S]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @invariant()
    def what_is_over_opens_nothing(self) -> None:
        assert all(self.kept.look(one, "p1", self.now) is not Opened.OURS for one in self.over)
        if self.now > REMEMBERED_S:
            self.over, self.saw, self.now, self.kept = set(), {}, 0.0, Kept()


TestPages = Pages.TestCase
Pages.TestCase.settings = settings(
    max_examples=40, stateful_step_count=20, derandomize=True, database=None
)

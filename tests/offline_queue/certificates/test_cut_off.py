"""An answer that does not come, or is somebody else's: told in time, and gone on from there."""

import pytest

from kiosk.certificates.copies import CopyState
from kiosk.faults import Fault
from kiosk.messages.certificates import LeaveCertificate
from kiosk.messages.service import Recorded
from tests.offline_queue.certificates.between import Between, Passed
from tests.offline_queue.certificates.hall import Citizen, Hall, states, to_print
from tests.offline_queue.samples import until
from tests.provisioning.central.certificates.certificates import Desk
from tests.provisioning.central.samples import JIA

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("part", ["certificates", "/copies/1", "/preview"])
def test_a_page_of_html_is_no_answer(
    far: Hall, visitor: Citizen, between: Between, part: str
) -> None:
    def spoil(passed: Passed) -> Passed:
        return passed.instead(b"<html>", "text/html") if part in passed.path else passed

    between.spoil = spoil
    asked = visitor.want()
    assert visitor.refused(asked) == Fault.CERT_NOT_OURS.name
    between.again()
    assert visitor.ready(asked).copy_no == 1, "asked again, it is the same one"


def test_who_goes_after_an_answer_that_did_not_come_leaves_nothing_fetched(
    far: Hall, between: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document was fetched and its picture was not: nobody shows it, nobody keeps it."""
    between.spoil = lambda one: None if "/preview" in one.path else one
    monkeypatch.setattr(far.desk._turns, "deadline_s", 3.0)
    with far.citizen() as citizen:
        assert citizen.refused(citizen.want()) == Fault.CERT_NO_ANSWER.name
    far.settled(between.certificate_id, "void")


def test_a_platform_that_hangs_is_told_in_time_and_the_same_question_goes_on_from_there(
    far: Hall, visitor: Citizen, between: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    between.spoil = lambda one: None if one.is_certificate else one
    monkeypatch.setattr(far.desk._turns, "deadline_s", 0.5)
    asked = visitor.want()
    assert visitor.refused(asked) == Fault.CERT_NO_ANSWER.name
    until(lambda: bool([one for one in between.passed if one.is_certificate]))
    name = between.certificate_id
    assert states(far.platform, name) == [CopyState.SEALED]
    between.again()
    monkeypatch.setattr(far.desk._turns, "deadline_s", 30.0)
    assert visitor.ready(asked).certificate_id == name
    assert not far.documents()


@pytest.mark.row("S093")
@pytest.mark.parametrize("what", ["its void", "the next", "the answer"])
def test_a_next_copy_that_is_cut_off_in_between_goes_on_where_it_was(
    far: Hall, visitor: Citizen, between: Between, what: str
) -> None:
    """Before the former copy is void there, before the next is asked for, and after it is open."""

    def unheard(passed: Passed) -> Passed:
        opened = passed.method == "POST" and passed.path.endswith("/copies")
        return passed.instead(b"<html>", "text/html") if opened else passed

    first = visitor.ready(visitor.want())
    asked = visitor.next_of(first.certificate_id)
    if what == "the answer":
        between.spoil = unheard
    else:
        between.lost = ("/copies/1", "/records") if what == "its void" else ("/copies",)
    fault = Fault.CERT_NOT_OURS if what == "the answer" else Fault.CERT_NO_ANSWER
    assert visitor.refused(asked) == fault.name
    there = states(far.platform, first.certificate_id)
    assert there[0] is (CopyState.FETCHED if what == "its void" else CopyState.VOID)
    assert len(there) == (2 if what == "the answer" else 1)
    assert visitor.refused(to_print(first)) == Fault.CERT_GONE.name, "void here first"
    between.again()
    second = visitor.ready(asked)
    assert (second.certificate_id, second.copy_no) == (first.certificate_id, 2)
    assert states(far.platform, first.certificate_id) == [CopyState.VOID, CopyState.FETCHED]


def test_too_many_questions_at_once_are_told_so(
    far: Hall, visitor: Citizen, between: Between
) -> None:
    between.spoil = lambda one: None if one.is_certificate else one
    slow = [visitor.peer.send(visitor.want()) for _ in range(3)]
    assert slow and visitor.refused(visitor.want()) == Fault.CERT_NO_ANSWER.name


def test_leaving_what_is_not_there_is_recorded_all_the_same(far: Hall, visitor: Citizen) -> None:
    assert visitor.ask(LeaveCertificate("l-1", "none")) == Recorded("l-1")


def test_a_next_copy_of_nothing_is_refused(far: Hall, visitor: Citizen) -> None:
    assert visitor.refused(visitor.next_of("none")) == Fault.CERT_GONE.name
    stranger = Desk(far.platform, "T00005").issued(person=JIA)["certificate_id"]
    assert visitor.refused(visitor.next_of(stranger)) == Fault.ITEM_GONE.name

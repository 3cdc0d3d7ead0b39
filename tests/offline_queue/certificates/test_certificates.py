"""From a wish to the paper, over the real platform: issued, checked, shown, printed once."""

import hashlib
import logging
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kiosk.certificates.copies import ORIGINALS
from kiosk.device import PaperSupply
from kiosk.faults import Fault
from kiosk.identity import Assurance
from kiosk.messages.certificates import LeaveCertificate
from kiosk.messages.service import PrintQueued, Recorded
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.item_samples import DRUGS
from tests.offline_queue.certificates.hall import Citizen, Hall, enrolled, to_print
from tests.offline_queue.scripted_printer import GOOD
from tests.provisioning.central.certificates.certificates import COMPANY, LICENCE
from tests.provisioning.central.samples import JIA

pytestmark = pytest.mark.slow

RARE = ("测试\U00020bb7㐂\U0002c386", "990100194002020041")


@pytest.mark.row("S083", "S093")
def test_what_was_asked_for_is_checked_shown_and_printed_once(hall: Hall, citizen: Citizen) -> None:
    ready = citizen.ready(citizen.want())
    assert (ready.copy_no, ready.pages, ready.type_name) == (1, 1, "户籍证明")
    assert [one[:4] for one in ready.preview] == [b"\x89PNG"]
    assert not ready.held
    asked = to_print(ready)
    queued = citizen.ask(asked)
    assert isinstance(queued, PrintQueued)
    assert citizen.end() is PrintState.PRINTED
    assert citizen.ask(asked) == queued, "the same request"
    (document,) = hall.documents()
    query = "SELECT sha256 FROM central_copy WHERE certificate_id = ?"
    ((sealed,),) = hall.platform.rows(query, ready.certificate_id)
    assert hashlib.sha256(document.pdf).hexdigest() == sealed
    assert citizen.pages[-1].done == citizen.pages[-1].pages == 1
    assert citizen.refused(to_print(ready)) == Fault.CERT_PRINTED.name
    hall.settled(ready.certificate_id, "printed")
    assert len(hall.documents()) == 1


def test_the_same_question_again_is_the_same_certificate(hall: Hall, citizen: Citizen) -> None:
    asked = citizen.want()
    assert citizen.ready(asked) == citizen.ready(asked)


@pytest.mark.row("S093")
def test_a_service_that_comes_back_has_no_document_and_the_same_certificate(own: Hall) -> None:
    """What it had fetched is void, there too; who asks again gets the next copy."""
    with own.citizen() as before:
        asked = before.want()
        first = before.ready(asked)
        own.stop()
        own.start()
    with own.citizen() as citizen:
        assert citizen.refused(to_print(first)) == Fault.CERT_GONE.name
        second = citizen.ready(asked)
        assert (second.certificate_id, second.copy_no) == (first.certificate_id, 2)
        assert citizen.printed(second) is PrintState.PRINTED
    own.settled(first.certificate_id, "void", "printed")


@pytest.mark.row("S095")
def test_a_company_that_has_logged_in_prints_its_licence(hall: Hall) -> None:
    with hall.citizen(COMPANY) as company:
        ready = company.ready(company.want(code=LICENCE, credential="EBL"))
        assert ready.type_name == "营业执照"
        assert company.printed(ready) is PrintState.PRINTED
        hall.settled(ready.certificate_id, "printed")
    with hall.citizen() as person:
        assert person.refused(person.want(code=LICENCE)) == Fault.CERT_MEANS.name


@pytest.mark.row("S091", "S093")
@pytest.mark.parametrize("end", [PrintState.FAILED, PrintState.UNKNOWN])
def test_after_a_print_that_gave_nothing_the_next_copy_is_the_only_original(
    hall: Hall, citizen: Citizen, end: PrintState
) -> None:
    hall.printer.a4_outcome, hall.printer.fault = end, Fault.A4_PRINT_JAM
    first = citizen.ready(citizen.want())
    assert citizen.printed(first) is end
    hall.printer.a4_outcome = PrintState.PRINTED
    asked = citizen.next_of(first.certificate_id)
    second = citizen.ready(asked)
    assert (second.certificate_id, second.copy_no) == (first.certificate_id, 2)
    assert sum(one in ORIGINALS for one in hall.states(first.certificate_id)) == 1
    assert citizen.ready(asked) == second, "asked again, it is the same copy"
    assert citizen.printed(second) is PrintState.PRINTED
    hall.settled(first.certificate_id, "void", "printed")
    assert not hall.dead_letters(), "what is told late of a void copy harms nobody"


@pytest.mark.row("S093")
def test_what_is_printed_has_no_next_copy(hall: Hall, citizen: Citizen) -> None:
    ready = citizen.ready(citizen.want())
    assert citizen.printed(ready) is PrintState.PRINTED
    assert citizen.refused(citizen.next_of(ready.certificate_id)) == Fault.CERT_PRINTED.name
    hall.settled(ready.certificate_id, "printed")


@pytest.mark.parametrize("how", ["leaves", "goes"])
def test_who_leaves_without_paper_leaves_no_original(hall: Hall, how: str) -> None:
    with hall.citizen() as citizen:
        ready = citizen.ready(citizen.want())
        if how == "leaves":
            assert citizen.ask(LeaveCertificate("l-1", ready.certificate_id)) == Recorded("l-1")
        elif how == "goes":
            citizen.leave()
        hall.settled(ready.certificate_id, "void")
    assert hall.desk.papers.find(ready.certificate_id, 1) is None
    with hall.citizen() as other:
        assert other.refused(to_print(ready)) == Fault.CERT_GONE.name
    assert not hall.documents()


def test_a_printer_that_cannot_is_told_and_the_document_waits(hall: Hall, citizen: Citizen) -> None:
    ready = citizen.ready(citizen.want())
    hall.printer.change_a4(replace(GOOD, paper=PaperSupply.OUT))
    asked = to_print(ready)
    assert citizen.refused(asked) == Fault.A4_NO_PAPER.name
    hall.printer.change_a4(GOOD)
    assert isinstance(citizen.ask(asked), PrintQueued)
    assert citizen.end() is PrintState.PRINTED


REFUSED: tuple[tuple[dict[str, Any], Fault], ...] = (
    ({"assurance": Assurance.AL2}, Fault.CERT_MEANS),
    ({"credential": "SSCARD"}, Fault.CERT_MEANS),
    ({"sealed": b""}, Fault.CERT_HOLDER),
    ({"holder_hash": "00" * 32}, Fault.CERT_HOLDER),
    ({"pickup_code": "0123456789AB"}, Fault.CERT_PICKUP),
    ({"chosen": (("purpose", "elsewhere"),)}, Fault.CERT_CHOICE),
    ({"code": DRUGS}, Fault.ITEM_GONE),
    ({"version": 999}, Fault.ITEM_GONE),
)


def test_what_the_platform_refuses_is_told_as_it_is(hall: Hall, citizen: Citizen) -> None:
    for change, fault in REFUSED:
        assert citizen.refused(replace(citizen.want(), **change)) == fault.name, change


def test_the_same_request_for_something_else_is_refused(hall: Hall, citizen: Citizen) -> None:
    asked = citizen.want()
    ready = citizen.ready(asked)
    citizen.ask(LeaveCertificate("l-1", ready.certificate_id))
    assert citizen.refused(replace(asked, lang="en")) == Fault.CERT_GONE.name


def test_without_lists_nothing_is_asked_for(
    hall: Hall, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = replace(hall.desk.getting, known=lambda: None)
    monkeypatch.setattr(hall.desk, "getting", blind)
    count = hall.platform.rows("SELECT count(*) FROM central_certificate")
    assert citizen.refused(citizen.want()) == Fault.CERT_UNCHECKED.name
    assert hall.platform.rows("SELECT count(*) FROM central_certificate") == count


def test_nothing_of_a_person_or_a_document_is_written_down(
    own: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), own.citizen() as citizen:
        asked = citizen.want()
        ready = citizen.ready(asked)
        assert citizen.printed(ready) is PrintState.PRINTED
        own.settled(ready.certificate_id, "printed")
    (document,) = own.documents()
    own.stop()
    hidden = [JIA[0].encode(), JIA[1].encode(), asked.holder_hash.encode()]
    hidden += [document.pdf[at : at + 64] for at in range(0, len(document.pdf) - 64, 4096)]
    written = [path.read_bytes() for path in own.config.base.rglob("*") if path.is_file()]
    for content in [*written, caplog.text.encode()]:
        assert not [one for one in hidden if one in content]
    assert JIA[0] not in repr(ready) and JIA[1] not in repr(asked)


def test_rare_characters_of_a_name_reach_the_paper_unchanged(hall: Hall, tmp_path: Path) -> None:
    enrolled(hall.platform, RARE)
    with hall.citizen(RARE) as citizen:
        assert citizen.printed(citizen.ready(citizen.want())) is PrintState.PRINTED
    path = tmp_path / "one.pdf"
    path.write_bytes(hall.documents()[0].pdf)
    command = ["pdftotext", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert RARE[0] in text

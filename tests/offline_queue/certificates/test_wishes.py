"""Asked for while cut off: a code that is recorded before anybody knows it, and fetched once."""

import json
import uuid
from collections.abc import Iterator

import pytest

from kiosk.certificates.pickup import as_meant, grouped, pickup_hash
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.messages.certificates import WishKept
from kiosk.messages.operator import SetNetwork
from kiosk.messages.printing import PrintSlip
from kiosk.messages.service import Network, Recorded
from kiosk.print_state import PrintState
from kiosk.values import replace
from offline_queue.audit import log as audit
from tests.kiosk.item_samples import DRUGS
from tests.offline_queue.certificates.hall import Citizen, Hall
from tests.offline_queue.samples import outside, until
from tests.provisioning.central.samples import JIA, YI

pytestmark = pytest.mark.slow


@pytest.fixture
def cut(hall: Hall) -> Iterator[Hall]:
    """The network is away, and known to be."""
    network(hall, Network.DOWN)
    yield hall
    network(hall, Network.UP)


@pytest.fixture
def cut_own(own: Hall) -> Hall:
    """The same, and it may be stopped."""
    network(own, Network.DOWN)
    return own


def network(hall: Hall, wanted: Network) -> None:
    with hall.citizen() as operator:
        assert operator.ask(SetNetwork(up=wanted is Network.UP)) == Recorded("")
    assert hall.service is not None
    sync = hall.service.sync
    until(lambda: sync.contact.network is wanted)


def kept(citizen: Citizen, asked: object) -> WishKept:
    answer = citizen.ask(asked)
    assert isinstance(answer, WishKept), answer
    return answer


def words(slip: PrintSlip) -> str:
    return "\n".join(line.text for line in (*slip.slip.lines, *slip.slip.footer))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wish_is_recorded_printed_and_fetched_once_with_its_code(cut: Hall, lang: str) -> None:
    with cut.citizen() as citizen:
        wish = kept(citizen, citizen.wish(lang=lang))
        assert citizen.end() is PrintState.PRINTED
        code = wish.pickup_code
        assert as_meant(code) == code
        (slip,) = cut.printer.jobs
        said = words(slip)
        for part in (grouped(code), "户籍证明开具", "带什么", cut.config.hotline):
            assert part in said
        assert ("Bring" in said) == (lang == "en")
        assert not slip.slip.qr and JIA[0] not in said and JIA[1] not in said
    network(cut, Network.UP)
    query = "SELECT state, language FROM central_wish WHERE pickup_hash = ?"
    until(lambda: cut.platform.rows(query, pickup_hash(code)) == [("waiting", lang)], 30)
    with cut.citizen(YI) as other:
        assert other.refused(other.want(pickup_code=code)) == Fault.CERT_HOLDER.name
    with cut.citizen() as citizen:
        ready = citizen.ready(citizen.want(pickup_code=code))
        assert citizen.printed(ready) is PrintState.PRINTED
        assert citizen.refused(citizen.want(pickup_code=code)) == Fault.CERT_PICKUP.name


def test_the_same_wish_again_has_the_same_code_and_one_slip(cut: Hall) -> None:
    with cut.citizen() as citizen:
        asked = citizen.wish()
        first = kept(citizen, asked)
        assert citizen.end() is PrintState.PRINTED
        assert kept(citizen, asked) == first
        assert kept(citizen, citizen.wish()).pickup_code != first.pickup_code
        until(lambda: len(cut.printer.jobs) > 1)
    assert len({words(one) for one in cut.printer.jobs}) == len(cut.printer.jobs) == 2


def test_a_code_is_on_the_disk_as_a_hash_before_it_is_told(cut_own: Hall) -> None:
    with cut_own.citizen() as citizen:
        wish = kept(citizen, citizen.wish())
    assert outside(
        cut_own.config.state, "SELECT count(*) FROM outbox WHERE kind = 'cert_request'"
    ) == [(1,)]
    cut_own.stop()
    shown = (wish.pickup_code, grouped(wish.pickup_code))
    for path in cut_own.config.base.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [one for one in shown if one.encode() in content], path


def test_after_a_restart_nobody_waits_with_a_code_that_counts_for_nothing(cut_own: Hall) -> None:
    """The answer may have been lost with the service: the wish is recorded, its code is not."""
    with cut_own.citizen() as citizen:
        asked = citizen.wish()
        kept(citizen, asked)
    cut_own.stop()
    cut_own.start()
    with cut_own.citizen() as citizen:
        assert citizen.refused(asked) == Fault.CERT_WISH_AGAIN.name
        again = replace(asked, request_id=str(uuid.uuid4()))
        assert kept(citizen, again).pickup_code


def test_without_a_receipt_printer_the_code_is_on_the_screen_alone(cut: Hall) -> None:
    good = cut.printer.status
    cut.printer.change(replace(good, state=DeviceState.NO_DEVICE))
    with cut.citizen() as citizen:
        wish = kept(citizen, citizen.wish())
        assert wish.pickup_code and not wish.job_id
        cut.printer.change(good)
        plain = kept(citizen, citizen.wish(on_paper=False))
        assert plain.pickup_code and not plain.job_id
    assert not cut.printer.jobs


def test_while_it_is_cut_off_the_platform_is_not_asked_for_a_certificate(cut: Hall) -> None:
    with cut.citizen() as citizen:
        assert citizen.refused(citizen.want()) == Fault.ITEM_NEEDS_NETWORK.name


def test_what_gives_no_certificate_cannot_be_wished_for(cut: Hall) -> None:
    with cut.citizen() as citizen:
        asked = replace(citizen.wish(), code=DRUGS)
        assert citizen.refused(asked) == Fault.ITEM_GONE.name


def test_the_audit_log_has_the_wish_and_neither_code_nor_person(cut: Hall) -> None:
    with cut.citizen() as citizen:
        wish = kept(citizen, citizen.wish())
        hidden = (
            wish.pickup_code,
            pickup_hash(wish.pickup_code),
            citizen.vault.holder_hash(JIA[1]),
        )
    assert cut.service is not None
    entries = cut.service.store.call(lambda ledger: audit.read(ledger, 0, 1000))
    events = [one.event for one in entries]
    assert [one for one in events if json.loads(one)["what"] == "certificate.wished"]
    assert not [one for one in events if any(part in one for part in hidden)]

"""Who a certificate is for: known by the register, and identified for just this request."""

import uuid

import pytest

from kiosk.identity import SealedFor
from kiosk.numbers import is_credit_code, is_person_number
from provisioning.central.persons import sample_persons
from tests.provisioning.central.certificates.certificates import (
    COMPANY,
    HOUSEHOLD,
    LICENCE,
    Desk,
    identity,
)
from tests.provisioning.central.platform import Platform
from tests.provisioning.central.samples import JIA

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(shared: Platform) -> Desk:
    return Desk(shared)


@pytest.mark.parametrize(
    ("item", "credential", "level", "who", "why"),
    [
        (LICENCE, "EBL", "AL2", ("并不存在的公司", "91990100MA0990010B"), "holder"),
        (LICENCE, "EBL", "AL2", ("别的名字", COMPANY[1]), "holder"),
        (LICENCE, "EBL", "AL2", JIA, "credential"),
        (HOUSEHOLD, "IDCARD_FACE", "AL3", COMPANY, "credential"),
    ],
)
def test_nobody_is_a_company_by_saying_so(
    desk: Desk, item: str, credential: str, level: str, who: tuple[str, str], why: str
) -> None:
    answer = desk.ask(item=item, credential=credential, assurance=level, person=who)
    assert (answer.status_code, answer.json()["why"]) == (403, why)


def test_a_persons_number_that_could_be_a_companys_is_a_persons(desk: Desk) -> None:
    both = next(one for one in sample_persons() if is_credit_code(one[1]))
    assert is_person_number(both[1])
    assert desk.ask(person=both).status_code == 200


@pytest.mark.row("CP-07")
@pytest.mark.parametrize("purpose", [one for one in SealedFor if one != SealedFor.CERTIFICATE])
def test_an_identity_that_was_sealed_for_something_else_gets_no_certificate(
    desk: Desk, purpose: SealedFor
) -> None:
    request = str(uuid.uuid4())
    other = identity(desk.platform.data, request, purpose=purpose)
    assert desk.ask(**other).json()["why"] == "holder"
    wish = identity(desk.platform.data, str(uuid.uuid4()))
    assert desk.platform.post("mine", desk.terminal, wish).json()["why"] == "holder"

"""Never two valid originals: whatever is told, and whenever the platform is killed."""

import signal
import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.certificates.copies import ORIGINALS
from tests.provisioning.central.certificates.certificates import Desk
from tests.provisioning.central.platform import Platform
from tests.provisioning.central.samples import JIA

TOLD = st.lists(
    st.tuples(st.sampled_from(["open", "printed", "unknown", "void"]), st.integers(1, 3)),
    min_size=1,
    max_size=7,
)


@pytest.mark.slow
@pytest.mark.row("S093")
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(told=TOLD)
def test_whatever_is_told_there_are_never_two_valid_originals(
    shared: Platform, told: list[tuple[str, int]]
) -> None:
    desk = Desk(shared)
    name = desk.issued()["certificate_id"]
    for what, number in told:
        answer = desk.open(name, number) if what == "open" else desk.report(name, what, number)
        assert answer.status_code in (200, 404, 409)
        query = "SELECT state FROM central_copy WHERE certificate_id = ?"
        states = [row[0] for row in shared.rows(query, name)]
        assert sum(one in ORIGINALS for one in states) <= 1
        codes = [desk.code(name, n) for n in range(1, len(states) + 1)]
        assert [desk.verified(one) for one in codes].count("genuine") <= 1


@pytest.mark.slow
@pytest.mark.row("S093")
def test_a_platform_that_is_killed_after_any_step_forgets_nothing(own: Platform) -> None:
    """kill -9 after each step; the terminal asks again, and what was void stays void."""
    own.start()
    desk, request_id = Desk(own), str(uuid.uuid4())
    name = desk.issued(request_id=request_id)["certificate_id"]

    def killed(*states: str) -> None:
        own.stop(by=signal.SIGKILL)
        own.start()
        assert desk.issued(request_id=request_id)["certificate_id"] == name
        query = "SELECT state FROM central_copy WHERE certificate_id = ? ORDER BY copy_no"
        assert [state for (state,) in own.rows(query, name)] == list(states)

    desk.fetch(name)
    desk.report(name, "unknown")
    killed("unknown")
    assert desk.open(name, 2).status_code == 409
    desk.report(name, "void")
    killed("void")
    assert desk.open(name, 2).status_code == 200
    killed("void", "sealed")
    assert desk.report(name, "printed").json()["why"] == "void"


@pytest.mark.slow
def test_secrets_and_persons_on_the_platforms_disk(own: Platform) -> None:
    """Nothing of a person in clear; keys for their owner alone, and none in the repository."""
    own.start()
    desk = Desk(own)
    desk.fetch(desk.issued()["certificate_id"])
    own.stop()
    for path in own.data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert JIA[0].encode() not in content and JIA[1].encode() not in content, path.name
    keys = list((own.data / "keys" / "seals").rglob("*.key"))
    assert keys and all(path.stat().st_mode & 0o777 == 0o600 for path in keys)
    assert not list(Path(__file__).resolve().parents[4].glob("provisioning/**/*.key"))

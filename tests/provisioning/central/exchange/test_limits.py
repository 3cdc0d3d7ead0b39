"""What an operator may limit: the pace of a terminal, and what is refused at the start."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.central.exchange.limits import Bucket, Limits, Pace
from provisioning.central.server import run
from tests.provisioning.central.platform import ONE, TWO, Platform
from tests.provisioning.central.samples import auth, record


@pytest.mark.slow
def test_terminal_that_sends_too_much_is_told_when_and_how_to_go_on(own: Platform) -> None:
    own.limit(records_per_s=0.01, burst_records=5)
    own.start()
    batch = [record("auth", auth()) for _ in range(8)]
    assert set(own.statuses(ONE, batch)) == {"applied"}, "no batch is too large for a full bucket"
    content = {"terminal_id": ONE, "epoch": "e1", "records": [record("auth", auth())]}
    answer = own.post("records", ONE, content)
    assert (answer.status_code, answer.json()["error"]) == (429, "pace")
    assert answer.json()["pace"] == {"max_records": 5, "min_pause_s": 500.0}
    assert 390 <= int(answer.headers["Retry-After"]) <= 400
    assert own.rows("SELECT count(*) FROM central_record") == [(8,)], "nothing was applied"
    assert own.statuses(TWO, [record("auth", auth())]) == ["applied"], "the other goes on"
    nothing = {"terminal_id": ONE, "epoch": "e1", "have": [], "want": []}
    assert own.post("leases", ONE, nothing).status_code == 200, "numbers are not held up"


def test_without_a_limit_there_is_no_pace() -> None:
    pace = Pace(Limits())
    assert all(pace.wait(ONE, 200, 0.0) == 0 for _ in range(1000))


def test_who_waits_as_told_may_go_on() -> None:
    pace = Pace(Limits(records_per_s=10, burst_records=100))
    assert pace.wait(ONE, 200, 0.0) == 0
    wait = pace.wait(ONE, 1, 0.0)
    assert wait == 11, "100 too many at 10 a second, and then one more"
    assert pace.wait(ONE, 1, wait - 1.5) > 0
    assert pace.wait(ONE, 1, float(wait)) == 0


@given(
    st.floats(0.1, 100),
    st.lists(st.tuples(st.integers(1, 200), st.floats(0, 20)), min_size=1, max_size=50),
)
def test_in_the_long_run_no_more_than_agreed_comes_through(
    rate: float, asked: list[tuple[int, float]]
) -> None:
    bucket, now, taken = Bucket(rate, 50.0, 50.0, 0.0), 0.0, 0
    for count, pause in asked:
        now += pause
        wait = bucket.take(count, now)
        taken += 0 if wait else count
        assert taken <= 50 + 200 + rate * now + 1e-6
        assert wait <= 1 / rate + 200 / rate + 1e-6


def test_dedupe_cannot_be_turned_off_outside_a_test(
    own: Platform, capsys: pytest.CaptureFixture[str]
) -> None:
    own.limit(dedupe=False)
    assert run(own.data, "127.0.0.1", 0) == 2
    said = capsys.readouterr().err
    assert said == "central: limits.json turns dedupe off, which only a test may do\n"


@pytest.mark.parametrize(
    "text", ['{"records_per_s": -1}', '{"files_byte": 1}', '{"keep_records_days": 0}', "", "[]"]
)
def test_limits_that_cannot_be_kept_stop_the_start_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "limits.json").write_text(text, encoding="ascii")
    assert run(tmp_path, "127.0.0.1", 0) == 2
    said = capsys.readouterr().err
    assert said.startswith("central: ") and "limits.json" in said and said.count("\n") == 1

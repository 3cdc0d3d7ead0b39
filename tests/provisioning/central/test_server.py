"""The platform as a process: killed, stopped, started on a busy port."""

import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests
from django.db import connection

from kiosk.link.bugs import EXIT_BUG
from provisioning.central.conf import configure
from provisioning.central.server import run
from provisioning.central.setup import prepare
from tests.provisioning.central.platform import HALL_FILE, ONE, ROOT, Platform, prepared, until
from tests.provisioning.central.samples import own_day, record, ticket

pytestmark = pytest.mark.slow


@pytest.mark.row("S128")
def test_killed_in_mid_batch_then_sent_again_each_applies_once(own: Platform) -> None:
    day = own_day()
    batch = [record("ticket", ticket(n, day)) for n in range(1, 201)]
    own.start()
    failures: list[Exception] = []

    def send() -> None:
        try:
            own.send(ONE, batch)
        except requests.ConnectionError as error:
            failures.append(error)

    sender = threading.Thread(target=send)
    sender.start()
    until(lambda: own.rows("SELECT count(*) FROM central_record")[0][0] >= 20)
    own.stop(by=signal.SIGKILL)
    sender.join(timeout=15)
    kept = own.rows("SELECT seq FROM central_ticket ORDER BY seq")
    assert failures and 20 <= len(kept) < 200
    assert kept == [(n,) for n in range(1, len(kept) + 1)], "a prefix of the batch"
    assert own.rows("SELECT count(*) FROM central_record") == [(len(kept),)]

    own.start()
    assert own.statuses(ONE, batch) == ["already"] * len(kept) + ["applied"] * (200 - len(kept))
    assert own.rows("SELECT count(*), count(DISTINCT seq) FROM central_ticket") == [(200, 200)]
    assert own.rows("SELECT count(*) FROM central_record") == [(200,)]


def test_reply_that_was_lost_after_applying_is_already_the_next_time(shared: Platform) -> None:
    day = own_day()
    one = record("ticket", ticket(1, day))
    shared.fault("drop_reply", count=1)
    with pytest.raises(requests.ConnectionError):
        shared.send(ONE, [one])
    assert shared.statuses(ONE, [one]) == ["already"]


def test_sigterm_ends_it_cleanly_and_nothing_is_lost(own: Platform) -> None:
    own.start()
    order = requests.post(f"{own.url}/_world/fault", json={"kind": "500"}, timeout=5)
    assert order.status_code == 404, "no failure injection unless asked for"
    own.send(ONE, [record("ticket", ticket(1, own_day()))])
    assert own.stop() == 0
    assert not (own.data / "port").exists()
    assert own.rows("SELECT count(*) FROM central_ticket") == [(1,)]


def test_busy_port_is_one_clear_line_and_code_3(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        script = (
            "import sys; from pathlib import Path; from provisioning.central.server import run;"
            "sys.exit(run(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]), None))"
        )
        ended = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path), str(port)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert ended.returncode == 3
    assert ended.stderr == f"central: cannot listen on 127.0.0.1 port {port}: {REASON}\n"


REASON = "Address already in use"


def test_it_says_where_it_listens_and_nothing_else(tmp_path: Path) -> None:
    prepared(tmp_path)
    port_file = tmp_path / "port"
    words = ["central", "--data", str(tmp_path), "--port", "0", "--port-file", str(port_file)]
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    line = process.stderr.readline()  # comes at once, while it serves
    port = port_file.read_text().strip()
    process.terminate()
    said, more = process.communicate(timeout=30)
    assert line.endswith(f" central INFO listens on http://127.0.0.1:{port}\n")
    assert (process.returncode, said, more) == (0, "", "")


def test_failure_injection_is_refused_beyond_loopback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "0.0.0.0", 0, None, world=True) == 2
    assert "loopback" in capsys.readouterr().err
    assert not any(tmp_path.iterdir())


def test_commits_are_on_disk_before_they_are_answered(tmp_path: Path) -> None:
    configure(tmp_path)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,), "2 is FULL"
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_importing_the_entry_points_touches_nothing() -> None:
    script = (
        "import provisioning.central.server, provisioning.central.setup;"
        "from django.conf import settings; print(settings.configured)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert ended.stdout == "False\n"


def test_one_process_can_prepare_one_platform_after_another(tmp_path: Path) -> None:
    tokens = []
    for name in ("a", "b", "a"):
        prepare(tmp_path / name, HALL_FILE)
        tokens.append((tmp_path / name / "terminals" / ONE / "token").read_text())
    assert tokens[0] == tokens[2] != tokens[1]


_BROKEN = """
import sys
from pathlib import Path
from provisioning.central.conf import configure
from provisioning.central.setup import prepare
from provisioning.central.server import run
data = Path(sys.argv[1])
prepare(data, Path(sys.argv[2]))
configure(data, "127.0.0.1")
import django
django.setup()
from provisioning.central import background
def step(session):
    raise KeyError("secret of a person")
background.step = step
run(data, "127.0.0.1", 0, data / "port")
"""


def test_a_bug_in_the_background_ends_the_process_and_names_only_its_place(tmp_path: Path) -> None:
    """A platform that serves on while no lamp turns any more would look well."""
    arguments = [sys.executable, "-c", _BROKEN, str(tmp_path / "central"), str(HALL_FILE)]
    ended = subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == EXIT_BUG, ended.stderr
    assert "zizhu central: bug: KeyError at" in ended.stderr
    assert "secret" not in ended.stderr


def by_hand(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "main.py", "central", "--data", str(data), *words]
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_an_operator_registers_a_gateway_and_tells_progress_by_the_command_line(
    own: Platform,
) -> None:
    made = by_hand(own.data, "gateway", "hall", "webhook", "http://127.0.0.1:9/events")
    assert (made.returncode, len(made.stdout.strip())) == (0, 64), made.stderr
    assert own.rows("SELECT name, active FROM central_gateway") == [("hall", 1)]
    off = by_hand(own.data, "gateway", "hall", "webhook", "http://127.0.0.1:9/events", "--off")
    assert off.returncode == 0
    assert own.rows("SELECT name, active FROM central_gateway") == [("hall", 0)]
    wrong = by_hand(own.data, "progress", '{"what": "nothing"}')
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("central progress: ")
    assert len(wrong.stderr.splitlines()) == 1
    assert by_hand(own.data, "flush").returncode == 2
    assert by_hand(own.data / "nowhere", "tidy").returncode == 2

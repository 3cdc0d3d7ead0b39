"""The service as a process: how it starts, refuses to start and ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from offline_queue.hall_file import load_groups
from offline_queue.sync.bearer import NoToken, read_token
from tests.offline_queue.samples import config, rows
from tests.offline_queue.screen import Screen

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

_PROGRAM = """
import sys
from pathlib import Path
from kiosk.clock import SystemClock
from offline_queue.run import run_service
from tests.offline_queue.samples import config
sys.exit(run_service(config(Path(sys.argv[1])), SystemClock()))
"""


def _run(folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "error", "-c", _PROGRAM, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_sigterm_ends_it_cleanly_and_a_second_one_does_not_start(tmp_short: Path) -> None:
    cfg = config(tmp_short)
    first = _run(tmp_short)
    with Screen(cfg.service_socket) as screen:
        screen.view()
        second = _run(tmp_short)
        _, words = second.communicate(timeout=20)
        assert second.returncode == 3
        assert words.count("\n") == 1 and "another service is using" in words
        os.kill(first.pid, signal.SIGTERM)
        _, words = first.communicate(timeout=20)
    assert first.returncode == 0
    assert "bug" not in words and "Traceback" not in words
    assert not cfg.service_socket.exists()
    assert rows(cfg.state, "SELECT count(*) FROM outbox") == [(0,)]


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("hall.json", "{", "hall.json"),
        ("hall.json", '{"groups": []}', "no queue group"),
        ("hall.json", "[]", "a list is needed"),
    ],
)
def test_an_unusable_configuration_is_one_clear_line(
    tmp_short: Path, file: str, text: str, words: str
) -> None:
    (tmp_short / file).write_text(text)
    process = _run(tmp_short)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 3
    assert said.count("\n") == 1 and words in said


def test_the_token_is_checked_and_never_quoted(tmp_path: Path) -> None:
    for content in (b"", b"caf\xc3\xa9-secret", b"two\nlines", b"\xff\xfe"):
        (tmp_path / "token").write_bytes(content)
        with pytest.raises(NoToken, match="token") as refused:
            read_token(tmp_path / "token")
        assert "secret" not in str(refused.value)
    (tmp_path / "token").write_text("good\n")
    assert read_token(tmp_path / "token") == "good"


def test_the_sample_hall_is_read() -> None:
    assert len(load_groups(ROOT / "provisioning" / "sample" / "hall.json")) >= 3

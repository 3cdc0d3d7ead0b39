"""docs/operations.md and the help: every command in them works, and every action is there."""

import argparse
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from offline_queue.archive.finish import Made
from offline_queue.service import Service
from offline_queue.store.writer import Store
from provisioning.arguments_queue import EPILOG, add_queue
from provisioning.central.keys import platform_keys
from tests.clock import FakeClock
from tests.offline_queue.archive.samples import application, signature
from tests.offline_queue.command_line import ROOT, STRICT, write_config
from tests.offline_queue.operator.scene import fill
from tests.offline_queue.samples import config

LOOKING = ("status", "list", "show", "export", "unseal")
CHANGING = ("retry", "mend", "drop", "archive", "backup", "restore", "adopt")
ACTIONS = LOOKING + CHANGING


PACKAGE = "0b9d0f0e4c7a4d10a3c5f5b1c2d3e4f5"
"""As the chapter has it."""


def _documented() -> list[str]:
    """Every line of a code block of the chapter on the queue."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    chapter = re.search(r"^## The queue$(.*?)^## ", text, re.S | re.M)
    assert chapter is not None
    blocks = re.findall(r"^```sh\n(.*?)^```$", chapter[1], re.S | re.M)
    return [line for block in blocks for line in block.splitlines()]


def test_every_action_is_in_the_chapter_and_in_the_help() -> None:
    parser = argparse.ArgumentParser(prog="main.py queue")
    add_queue(parser)
    words = [shlex.split(line) for line in _documented() if line.startswith("python main.py")]
    assert {line[3] for line in words} == set(ACTIONS)
    for action in ACTIONS:
        with pytest.raises(SystemExit):
            parser.parse_args([action])
        help_text = _help_of(parser, action)
        assert (len(help_text.splitlines()) >= 6 and "--config" in help_text) or action == "unseal"
    for line in re.findall(r"main\.py queue (.*?)(?:  .*)?$", EPILOG, re.M):
        parser.parse_args(line.split())


def _help_of(parser: argparse.ArgumentParser, action: str) -> str:
    (actions,) = [one for one in parser._actions if isinstance(one.choices, dict)]
    assert isinstance(actions.choices, dict)
    text: str = actions.choices[action].format_help()
    return text


@pytest.fixture
def folder(tmp_short: Path) -> Path:
    """A terminal's, whose dead letters are as the documentation has them."""
    write_config(tmp_short)
    keys = platform_keys(tmp_short / "DATA")
    (tmp_short / "platform.pub").write_text(keys.public_hex)
    (tmp_short / "hall.key").write_text("00" * 32)
    for place in ("media/disk", "media/safe", "dev/shm"):
        (tmp_short / place).mkdir(parents=True)
    return tmp_short


@pytest.fixture
def cfg(folder: Path) -> TerminalConfig:
    return config(folder)


@pytest.fixture
def service(cfg: TerminalConfig, clock: FakeClock) -> Iterator[Service]:
    made = Service(cfg, clock)
    made.start()
    yield made
    if (cfg.run / "service.sock").exists():
        made.stop()


def _run(folder: Path, line: str, numbers: dict[str, int | str]) -> None:
    for text, number in numbers.items():
        line = re.sub(rf"\b{text}\b", str(number), line)
    line = line.replace("/dev/shm", f"{folder}/dev/shm").replace("/media", f"{folder}/media")
    line = line.replace("python main.py", f"{sys.executable} {ROOT / 'main.py'}")
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env=STRICT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_every_documented_command_works(
    folder: Path, cfg: TerminalConfig, service: Service
) -> None:
    scene = fill(service.store)
    made = service.intake.finish(application(), [signature(cfg.state)])
    assert isinstance(made, Made)
    numbers: dict[str, int | str] = {"17": scene.dead, "18": scene.older}
    numbers[PACKAGE] = made.package_id
    lines = _documented()
    assert len(lines) >= 17
    for line in lines:
        needs_it_stopped = " restore " in line or " adopt " in line
        if needs_it_stopped and cfg.service_socket.exists():
            service.stop()
        _run(folder, line, numbers)
    store = Store(cfg.state)
    assert store.call(lambda c: c.execute("SELECT count(*) FROM outbox").fetchone()) == (8,)
    store.close()

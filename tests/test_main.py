"""A sober start: what is not as it must be is one clear line with what to do, and help teaches."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from provisioning.output import EXIT_UNREAD, to_a_reader
from tests.offline_queue.command_line import CONFIG as TERMINAL

pytestmark = pytest.mark.slow

MAIN = str(Path(__file__).parents[1] / "main.py")
KEY = "00" * 32

CONFIG = TERMINAL + "[screen]\nwidth = 1080\n"


@pytest.fixture
def folder(tmp_short: Path) -> Path:
    hall = Path(MAIN).parent / "provisioning" / "sample" / "hall.json"
    (tmp_short / "hall.json").write_bytes(hall.read_bytes())
    (tmp_short / "token").write_text("synthetic-token\n")
    for name in ("platform.pub", "hall.key"):
        (tmp_short / name).write_text(KEY)
    (tmp_short / "terminal.toml").write_text(CONFIG)
    return tmp_short


def zizhu(*words: str, program: str = MAIN) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, program, *words], capture_output=True, text=True, timeout=60, check=False
    )


def says_one_line(done: "subprocess.CompletedProcess[str]", *words: str) -> None:
    lines = [line for line in done.stderr.splitlines() if " INFO " not in line]
    assert done.returncode == 3, done.stderr
    assert len(lines) == 1, done.stderr
    assert all(word in lines[0] for word in words), lines[0]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('id = "T00003"', 'id = ""', "terminal.id"),
        ("width = 1080", 'width = "x"', "screen.width"),
        ("[screen]\nwidth = 1080", "", "baud"),
        ("baud = 115200", 'baud = "fast"', "baud"),
        ('"http://127.0.0.1:9"', '"htp://x"', "central.url"),
        ('"tcp://192.0.2.1:9"', '"usb:/dev/x"', "receipt_printer.url"),
        ("baud = 115200", "simulated = true", "--demo"),
        ('run = "run"', f'run = "{"r" * 90}"', "paths.run"),
        ("[paths]", "[paths", "TOML"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it(
    folder: Path, old: str, new: str, word: str
) -> None:
    text = CONFIG.replace(old, new)
    if word == "baud" and not new:
        text = text.replace("baud = 115200", "baud = 0")
    (folder / "terminal.toml").write_text(text)
    done = zizhu("run", "--config", str(folder / "terminal.toml"))
    says_one_line(done, word)


def test_a_missing_configuration_says_how_to_name_one() -> None:
    says_one_line(zizhu("run", "--config", "/nowhere/terminal.toml"), "--config")


@pytest.mark.parametrize("content", ["", "zz" * 32, "00" * 31])
def test_a_wrong_key_is_told_before_anything_starts_and_not_quoted(
    folder: Path, content: str
) -> None:
    (folder / "hall.key").write_text(content)
    done = zizhu("run", "--config", str(folder / "terminal.toml"))
    says_one_line(done, "hall.key")
    assert not content or content not in done.stderr


def test_the_root_of_the_packs_is_asked_for_by_run_and_by_doctor(folder: Path) -> None:
    config = folder / "terminal.toml"
    config.write_text(f"{CONFIG}[items]\n[queue.second]\nurl = 'superior'\n")
    says_one_line(zizhu("run", "--config", str(config)), "packs-root.json", "fetch it from")
    done = zizhu("doctor", "--config", str(config))
    assert done.returncode == 1
    assert "packs-root.json: No such file or directory" in done.stdout
    assert "queue.second.url must begin with https://" in done.stdout


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    (folder / "run").write_text("a file is in its place")
    says_one_line(zizhu("run", "--config", str(folder / "terminal.toml")), "run", "[paths]")


def test_an_unknown_printer_model_stops_the_start(folder: Path) -> None:
    text = CONFIG.replace("epson-80mm-chinese", "no-such-model")
    (folder / "terminal.toml").write_text(text)
    done = zizhu("printers", "--config", str(folder / "terminal.toml"))
    says_one_line(done, "no-such-model", "epson-80mm-chinese")


def test_a_mistake_in_the_file_of_models_is_one_line_and_a_finding(
    folder: Path, tmp_path: Path
) -> None:
    for name in ("kiosk", "devices", "offline_queue", "provisioning"):
        shutil.copytree(Path(MAIN).parent / name, tmp_path / name)
    shutil.copy(MAIN, tmp_path)
    models = tmp_path / "devices" / "receipt_printer" / "models.toml"
    models.write_text(models.read_text("utf-8") + "[acme-p80]\nwidth = 'wide'\n", "utf-8")
    mine, config = str(tmp_path / "main.py"), str(folder / "terminal.toml")
    said = "[acme-p80] width = 'wide': a whole number is needed"
    says_one_line(zizhu("printers", "--config", config, program=mine), said)
    done = zizhu("doctor", "--config", config, program=mine)
    assert f"fail  receipt printer: the printer host cannot work: {said}" in done.stdout


def test_a_second_instance_leaves_the_first_alone(folder: Path) -> None:
    config = str(folder / "terminal.toml")
    argv = [sys.executable, MAIN, "run", "--config", config, "--no-screen"]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as first:
        assert first.stderr is not None
        for line in first.stderr:
            if "ready" in line:
                break
        says_one_line(zizhu("run", "--config", config, "--no-screen"), "runs already")
        assert first.poll() is None
        first.terminate()
        rest = first.stderr.read()
    assert first.returncode == 0
    assert "Traceback" not in rest


@pytest.mark.parametrize(
    "command", ["", "run", "demo", "central", "queue", "doctor", "service", "cards", "screen"]
)
def test_help_teaches(command: str) -> None:
    done = zizhu(*([command] if command else []), "--help")
    assert done.returncode == 0
    assert "usage:" in done.stdout
    assert len(done.stdout.splitlines()) >= 6


def test_queue_status_of_a_stopped_terminal_that_recorded_nothing(folder: Path) -> None:
    done = zizhu("queue", "status", "--config", str(folder / "terminal.toml"))
    says_one_line(done, "recorded nothing yet")


def unread(*words: str) -> "subprocess.CompletedProcess[bytes]":
    """Nobody reads what it says. A first word `-u`: it is told line by line, not all at the end."""
    reader, writer = os.pipe()
    os.close(reader)
    at_once = words[:1] == ("-u",)
    said = [sys.executable, *words[:at_once], MAIN, *words[at_once:]]
    done = subprocess.run(said, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    return done


def test_who_has_read_enough_may_close_the_pipe() -> None:
    done = unread("items", "show", "992001107000")
    assert (done.returncode, done.stderr) == (EXIT_UNREAD, b"")


@pytest.mark.parametrize("words", [("places",), ("places", "--json"), ("search", "身份证")])
def test_a_catalogue_of_which_no_more_is_read_can_be_used(words: tuple[str, ...]) -> None:
    done = unread("-u", "items", *words)
    assert (done.returncode, done.stderr) == (EXIT_UNREAD, b"")


def test_a_pipe_that_broke_elsewhere_is_not_hidden() -> None:
    with pytest.raises(BrokenPipeError), to_a_reader():
        raise BrokenPipeError

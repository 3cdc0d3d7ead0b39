"""A terminal's file, and what is typed to main.py: in this process, or in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

from main import main

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
[terminal]
id = "T00003"
name = "03 号机"
[site]
hall_id = "990100"
name = "示例市政务服务中心"
zone = "24 小时自助服务区"
hotline = "12345"
hall_file = "hall.json"
[paths]
state = "state"
run = "run"
[central]
url = "http://127.0.0.1:9"
token_file = "token"
platform_key_file = "platform.pub"
hall_key_file = "hall.key"
[devices.id_reader]
port = "/dev/null"
baud = 115200
[devices.receipt_printer]
url = "tcp://192.0.2.1:9"
profile = "epson-80mm-chinese"
"""
STRICT = os.environ | {"PYTHONWARNINGS": "error"}


def write_config(folder: Path) -> Path:
    """terminal.toml of the same terminal as `samples.config` makes; its path."""
    path = folder / "terminal.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def here(config_file: Path, *words: str) -> int:
    """`main.py WORDS`, in this process; the exit status."""
    return main([*words, "--config", str(config_file)])


def command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *words]


def apart(config_file: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """The same in a process of its own, whose warnings are errors."""
    return subprocess.run(
        command(*words, "--config", str(config_file)),
        env=STRICT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

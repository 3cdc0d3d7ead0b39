"""kill -9 while packs are fetched and installed: the catalogue is always one published version."""

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from provisioning.catalogue.rows import root_now
from provisioning.catalogue.schema import open_reader
from provisioning.packs.publish import Press
from tests.provisioning.central.platform import ROOT
from tests.provisioning.packs.mirror import Mirror
from tests.provisioning.packs.samples import Terminal, one, release, root_of, summary

ROUNDS = 9
_LOOKS = """
import os, sys
from pathlib import Path
from tests.provisioning.packs.samples import Terminal
while sys.stdin.readline():
    child = os.fork()
    if not child:
        Terminal(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])).look()
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    os.waitpid(child, 0)
    print("gone", flush=True)
"""
"""Forks a process for each line, since loading everything would take longer than what is tested."""


@pytest.mark.slow
def test_kill_9_at_any_moment_leaves_a_published_version(
    press: Press, mirror: Mirror, terminal: Terminal
) -> None:
    codes = [f"9905010{number:02d}000" for number in range(20)]
    folder = terminal.settings.catalogue.parent
    command = [sys.executable, "-c", _LOOKS, str(folder), mirror.url]
    command.append(str(terminal.settings.root_file))
    published: dict[int, bytes] = {}
    chance, pause = random.Random(5), threading.Event()
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as looks:
        assert looks.stdin is not None
        assert looks.stdout is not None
        for number in range(1, ROUNDS + 1):
            half = [
                one(code, by_law=summary(f"依据{number}"), package_ver=1 + number)
                for code in codes[: 5 + number]
            ]
            release(press, *half, *(one(code) for code in codes[5 + number :]))
            published[number] = root_of(press)
            print("go", file=looks.stdin, flush=True)
            child = int(looks.stdout.readline())
            pause.wait(chance.uniform(0.0, 0.4))
            os.kill(child, signal.SIGKILL)  # it is not reaped yet, even where it has ended
            print("killed", file=looks.stdin, flush=True)
            assert looks.stdout.readline() == "gone\n"
            check(terminal.settings.catalogue, published)
        looks.stdin.close()
    terminal.look()
    assert (terminal.version(), terminal.root()) == (ROUNDS, published[ROUNDS])


def check(catalogue: Path, published: dict[int, bytes]) -> None:
    """What a reader sees is whole: the rows give the root of the version that they say they are."""
    if not catalogue.exists():
        return
    db = open_reader(catalogue)
    try:
        row = db.execute("SELECT version, root FROM packs WHERE last IS NULL").fetchone()
        if row is not None:
            version, root = row
            assert published[version] == root == root_now(db, "city")
    finally:
        db.close()

"""Every harness, with random bytes, and with those that coverage leads to."""

import os
import subprocess
import sys
from importlib import import_module, util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
NAMES = sorted(path.stem.removeprefix("fuzz_") for path in HERE.glob("fuzz_*.py"))
BURST_S = 3
SHARE = 0.04
"""Of SOAK_MINUTES, for each harness."""
needs_atheris = pytest.mark.skipif(util.find_spec("atheris") is None, reason="no atheris here")


def harness(name: str) -> ModuleType:
    return import_module(f"tests.devices.fuzz.fuzz_{name}")


def fuzz(name: str, seconds: float, folder: Path) -> None:
    """Run atheris; fails with the crash and the input, in hexadecimal, that made it."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(harness(name).SEEDS):
        (corpus / f"seed{number}").write_bytes(seed)
    command = [sys.executable, "-m", "tests.devices.fuzz.run", name, str(corpus)]
    limits = ["-max_len=4096", "-timeout=5", "-rss_limit_mb=0", "-malloc_limit_mb=512"]
    run = [f"-max_total_time={int(seconds)}", f"-artifact_prefix={folder}/crash-"]
    ended = subprocess.run(
        [*command, *limits, *run],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds + 60,
        check=False,
    )
    crashes = [path.read_bytes().hex() for path in folder.glob("crash-*")]
    told = ended.stdout[-4000:] + ended.stderr[-4000:]
    assert ended.returncode == 0 and not crashes, f"input {crashes}\n{told}"


@pytest.mark.parametrize("name", NAMES)
def test_random_bytes(name: str) -> None:
    module = harness(name)

    @settings(max_examples=100)
    @given(st.binary(max_size=600), st.sampled_from(module.SEEDS), st.integers(0))
    def any_bytes(data: bytes, seed: bytes, at: int) -> None:
        module.one_input(data)
        cut = at % (len(seed) + 1)
        module.one_input(seed[:cut] + data + seed[cut:])
        module.one_input(seed[:cut] + data + seed[cut + len(data) :])

    for seed in module.SEEDS:
        module.one_input(seed)
    any_bytes()


@needs_atheris
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_burst(name: str, tmp_path: Path) -> None:
    fuzz(name, BURST_S, tmp_path)


@needs_atheris
@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_a_long_run(name: str, tmp_path: Path) -> None:
    minutes = float(os.environ.get("SOAK_MINUTES", "30"))
    fuzz(name, minutes * 60 * SHARE, tmp_path)

"""Write requirements.lock: every package this product is installed from, by name, version and hash.

`make lock` runs it. pip itself resolves `pyproject.toml` (dependencies and the dev extra) once for
each target below, without installing anything, and reports which wheels it would take. The lock
holds name==version and the SHA-256 of those wheels, and no address: where the files come from is
the setting of the machine that installs them.

pip evaluates environment markers of the Python that runs it, not of the target: run this with
the oldest supported Python, so that no back-port is missing. Only wheels are taken, so nothing is
compiled, and no build script runs, at installation; but for the packages of SOURCES, which publish
no wheel: requirements-source.lock holds the hash of their source, compiled with what the other file
installs.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
SOURCE_LOCK = ROOT / "requirements-source.lock"
SOURCES = ("pyscard",)
"""No Linux wheel is published."""
TARGETS = (
    ("3.11", "x86_64"),  # Debian 12
    ("3.12", "x86_64"),  # Ubuntu 24.04
    ("3.13", "x86_64"),  # Debian 13
    ("3.11", "aarch64"),
    ("3.12", "aarch64"),
    ("3.13", "aarch64"),
)
NEWEST_GLIBC = {"x86_64": 36, "aarch64": 39}
"""Minor version of glibc 2: Debian 12's. On aarch64 Qt's wheels ask for Ubuntu 24.04's."""

HEADER = """\
# Every package that Zizhu is installed from: exact version and SHA-256 of each accepted wheel
# (CPython 3.11 to 3.13, Linux x86_64 and aarch64). Written by `make lock` from pyproject.toml;
# not edited by hand. Install: pip install --require-hashes -r requirements.lock
"""
SOURCE_HEADER = """\
# Packages without a wheel: exact version and SHA-256 of the source. Written by `make lock`.
# Install after requirements.lock, with swig, a C compiler and the headers of Python and pcsc-lite:
# pip install --require-hashes --no-deps --no-build-isolation -r requirements-source.lock
"""

Lock = dict[str, tuple[str, set[str]]]
"""name -> (version, SHA-256 of the wheels in hexadecimal)"""


def main() -> int:
    lock: Lock = {}
    wheels = [text for text in requirements() if not text.startswith(SOURCES)]
    for python, machine in TARGETS:
        print(f"resolving for Python {python} on {machine}", flush=True)
        wanted = [text.partition(";")[0] for text in wheels if _fits(text, machine)]
        merge(lock, resolve(wanted, python, machine), f"Python {python} on {machine}")
    LOCK.write_text(render(HEADER, lock, markers(wheels)), encoding="utf-8")
    sources: Lock = {}
    merge(sources, resolve_sources(), "the source")
    SOURCE_LOCK.write_text(render(SOURCE_HEADER, sources, {}), encoding="utf-8")
    print(f"{LOCK.name}: {len(lock)} packages; {SOURCE_LOCK.name}: {len(sources)}")
    return 0


def requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted: list[str] = project["dependencies"] + project["optional-dependencies"]["dev"]
    return wanted


def markers(wanted: list[str]) -> dict[str, str]:
    """name -> environment marker, of those that are not for every machine."""
    parts = [text.partition(";") for text in wanted if ";" in text]
    return {canonical(name.partition("==")[0]): marker.strip() for name, _, marker in parts}


def _fits(text: str, machine: str) -> bool:
    marker = text.partition(";")[2].strip()
    return marker in ("", f"platform_machine == '{machine}'")


def resolve(wanted: list[str], python: str, machine: str) -> list[dict[str, Any]]:
    """What pip would install: the `install` list of its report (pip's installation report v1).

    Raises subprocess.CalledProcessError when pip finds no solution; pip has then said why.
    """
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC[machine], 4, -1)]
    platforms += [f"manylinux2014_{machine}", f"manylinux1_{machine}"]
    options = ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
    return _report([*options, *(f"--platform={platform}" for platform in platforms), *wanted])


def resolve_sources() -> list[dict[str, Any]]:
    wanted = [text for text in requirements() if text.startswith(SOURCES)]
    return _report(["--no-deps", *(f"--no-binary={name}" for name in SOURCES), *wanted])


def _report(arguments: list[str]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        command += ["--target", f"{folder}/nothing", "--ignore-installed", "--report", str(report)]
        subprocess.run([*command, *arguments], check=True)
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
        return found


def merge(lock: Lock, installs: list[dict[str, Any]], target: str) -> None:
    """Add what one target takes. SystemExit where two targets would take different versions."""
    for entry in installs:
        name = canonical(entry["metadata"]["name"])
        version = entry["metadata"]["version"]
        digest = entry["download_info"]["archive_info"]["hashes"]["sha256"]
        known, digests = lock.setdefault(name, (version, set()))
        if known != version:
            raise SystemExit(
                f"{name}: {known} elsewhere, {version} for {target}; pin it in pyproject.toml"
            )
        digests.add(digest)


def canonical(name: str) -> str:
    """The name as PEP 503 writes it."""
    return name.lower().replace("_", "-").replace(".", "-")


def render(header: str, lock: Lock, marked: dict[str, str]) -> str:
    lines = [header.rstrip("\n")]
    for name, (version, digests) in sorted(lock.items()):
        hashes = [f"    --hash=sha256:{digest}" for digest in sorted(digests)]
        only = f" ; {marked[name]}" if name in marked else ""
        lines.append(" \\\n".join([f"{name}=={version}{only}", *hashes]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

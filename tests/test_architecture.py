"""The house's rules. An exception is a named line here, with its reason.

The star itself (who may import whom) is held by import-linter's contracts in pyproject.toml, and
that imports stand at the top and in full by ruff.
"""

import ast
import os
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("kiosk", "devices", "ui", "offline_queue", "provisioning", "tests")
NOT_OURS = {".git", ".venv", ".hypothesis", "__pycache__", "build", "demo-out"} | {
    f".{tool}_cache" for tool in ("mypy", "ruff", "pytest", "import_linter")
}
PYTHON_LINES, QML_LINES, FUNCTION_LINES = 250, 150, 40

LONG_FILES: dict[str, str] = {}
"""path -> why it may be longer"""
LONG_FUNCTIONS: dict[str, str] = {}
"""path::function -> why it may be longer"""

ADDRESSES = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "/py" + "pi/"]
ABSOLUTE = [f"/{folder}/" for folder in ("work", "root")]
LEFTOVERS = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom


@cache
def files(suffix: str = "") -> list[Path]:
    """Every file of the repository with that suffix."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        found += [Path(folder, name) for name in names if name.endswith(suffix)]
    return sorted(found)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=relative(path))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


class Outline(Struct, frozen=True):
    """What is kept of a file: a whole tree would be far more, 1,600 times."""

    functions: dict[str, int]
    """name -> lines"""
    imports: tuple[tuple[str, ...], ...]
    """For each import the names that it may mean."""


@cache
def outline(path: Path) -> Outline:
    functions: dict[str, int] = {}
    imports = []
    for node in ast.walk(parse(path)):
        if isinstance(node, Function):
            length = (node.end_lineno or 0) - node.lineno + 1
            functions[node.name] = max(length, functions.get(node.name, 0))
        elif isinstance(node, Import):
            imports.append(tuple(imported(node)))
    return Outline(functions, tuple(imports))


def imported(node: Import) -> list[str]:
    """Dotted names that an absolute import may mean: `from a.b import c` is a.b or a.b.c."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names]


def test_files_are_short() -> None:
    limits = {".py": PYTHON_LINES, ".qml": QML_LINES}
    long = {
        relative(path): lines(path)
        for suffix, limit in limits.items()
        for path in files(suffix)
        if lines(path) > limit
    }
    assert long.keys() == LONG_FILES.keys(), long


def test_functions_are_short() -> None:
    long = {
        f"{relative(path)}::{name}": length
        for path in files(".py")
        for name, length in outline(path).functions.items()
        if length > FUNCTION_LINES
    }
    assert long.keys() == LONG_FUNCTIONS.keys(), long


def test_no_import_cycle() -> None:
    paths = {module_name(path): path for path in files(".py") if relative(path) != "main.py"}
    graph = {name: imports_among(set(paths), path) - {name} for name, path in paths.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("imports in a circle: " + " -> ".join(error.args[1]))


def module_name(path: Path) -> str:
    return relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_among(ours: set[str], path: Path) -> set[str]:
    """Our modules that a module names in its imports (not the packages above them)."""
    found = set()
    for names in outline(path).imports:
        for name in names:
            found |= {name, name.rpartition(".")[0]} & ours if name not in ours else {name}
    return found


LIGHT_PARTS = ("provisioning.settings", "provisioning.arguments", "provisioning.output")
"""The reader of the configuration, the command line, and what it writes to."""


def test_main_loads_only_what_its_command_needs() -> None:
    """main.py may import everybody, but at its top only the standard library, kiosk and
    LIGHT_PARTS, which themselves load no more than these."""
    main = parse(ROOT / "main.py")
    light = sys.stdlib_module_names | {"kiosk"}
    commands = [node for node in main.body if isinstance(node, Function)]
    inside = {id(node) for command in commands for node in ast.walk(command)}
    for node in ast.walk(main):
        if isinstance(node, Import):
            names = {n for n in imported(node) if not n.startswith(LIGHT_PARTS)}
            heavy = {name.partition(".")[0] for name in names} - light
            assert not heavy or id(node) in inside, f"main.py:{node.lineno} imports {heavy}"


def test_every_folder_of_ours_is_a_package() -> None:
    bare = {
        relative(path.parent)
        for path in files(".py")
        if path.parent != ROOT and not (path.parent / "__init__.py").exists()
    }
    assert not bare
    assert all((ROOT / part / "__init__.py").exists() for part in PARTS)


def test_the_star_holds() -> None:
    """One part knows the core and never another part; each library has one home."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    linter = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert linter.returncode == 0, linter.stdout + linter.stderr


@pytest.mark.parametrize(
    "words", [ADDRESSES, ABSOLUTE, LEFTOVERS], ids=["registry", "machine", "leftover"]
)
def test_no_file_speaks_of_anything_but_the_product(words: list[str]) -> None:
    """No registry's address, no path of a developer's machine, nothing left for later."""
    found = [
        f"{relative(path)}: {word}"
        for path in files()
        if b"\0" not in (content := path.read_bytes())
        for word in words
        if word.encode() in content
    ]
    assert not found

"""Which test proves which requirement: `python -m tests.rows` writes docs/requirements.md.

The rows are data (tests/requirements/rows.toml). A test names the rows that it proves with
`@pytest.mark.row("S005")`; the names are read from the source, so no test is run for this.
`--check` writes nothing and exits 1 when the page is out of date.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
DATA = TESTS / "requirements" / "rows.toml"
PAGE = ROOT / "docs" / "requirements.md"
KEYS = {"id", "group", "says", "does", "works", "missing"}
SHORT = 110
"""Longest requirement text on the page, in characters; the whole text is in the data."""

HEADER = """\
# Requirements and their proof

Written by `make rows` from `tests/requirements/rows.toml` (the quoted words, what the terminal
does, and when that counts as working) and from the tests that carry a row's name; not edited by
hand. A limit that is not in the quoted text is this project's own. A row is proved when its tests
show what its last field says; *still missing* names the part that they do not show.
"""

Row = dict[str, str]
Proofs = dict[str, list[str]]
"""row id -> names of tests, as pytest writes them"""


class RowsError(Exception):
    """The data or a test's mark is wrong; the text says which and where."""


def main(arguments: list[str]) -> int:
    check = arguments == ["--check"]
    if arguments and not check:
        print("usage: python -m tests.rows [--check]", file=sys.stderr)
        return 2
    try:
        rows = load(DATA)
        page = render(rows, find_proofs(TESTS, {row["id"] for row in rows}))
    except RowsError as error:
        print(error, file=sys.stderr)
        return 1
    if not check:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        print("docs/requirements.md is out of date: run `make rows`", file=sys.stderr)
        return 1
    return 0


def load(data: Path) -> list[Row]:
    rows: list[Row] = tomllib.loads(data.read_text(encoding="utf-8"))["row"]
    seen: set[str] = set()
    for row in rows:
        if row["id"] in seen:
            raise RowsError(f"{data.name}: {row['id']} twice")
        if unknown := row.keys() - KEYS:
            raise RowsError(f"{data.name}: {row['id']} has unknown keys {sorted(unknown)}")
        seen.add(row["id"])
    return rows


def find_proofs(tests: Path, known: set[str]) -> Proofs:
    """Raises RowsError for a mark that names no row."""
    proofs: Proofs = {}
    for file in sorted(tests.rglob("test_*.py")):
        name = file.relative_to(tests.parent).as_posix()
        for test, row, line in marks(ast.parse(file.read_text(encoding="utf-8"), filename=name)):
            if row not in known:
                raise RowsError(f"{name}:{line}: {row!r} is no row of {DATA.name}")
            proofs.setdefault(row, []).append(f"{name}::{test}")
    return proofs


def marks(module: ast.Module) -> Iterator[tuple[str, object, int]]:
    """(test, row id, line) of each mark on a function, a class or a method of a class."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from ((node.name, *found) for found in marks_on(node))
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    for found in marks_on(method):
                        yield (f"{node.name}::{method.name}", *found)


def marks_on(node: ast.FunctionDef | ast.ClassDef) -> Iterator[tuple[object, int]]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.row":
            for argument in decorator.args:
                row = argument.value if isinstance(argument, ast.Constant) else None
                yield (row or ast.unparse(argument), argument.lineno)


def render(rows: list[Row], proofs: Proofs) -> str:
    proved = sum(1 for row in rows if row["id"] in proofs and "missing" not in row)
    partly = sum(1 for row in rows if row["id"] in proofs and "missing" in row)
    missing = len(rows) - proved - partly
    lines = [HEADER, f"{len(rows)} rows: {proved} proved, {partly} in part, {missing} missing."]
    group = ""
    for row in rows:
        if row["group"] != group:
            group = row["group"]
            lines += ["", f"## {group}", "", "| ID | requirement | proof |", "|---|---|---|"]
        proof = evidence(row, proofs.get(row["id"], []))
        lines.append(f"| {row['id']} | {cell(short(row['does']))} | {proof} |")
    return "\n".join(lines) + "\n"


def evidence(row: Row, tests: list[str]) -> str:
    if not tests:
        return f"missing: {cell(row.get('missing', 'not built yet'))}"
    parts = [f"`{test}`" for test in tests]
    if "missing" in row:
        parts.append(f"*still missing:* {cell(row['missing'])}")
    return "<br>".join(parts)


def short(text: str) -> str:
    """The first sentence, or its beginning."""
    sentence = text.partition(". ")[0].rstrip(".")
    if len(sentence) <= SHORT:
        return sentence
    return sentence[:SHORT].rpartition(" ")[0].rstrip(",;:") + " …"


def cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

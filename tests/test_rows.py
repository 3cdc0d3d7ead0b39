"""The requirement rows: complete, and honest about what proves them."""

from pathlib import Path

import pytest

from tests import rows

DATA = rows.load(rows.DATA)
KNOWN = {row["id"] for row in DATA}


def write_test(folder: Path, source: str) -> Path:
    tests = folder / "tests"
    tests.mkdir()
    (tests / "test_it.py").write_text(source, encoding="utf-8")
    return tests


def test_every_row_of_the_founding_documents_is_there() -> None:
    wanted = [f"S{n:03}" for n in range(1, 164)] + [f"CP-{n:02}" for n in range(1, 15)]
    assert [row["id"] for row in DATA] == wanted
    assert all(row["says"] and row["does"] and row["group"] for row in DATA)
    assert all(row["works"] for row in DATA if row["id"].startswith("S"))


def test_marks_are_found_on_functions_classes_and_methods(tmp_path: Path) -> None:
    tests = write_test(
        tmp_path,
        '@pytest.mark.row("S005", "S006")\ndef test_a(): ...\n\n'
        '@pytest.mark.row("S006")\nclass TestB:\n'
        '    @pytest.mark.row("CP-02")\n    def test_c(self): ...\n',
    )
    assert rows.find_proofs(tests, KNOWN) == {
        "S005": ["tests/test_it.py::test_a"],
        "S006": ["tests/test_it.py::test_a", "tests/test_it.py::TestB"],
        "CP-02": ["tests/test_it.py::TestB::test_c"],
    }


def test_a_mark_that_names_no_row_is_an_error(tmp_path: Path) -> None:
    tests = write_test(tmp_path, '@pytest.mark.row("S999")\ndef test_a(): ...\n')
    with pytest.raises(rows.RowsError, match=r"tests/test_it.py:1: 'S999' is no row"):
        rows.find_proofs(tests, KNOWN)


def test_the_page_tells_proved_from_partly_proved_and_missing() -> None:
    base = {"group": "g", "says": "s", "does": "One. Two.", "works": "w"}
    page = rows.render(
        [base | {"id": "S001"}, base | {"id": "S002", "missing": "a|b"}, base | {"id": "S003"}],
        {"S001": ["tests/a.py::test_x"], "S002": ["tests/a.py::test_y"]},
    )
    assert "3 rows: 1 proved, 1 in part, 1 missing." in page
    assert "| S001 | One | `tests/a.py::test_x` |" in page
    assert "| S002 | One | `tests/a.py::test_y`<br>*still missing:* a\\|b |" in page
    assert "| S003 | One | missing: not built yet |" in page


@pytest.mark.slow
def test_a_page_left_behind_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rows, "PAGE", tmp_path / "requirements.md")
    assert rows.main(["--check"]) == 1
    assert rows.main([]) == 0
    assert rows.main(["--check"]) == 0
    rows.PAGE.write_text("old", encoding="utf-8")
    assert rows.main(["--check"]) == 1
    assert capsys.readouterr().err.count("is out of date: run `make rows`") == 2

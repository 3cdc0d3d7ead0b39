"""The catalogue as the service asks it: what people ask, and what hints at whom it may be for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.messages.hints import HintRule
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.schema import HINTING
from provisioning.catalogue.shelf import Shelf
from provisioning.catalogue.writer import Writer
from tests.kiosk.item_samples import RENEWAL, item
from tests.provisioning.catalogue.items import AT, code_of, pack, package

ALLOWANCE = "990501001000"
"""高龄津贴申领."""


@pytest.fixture
def shelf(sample_file: Path) -> Iterator[Shelf]:
    one = Shelf(sample_file, "990100")
    yield one
    one.close()


@pytest.mark.row("S138")
@pytest.mark.parametrize("typed", ["shenfenzhengduojiuhuan", "身份证提前多久可以换"])
def test_an_answer_is_the_packages_own_and_names_its_version(shelf: Shelf, typed: str) -> None:
    shown = item(RENEWAL)
    best = next(one for one in shelf.ask(typed, 2, AT) if one.code == RENEWAL)
    assert (best.name, best.version) == (shown.task_name.zh, shown.package_ver)
    assert (best.question, best.answer) in {(q.question.zh, q.answer.zh) for q in shown.questions}


@pytest.mark.row("S138")
def test_no_text_but_a_packages_comes_back(shelf: Shelf) -> None:
    texts = {
        (code, text)
        for code in shelf.codes(AT)
        for one in item(code).questions
        for text in (one.question.zh, one.answer.zh)
    }
    for typed in ("zhengming", "身份证", "jintie", "yibao", "多少钱", "guohao", "nengdaibanma"):
        for one in shelf.ask(typed, 2, AT):
            assert {(one.code, one.question), (one.code, one.answer)} <= texts
    assert shelf.ask("s", 2, AT) == shelf.ask("sfz", 2, AT) == ()


@pytest.mark.row("S139")
def test_every_item_that_hints_comes_with_its_rules_and_what_speaks_against_it(
    shelf: Shelf,
) -> None:
    found = {one.code: one for one in shelf.hinted(AT)}
    assert set(found) == {code for code in shelf.codes(AT) if item(code).hints}
    one, shown = found[ALLOWANCE], item(ALLOWANCE)
    assert one.name == "高龄津贴申领"
    assert one.hints == tuple(
        HintRule(each.rule, each.text.zh, each.text.say("en")) for each in shown.hints
    )
    assert one.against == tuple(each.rule for each in shown.exclusions)


def test_who_asks_for_hints_does_not_read_every_document(tmp_path: Path) -> None:
    """A word in a text that looks like the field is none; a later version counts at once."""
    path, name = tmp_path / "catalogue.sqlite3", '"hints":[{'
    hint = [{"rule": "age >= 70", "text": "可以"}]
    with Writer(path) as writer:
        rows = (package(code_of(1), summary=name), package(code_of(2), hints=hint))
        writer.apply(pack(1, rows), AT)
        shelf = Shelf(path, "990100")
        assert [one.code for one in shelf.hinted(AT)] == [code_of(2)]
        rows = (package(code_of(1), hints=hint), package(code_of(2)))
        writer.apply(pack(2, rows), AT)
        assert [one.code for one in shelf.hinted(AT)] == [code_of(1)]
        shelf.close()
    with Reader(path) as reader:
        plan = reader._db.execute(
            f"EXPLAIN QUERY PLAN SELECT item FROM documents WHERE {HINTING}"
        ).fetchall()
    assert "documents_hinting" in str(plan)

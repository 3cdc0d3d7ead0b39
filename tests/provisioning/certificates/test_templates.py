"""Every template that is delivered gives a document: of items, of slips, of the registry."""

import json
import subprocess
import zlib
from base64 import b64decode
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from kiosk.items.parse import load_json, parse_item
from kiosk.numbers import is_credit_code
from provisioning.central.certificates.data import Paper, chosen_of, data_of, masked
from provisioning.central.sources import facts_of
from provisioning.central.sources.person import Asked
from provisioning.certificates.picture import svg
from provisioning.certificates.registry import LAYOUTS, BadRegistry, Type, load_registry
from provisioning.certificates.render import Renderer
from tests.provisioning.certificates.sample import ITEMS, NOW, NUMBER, RARE, data

GOLDEN = Path(__file__).with_name("golden.json")
SLIPS = LAYOUTS.parent / "slips"
PAPERS = sorted(path.parent.name for path in ITEMS.glob("*/certificate.typ"))
THUMB = (42, 42)
TODAY = date(2030, 11, 21)
TOLERANCE = 4.0
"""Of 255, on average: other versions of fonts differ by less, a line that moved by more."""


def asked_of(code: str, chosen: dict[str, str]) -> Asked:
    if code == "992000702000":
        return Asked("示例市某某科技有限公司", "91990100MA0990001X", chosen, TODAY)
    return Asked(RARE, NUMBER, chosen, TODAY)


def facts_for(code: str, chosen: dict[str, str] | None = None) -> dict[str, Any]:
    item = parse_item(load_json((ITEMS / code / "item.json").read_bytes()))
    assert item.certificate is not None
    terms = item.certificate
    periods = {one.id for one in terms.options if one.type == "month" and one.required}
    wanted = {name: "2029-01" if "from" in name else "2030-10" for name in periods}
    asked = asked_of(code, chosen_of(terms, wanted | (chosen or {}), TODAY))
    paper = Paper("1.2.156.3005.2.X", "7KQ2M9XWE4TA", 1, "2030-11-21", "", "zh", "v.example")
    return data_of(item, terms, asked, facts_of(terms.source, asked), paper)


def words_of(pdf: bytes, folder: Path) -> str:
    (folder / "one.pdf").write_bytes(pdf)
    command = ["pdftotext", str(folder / "one.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_there_are_templates_for_every_item_that_gives_a_paper() -> None:
    named = {
        path.parent.name
        for path in ITEMS.glob("*/item.json")
        if "certificate" in json.loads(path.read_bytes())
    }
    assert set(PAPERS) == named
    assert len(PAPERS) + len(list(SLIPS.glob("*.typ"))) >= 12


@pytest.mark.parametrize("code", PAPERS)
def test_an_items_template_prints_its_person_and_hides_them_in_a_preview(
    renderer: Renderer, tmp_path: Path, code: str
) -> None:
    facts, template = facts_for(code), (ITEMS / code / "certificate.typ").read_bytes()
    holder = facts["holder"]
    text = words_of(renderer.pdf(template, facts, NOW), tmp_path)
    hidden = words_of(renderer.pdf(template, masked(facts), NOW), tmp_path)
    if code == "992000704000":
        assert "示范文本" in text, "a model contract is nobody's"
        return
    assert holder["name"] in text and holder["id_no"] in text
    assert "打印件上" in hidden, "where the code will be"
    if code != "992000702000":  # what a company is called is public
        assert holder["name"] not in hidden and holder["id_no"] not in hidden


@pytest.mark.parametrize("code", ["992000103000", "992000302000", "992000801000"])
def test_papers_in_english_are_english(renderer: Renderer, tmp_path: Path, code: str) -> None:
    facts = facts_for(code) | {"lang": "en"}
    text = words_of(
        renderer.pdf((ITEMS / code / "certificate.typ").read_bytes(), facts, NOW), tmp_path
    )
    assert "November 21, 2030" in text and "Sample City" in text


@pytest.mark.parametrize("code", ["992000302000", "992000501000", "992000601000", "992000801000"])
def test_the_chosen_period_is_printed_and_where_it_has_nothing_that_is_said(
    renderer: Renderer, tmp_path: Path, code: str
) -> None:
    template = (ITEMS / code / "certificate.typ").read_bytes()

    def printed(first: str, last: str, lang: str) -> str:
        facts = facts_for(code, {"period_from": first, "period_to": last}) | {"lang": lang}
        return "".join(words_of(renderer.pdf(template, facts, NOW), tmp_path).split())

    assert "2029年3月至2029年8月" in printed("2029-03", "2029-08", "zh")
    assert "March2029toAugust2029" in printed("2029-03", "2029-08", "en")
    assert "该时段无" in printed("1995-01", "1995-12", "zh")
    assert "inthisperiod" in printed("1995-01", "1995-12", "en")


@pytest.mark.row("S095")
def test_a_business_licence_says_its_credit_code_and_which_copy_it_is(
    renderer: Renderer, tmp_path: Path
) -> None:
    template = (ITEMS / "992000702000" / "certificate.typ").read_bytes()
    facts = facts_for("992000702000")
    text = words_of(renderer.pdf(template, facts, NOW), tmp_path)
    assert "91990100MA0990001X" in text and "正本" in text and "营业执照" in text
    item = parse_item(load_json((ITEMS / "992000702000" / "item.json").read_bytes()))
    assert {str(one) for one in item.credentials} <= {"EBL", "UKEY"}


@pytest.mark.parametrize("name", sorted(path.stem for path in SLIPS.glob("*.typ")))
def test_a_slip_is_drawn_with_its_code(renderer: Renderer, tmp_path: Path, name: str) -> None:
    facts: dict[str, Any] = {
        "title": {"zh": "办事指南", "en": "Guide"},
        "number": "A-017",
        "pickup_code": "7KQ2M9XWE4TA",
        "code_svg": svg("HTTPS://X.EXAMPLE/G/1"),
        "facts": [{"label": {"zh": "事项"}, "value": "户籍证明开具"}],
        "materials": ["居民身份证"],
        "missing": ["照片"],
        "steps": ["到任一终端，刷身份证。"],
        "tables": [{"columns": ["月份", "金额"], "rows": [["2030-01", "12.00"]]}],
    }
    text = words_of(renderer.pdf((SLIPS / f"{name}.typ").read_bytes(), facts, NOW), tmp_path)
    assert "办事指南" in text and "户籍证明开具" in text


@pytest.mark.row("S087", "S092")
def test_the_registry_has_its_types_as_data() -> None:
    registry = load_registry()
    assert len(registry.types) >= 104
    assert len(registry.frequent) >= 17
    assert all(is_credit_code(one.issuer) for one in registry.types)
    assert {one.layout for one in registry.types} <= {path.stem for path in LAYOUTS.glob("*.typ")}


def test_a_registry_with_a_fault_says_which(tmp_path: Path) -> None:
    good = '[department.11990100MB09900168]\nname = "n"\naccent = "#000000"\n'
    one = '[[department.11990100MB09900168.type]]\ncode = "201"\nzh = "甲"\nen = "A"\n'
    for number, text in enumerate(
        (
            "x = ",
            good.replace("0168", "0169"),
            good + one,
            good + one + 'labels = "x"\nlayout = "none"\n',
            good + 2 * (one + 'labels = "x"\n'),
        )
    ):
        path = tmp_path / f"{number}.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadRegistry):
            load_registry(path)


def drawn(renderer: Renderer, one: Type) -> Image.Image:
    facts = [{"label": label, "value": f"示例{label}"} for label in one.labels]
    facts_data = data(
        type_name=one.name.all(),
        issuer={"name": {"zh": one.issuer_name}, "code": one.issuer},
        facts=facts,
        accent=one.accent,
        credit_code="91990100MA0990001X",
        tables=[{"columns": list(one.labels), "rows": [[f"示例{x}" for x in one.labels]] * 3}],
    )
    (page,) = renderer.pictures(one.template, facts_data, NOW, 30)
    with Image.open(BytesIO(page)) as image:
        return image.convert("L").resize(THUMB, Image.Resampling.BOX)


@pytest.mark.slow
@pytest.mark.row("S092")
def test_every_type_of_the_registry_is_drawn_as_it_was(renderer: Renderer) -> None:
    """Against small pictures in golden.json: `python -m tests.provisioning.certificates.golden`
    draws them anew, after somebody has looked at the new ones."""
    golden = json.loads(GOLDEN.read_bytes())
    wrong = []
    for one in load_registry().types:
        now = np.asarray(drawn(renderer, one), dtype=float)
        kept = zlib.decompress(b64decode(golden[one.type_code]))
        before = np.frombuffer(kept, dtype=np.uint8).reshape(now.shape)
        if float(np.abs(now - before).mean()) > TOLERANCE:
            wrong.append(f"{one.type_code} {one.name.zh}")
    assert not wrong
    assert set(golden) == {one.type_code for one in load_registry().types}

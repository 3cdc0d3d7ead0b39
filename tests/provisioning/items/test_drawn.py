"""A template that gives no certificate is refused before anybody relies on it."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.items.codes_flow import FieldType
from kiosk.values import replace
from provisioning.central.certificates.specimen import specimen
from provisioning.items.lint.finding import Finding, Level
from provisioning.items.lint.run import lint_folder
from tests.kiosk.item_samples import item
from tests.provisioning.items.packages import SAMPLE

pytestmark = pytest.mark.slow

RECORD, HOUSEHOLD, TAX = "992000103000", "992000102000", "992000801000"
PATH = "$.certificate.template"
GOOD = b'#import "/lib/certificate.typ": *\n#show: certificate\n#facts()\n'
LOOP = b"#let x = 0\n#while true { x = x + 1 }"
"""typst ends this one by itself."""
NESTED = b"#for a in range(99999) { for b in range(99999) { let x = a * b } }"
"""And this one not."""


def with_template(root: Path, template: bytes, code: str = RECORD) -> Path:
    folder = Path(shutil.copytree(SAMPLE / code, root / code))
    (folder / "certificate.typ").write_bytes(template)
    return folder


def wrong(folder: Path) -> list[Finding]:
    return [one for one in lint_folder(folder) if one.level is Level.ERROR]


@pytest.mark.row("S015")
@pytest.mark.parametrize(
    ("template", "why"),
    [
        (LOOP, "typst refuses it"),
        (NESTED, "does it end?"),
        (b'#let t = "x" * 1000000\n#for n in range(40) { t = t + t }', "MiB of memory"),
        (b"#let x = (", "in zh: typst refuses it"),
        (b'#let name = "@pre" + "view/cetz:0.2.0"\n#import name', "imports a package"),
        (b'#let p = "/etc/" + "passwd"\n#read(p)', "not in its folder"),
        (GOOD + b"#pagebreak() x #pagebreak() y", "`pages`"),
        (GOOD + b'#if lang == "en" { panic("none") }', "in en: typst refuses it"),
        (GOOD + b'#if data.preview { panic("none") }', "typst refuses it"),
        (GOOD + b'#text(font: "No Such Font")[x]', "font"),
    ],
    ids=[
        *("loop", "endless", "memory", "broken", "package", "outside", "pages"),
        *("english", "preview", "font"),
    ],
)
def test_a_template_that_gives_no_certificate_is_an_error(
    template: bytes, why: str, tmp_path: Path
) -> None:
    (found,) = wrong(with_template(tmp_path, template))
    assert (found.path, found.rule) == (PATH, "template")
    assert found.text.startswith("certificate.typ") and why in found.text


def test_one_bad_template_hides_no_other(tmp_path: Path) -> None:
    """Also where it ends the child that draws them."""
    with_template(tmp_path, NESTED, HOUSEHOLD)
    with_template(tmp_path, GOOD, RECORD)
    with_template(tmp_path, b"#let x = (", TAX)
    assert [(one.package, one.path) for one in wrong(tmp_path)] == [(HOUSEHOLD, PATH), (TAX, PATH)]


@pytest.mark.parametrize(
    ("part", "value", "path"),
    [
        ("type_code", "11990100MB0990016800x", "$.certificate.type_code"),
        (
            "options",
            [{"id": "years", "label": "年", "type": "integer", "required": True, "default": "x"}],
            "$.certificate.options",
        ),
    ],
)
def test_what_keeps_everybody_from_it_is_an_error(
    part: str, value: object, path: str, tmp_path: Path
) -> None:
    folder = with_template(tmp_path, GOOD)
    item = json.loads((folder / "item.json").read_bytes())
    item["certificate"][part] = value
    (folder / "item.json").write_text(json.dumps(item), encoding="utf-8")
    assert [one.path for one in wrong(folder)] == [path]


@pytest.mark.parametrize("kind", [one for one in FieldType if one is not FieldType.CHOICE])
def test_whatever_kind_of_choice_is_needed_a_template_can_be_drawn(kind: FieldType) -> None:
    shown = item(TAX)
    terms = shown.certificate
    assert terms is not None
    month = next(one for one in terms.options if one.type is FieldType.MONTH)
    needed = replace(month, id="needed", type=kind, required=True, default=None)
    numbers = kind in (FieldType.NUMBER, FieldType.MONEY, FieldType.INTEGER)
    needed = replace(needed, minimum=Decimal(1992) if numbers else None)
    assert specimen(shown, replace(terms, options=(needed,)), "zh")["serial"]

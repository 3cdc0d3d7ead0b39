"""Templates of strangers become documents, or a named failure; never anything else."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import CHINA
from provisioning.certificates.confine import FILES, LIMITS, NETWORK
from provisioning.certificates.render import BadTemplate, Limits, NotRendered, Renderer
from tests.provisioning.certificates.sample import NOW, NUMBER, RARE, data, template

TEXT = '#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"))\n'


@pytest.fixture(scope="module")
def narrow() -> Iterator[Renderer]:
    """Limits that a bomb reaches soon."""
    with Renderer(Limits(wall_s=4.0, processor_s=1, memory=900 * 1024 * 1024, pages=5)) as one:
        yield one


def refused(renderer: Renderer, source: str, **facts: str) -> BadTemplate:
    with pytest.raises(NotRendered) as error:
        renderer.pdf(source.encode(), facts, NOW)
    assert str(error.value) == error.value.why.value, "nothing of the facts is in the text"
    return error.value.why


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "one.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", path, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_rare_characters_are_printed_as_they_were_read(renderer: Renderer, tmp_path: Path) -> None:
    pdf = renderer.pdf(template(), data(), NOW)
    text = text_of(pdf, tmp_path)
    assert RARE in text and NUMBER in text
    path = tmp_path / "one.pdf"
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    names = [line.split()[0].partition("+")[2] for line in fonts.splitlines()[2:]]
    assert names and all(re.match("Noto(Sans|Serif)CJK", name) for name in names), names


def test_a_document_is_pdf_a_and_the_same_bytes_each_time(renderer: Renderer) -> None:
    pdf = renderer.pdf(template(), data(), NOW)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert renderer.pdf(template(), data(), NOW) == pdf
    assert renderer.pdf(template(), data(), NOW.astimezone(CHINA)) == pdf


def test_the_child_has_no_network_no_files_and_limits(renderer: Renderer) -> None:
    renderer.pdf(TEXT.encode() + b"x", {}, NOW)
    assert set(renderer.holds) == {LIMITS, NETWORK, FILES}


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('#import "@preview/cetz:0.1.0"', BadTemplate.PACKAGE),
        ('#let name = "@pre" + "view/cetz:0.1.0"\n#import name', BadTemplate.PACKAGE),
        ('#include "@local/x:0.1.0"', BadTemplate.PACKAGE),
        ('#read("/etc/passwd")', BadTemplate.OUTSIDE),
        ('#read("../../../../etc/passwd")', BadTemplate.OUTSIDE),
        ('#image("/../x.png")', BadTemplate.OUTSIDE),
        ('#import "/lib/none.typ"', BadTemplate.OUTSIDE),
        ("#let x = 1 +", BadTemplate.WRONG),
        ("#while true {}", BadTemplate.WRONG),
        ("#let f(n) = f(n + 1)\n#f(1)", BadTemplate.WRONG),
        ("#panic(json(bytes(sys.inputs.data)).name)", BadTemplate.WRONG),
        ('#set text(font: "Nobody Sans")\nx', BadTemplate.FONT),
        (TEXT + "\ue123", BadTemplate.FONT),
        (TEXT + "x" * 300_000, BadTemplate.SIZE),
    ],
)
def test_a_bad_template_is_refused_by_its_name(
    renderer: Renderer, source: str, why: BadTemplate
) -> None:
    assert refused(renderer, source, name="测试甲") is why


BOMBS = {
    "a loop": "#for i in range(200000) { for j in range(20000) { let x = i * j } }",
    "a thousand million numbers": "#let a = range(1000000000)\n#a.len()",
    "a text that doubles": '#let s = "abcdefgh" * 1000000\n#for i in range(40) { s = s + s }',
    "pages without end": "#for i in range(100000000) { pagebreak() }",
}
ENDS = {BadTemplate.PROCESSOR, BadTemplate.MEMORY, BadTemplate.TIME, BadTemplate.CRASH}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_by_name_and_the_next_document_is_made(narrow: Renderer, name: str) -> None:
    assert refused(narrow, TEXT + BOMBS[name]) in ENDS
    assert narrow.pdf(TEXT.encode() + b"x", {}, NOW).startswith(b"%PDF")


def test_more_pages_than_agreed_are_refused(narrow: Renderer) -> None:
    many = TEXT + "#for i in range(6) [x #pagebreak()]"
    assert len(narrow.pictures((TEXT + "x #pagebreak() y").encode(), {}, NOW, 20)) == 2
    with pytest.raises(NotRendered) as error:
        narrow.pictures(many.encode(), {}, NOW, 20)
    assert error.value.why is BadTemplate.PAGES


def test_a_killed_child_costs_one_document(narrow: Renderer) -> None:
    narrow.pdf(TEXT.encode() + b"x", {}, NOW)
    first = narrow.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert narrow.pdf(TEXT.encode() + b"y", {}, NOW)
    assert narrow.pid != first


def test_a_preview_is_a_picture_without_what_is_masked(renderer: Renderer) -> None:
    shown = data(preview=True, holder={"name": "测*", "id_no": "11****2X"}, facts=[])
    (picture,) = renderer.pictures(template(), shown, NOW)
    assert picture.startswith(b"\x89PNG")
    assert picture not in renderer.pictures(template(), shown | {"preview": False}, NOW)


def test_a_template_reads_what_lies_beside_it_and_nobody_elses(renderer: Renderer) -> None:
    source = (TEXT + '#json("rows.json").at(0)').encode()
    assert renderer.pdf(source, {}, NOW, {"rows.json": b'["a row"]'}).startswith(b"%PDF")
    assert refused(renderer, source.decode()) is BadTemplate.OUTSIDE, "it is gone with its document"
    for name in ("../rows.json", "/etc/x.json", "lib", ".hidden.json", "a/b.json"):
        with pytest.raises(NotRendered):
            renderer.pdf(source, {}, NOW, {name: b"[]"})

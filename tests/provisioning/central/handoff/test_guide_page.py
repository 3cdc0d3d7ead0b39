"""A guide's page for any telephone: the same content as on the terminal, for the same answers."""

import pytest
import requests

from kiosk.items.guide_sheet import guide_link, whole_guide
from kiosk.items.scenario import walk
from tests.kiosk.item_samples import PROOF, RENEWAL, ROOT, item
from tests.provisioning.central.platform import Platform


def shown(platform: Platform, path: str) -> requests.Response:
    return requests.get(f"{platform.url}/guide/{path}", timeout=10)


def first_answers(code: str) -> tuple[tuple[str, str], ...]:
    answers: dict[str, str] = {}
    while (node := walk(item(code), answers).next_node) is not None:
        answers[node.id] = node.options[0].id
    return tuple(answers.items())


@pytest.mark.row("S019")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_code_of_the_slip_opens_the_whole_guide(shared: Platform, lang: str) -> None:
    answers = first_answers(RENEWAL)
    page = requests.get(guide_link(shared.url, RENEWAL, answers, lang), timeout=10)
    assert page.status_code == 200
    sheet = whole_guide(item(RENEWAL), dict(answers), lang)
    text = page.text.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    assert sheet.title in text and sheet.lead in text
    assert len(sheet.parts) == 13
    for part in sheet.parts:
        assert part.heading in text and all(line in text for line in part.lines), part.heading


def test_another_situation_is_another_list(shared: Platform) -> None:
    general = shown(shared, RENEWAL).text
    answers = first_answers(RENEWAL)
    own = requests.get(guide_link(shared.url, RENEWAL, answers, "zh"), timeout=10).text
    assert own != general
    materials = whole_guide(item(RENEWAL), dict(answers), "zh").parts[5].lines
    assert all(line in own for line in materials)


@pytest.mark.parametrize("situation", ["no_such.answer", "<b>", "a.b.c", "x" * 5000])
def test_answers_of_another_version_leave_the_guide_without_them(
    shared: Platform, situation: str
) -> None:
    page = requests.get(f"{shared.url}/guide/{RENEWAL}", params={"s": situation}, timeout=10)
    assert page.status_code == 200
    assert ('id="changed"' in page.text) == (situation != "no_such.answer")
    assert "<b>" not in page.text


@pytest.mark.parametrize("code", ["000000000000", "0" * 12 + "1", "a" * 300, "%E4%B8%AD"])
def test_what_is_no_service_is_said_to_be_none(shared: Platform, code: str) -> None:
    assert shown(shared, code).status_code == 404


def test_nothing_but_reading(shared: Platform) -> None:
    assert requests.post(f"{shared.url}/guide/{PROOF}", timeout=10).status_code == 405
    headers = shown(shared, PROOF).headers
    assert "script" not in headers["Content-Security-Policy"]
    assert "img-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.row("S025")
def test_the_flow_chart_stands_under_the_steps_in_words(shared: Platform) -> None:
    page = shown(shared, PROOF).text
    assert f'src="/guide/{PROOF}/flow.png"' in page and 'alt="流程图' in page
    picture = shown(shared, f"{PROOF}/flow.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content == (ROOT / PROOF / "flow.png").read_bytes()
    without = "992000105000"
    assert item(without).flowchart is None
    assert "<img" not in shown(shared, without).text
    assert shown(shared, f"{without}/flow.png").status_code == 404

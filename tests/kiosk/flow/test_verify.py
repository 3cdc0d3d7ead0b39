"""A paper verified by its code, by anybody, with the network down, and what is said of it. The
service's answers are in tests/offline_queue/verifying."""

import pytest

from kiosk.certificates.claims import Verdict
from kiosk.flow.states import State
from kiosk.messages.certificates import CodeVerified
from kiosk.messages.hosts import Cancel
from kiosk.messages.items import AskItem, ItemShown
from kiosk.present.snapshot import Tone
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.verify_way import (
    CODE,
    GENUINE,
    VERIFY_ITEM,
    by,
    hold,
    made,
    to_scan,
    told,
)
from tests.kiosk.item_samples import package


@pytest.fixture
def bench() -> Bench:
    return made()


@pytest.mark.row("S091")
def test_a_code_is_scanned_and_genuine_with_no_network_and_nobody_identified(bench: Bench) -> None:
    asked = to_scan(bench)
    assert asked.formats == ("QRCode",)
    assert hold(bench).text == CODE
    assert bench.screen.busy
    told(bench)
    shown = bench.screen
    assert shown.title == "码是真的，证明有效" and shown.picture == "verdict_good"
    assert shown.card is not None and shown.card.heading == "户籍证明"
    facts = {fact.label: fact.value for fact in shown.card.facts}
    assert facts == {
        "签发部门": "示例市公安局",
        "持证人": "测*甲",
        "签发日期": "2026-02-01",
        "有效期至": "2026-08-01",
        "核验依据": "03-02 04:00 的名单（5 小时前）",
        "第几份": "第 1 份",
        "编号": "7KQ2-M9XW-E4TA",
    }
    assert shown.notice is not None and "一致" in shown.notice.body
    assert shown.spoken.startswith("码是真的")
    assert bench.model.holder is None


@pytest.mark.parametrize(
    ("verdict", "tone"),
    [
        (Verdict.VOID, Tone.BAD),
        (Verdict.REVOKED, Tone.BAD),
        (Verdict.FORGED, Tone.BAD),
        (Verdict.EXPIRED, Tone.WARN),
        (Verdict.UNKNOWN, Tone.WARN),
        (None, Tone.WARN),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_other_verdict_says_what_it_means_and_what_to_do(
    bench: Bench, verdict: Verdict | None, tone: Tone, lang: str
) -> None:
    if lang == "en":
        bench.touch("lang")
    to_scan(bench)
    hold(bench)
    believed = verdict not in (Verdict.FORGED, Verdict.UNKNOWN, None)
    bare = CodeVerified("", verdict, lists_as_of=GENUINE.lists_as_of, age_s=GENUINE.age_s)
    told(bench, replace(GENUINE, verdict=verdict) if believed else bare)
    shown = bench.screen
    assert shown.title and shown.lead and shown.picture.startswith("verdict_")
    assert shown.picture != "verdict_good"
    assert shown.notice is not None and shown.notice.tone is tone and shown.notice.title
    assert ("测*甲" in texts_on(shown)) is believed
    if verdict is Verdict.FORGED:
        assert "12345" in shown.notice.body


def test_every_verdict_has_a_title_of_its_own(bench: Bench) -> None:
    titles = set()
    to_scan(bench)
    for verdict in (*Verdict, None):
        hold(bench)
        told(bench, replace(GENUINE, verdict=verdict))
        titles.add(bench.screen.title)
        assert bench.touch("scan") is State.SCAN
    assert len(titles) == len(Verdict) + 1


def test_old_lists_are_a_warning_beside_a_genuine_code(bench: Bench) -> None:
    to_scan(bench)
    hold(bench)
    told(bench, replace(GENUINE, age_s=9 * 86_400, stale=True))
    shown = bench.screen
    assert shown.title == "码是真的，证明有效"
    assert shown.notice is not None and shown.notice.tone is Tone.WARN
    assert shown.notice.title == "核验名单已有 9 天没有更新"
    assert by(bench).tone is Tone.WARN


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "不到 1 分钟"),
        (59, "不到 1 分钟"),
        (60, "1 分钟"),
        (7199, "119 分钟"),
        (7200, "2 小时"),
        (172_799, "47 小时"),
        (172_800, "2 天"),
    ],
)
def test_the_age_of_the_lists_in_plain_words(bench: Bench, seconds: int, words: str) -> None:
    to_scan(bench)
    hold(bench)
    told(bench, replace(GENUINE, age_s=seconds))
    assert by(bench).value.endswith(f"（{words}前）")


def test_the_item_of_the_catalogue_leads_there_and_back(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("item", VERIFY_ITEM)
    asked = bench.last_said(AskItem)
    bench.take(ItemShown(asked.request_id, VERIFY_ITEM, 1, package(VERIFY_ITEM)))
    assert bench.screen.primary is not None and bench.screen.primary.verb == "begin"
    assert bench.touch("begin") is State.SCAN
    assert bench.touch("back") is State.ITEM
    assert bench.last_said(Cancel)


# --- the reader ----------------------------------------------------------------------------------

"""What stands on the slip."""

from kiosk.messages.service import Priority, Ticket, Waiting
from kiosk.slips import COLUMNS, Place, columns
from kiosk.values import replace
from offline_queue.numbers.slip import ticket_slip

PLACE = Place("示例市政务服务中心", "24 小时自助服务区", "03 号机", "12345")
TICKET = Ticket(
    ticket_id="0f8b",
    ticket_no="A007",
    group_id="A",
    group_name="综合服务",
    business_date="2026-03-02",
    taken_at="2026-03-02T09:05:00+08:00",
    priority=Priority.NORMAL,
    windows=("1", "2"),
    waiting=Waiting(12, 30, "09:04"),
    holder_mask="测*甲",
)


def _text(ticket: Ticket, copy_no: int = 1, lang: str = "zh") -> str:
    slip = ticket_slip(ticket, copy_no, lang, PLACE, "General services", "请带身份证。")
    return "\n".join(line.text for line in (*slip.lines, *slip.footer))


def test_the_slip_of_a_ticket() -> None:
    slip = ticket_slip(TICKET, 1, "zh", PLACE)
    text = _text(TICKET)
    for part in (
        "示例市政务服务中心",
        "24 小时自助服务区 03 号机",
        "前面等候：12 人",
        "预计等候：约 30 分钟",
        "办理窗口：1、2 号",
        "取号人：测*甲",
        "取号时间：2026-03-02 09:05",
        "请带身份证。",
        "12345",
    ):
        assert part in text
    assert "副本" not in text and "Priority" not in text
    assert [line.text for line in slip.lines if line.size == 4] == ["A007"]
    assert slip.qr == "ZZT1|0f8b|A007|2026-03-02"


def test_cut_off_the_people_ahead_are_unknown_since() -> None:
    text = _text(replace(TICKET, waiting=Waiting(None, None, "09:12")))
    assert "前面等候：未知（自 09:12 起断网）" in text
    assert "预计" not in text and "12 人" not in text
    assert "未知" in _text(replace(TICKET, waiting=Waiting(None, None, "")))


def test_a_copy_says_so_and_shows_no_old_number() -> None:
    text = _text(TICKET, copy_no=2)
    assert "副本 第2份 / COPY 2" in text
    assert "前面等候" not in text


def test_priority_gives_its_reason() -> None:
    assert "优先：残疾人" in _text(replace(TICKET, priority=Priority.DISABLED))
    assert "优先：年满70周岁" in _text(replace(TICKET, priority=Priority.ELDER))


def test_english_adds_second_lines() -> None:
    text = _text(TICKET, lang="en")
    assert "前面等候：12 人\n  People ahead: 12" in text
    assert "General services" in text
    assert "People ahead" not in _text(TICKET)


def test_large_lines_fit_the_paper() -> None:
    place = replace(PLACE, site="一个名字特别长的示例市政务服务中心第二分中心")
    slip = ticket_slip(TICKET, 2, "en", place)
    assert all(columns(line.text) * line.size <= COLUMNS for line in slip.lines if line.size > 1)

"""A ticket as content of a slip. Pure; how it becomes ink is the printer host's."""

from datetime import datetime

from kiosk.messages.printing import Slip, SlipLine
from kiosk.messages.service import Priority, Ticket, Waiting
from kiosk.queueing.rules import ELDER_AGE
from kiosk.slips import Place, centred, head

_REASONS = {
    Priority.ELDER: (
        f"优先：年满{ELDER_AGE}周岁",
        f"Priority: aged {ELDER_AGE} or over",
    ),
    Priority.DISABLED: ("优先：残疾人，请向窗口出示证件", "Priority: disability (show card)"),
    Priority.SOLDIER: ("优先：军人，请向窗口出示证件", "Priority: military (show card)"),
}


def ticket_slip(
    ticket: Ticket, copy_no: int, lang: str, place: Place, group_en: str = "", tips: str = ""
) -> Slip:
    """The slip of a ticket: Chinese, with English second lines where `lang` is "en"."""
    english = lang == "en"
    lines = head(place)
    if copy_no > 1:
        lines.append(centred(f"副本 第{copy_no}份 / COPY {copy_no}", 2, bold=True))
    lines.append(centred(ticket.ticket_no, 4, bold=True))
    lines.append(centred(ticket.group_name, 2))
    if english and group_en and group_en != ticket.group_name:
        lines.append(centred(group_en))
    lines.append(SlipLine(""))
    for chinese, foreign in _facts(ticket, copy_no):
        lines.append(SlipLine(chinese))
        if english and foreign:
            lines.append(SlipLine("  " + foreign))
    if tips:
        lines += [SlipLine(""), SlipLine(tips)]
    return Slip(tuple(lines), qr_payload(ticket), _footer(place, english))


def qr_payload(ticket: Ticket) -> str:
    return f"ZZT1|{ticket.ticket_id}|{ticket.ticket_no}|{ticket.business_date}"


def _facts(ticket: Ticket, copy_no: int) -> list[tuple[str, str]]:
    facts = []
    if copy_no == 1:  # a copy may be hours old: the people ahead of then are not those of now
        facts += _waiting(ticket.waiting)
    if ticket.windows:
        facts.append(
            (f"办理窗口：{'、'.join(ticket.windows)} 号", f"Counters: {', '.join(ticket.windows)}")
        )
    if ticket.priority in _REASONS:
        facts.append(_REASONS[ticket.priority])
    if ticket.holder_mask:
        facts.append((f"取号人：{ticket.holder_mask}", f"Holder: {ticket.holder_mask}"))
    taken = datetime.fromisoformat(ticket.taken_at).strftime("%Y-%m-%d %H:%M")
    facts.append((f"取号时间：{taken}", f"Taken at {taken}"))
    return facts


def _waiting(waiting: Waiting) -> list[tuple[str, str]]:
    if waiting.ahead is None:
        if not waiting.since:
            return [("前面等候：未知（断网）", "People ahead: unknown (offline)")]
        return [
            (
                f"前面等候：未知（自 {waiting.since} 起断网）",
                f"People ahead: unknown (offline since {waiting.since})",
            )
        ]
    facts = [(f"前面等候：{waiting.ahead} 人", f"People ahead: {waiting.ahead}")]
    if waiting.minutes is not None:
        facts.append(
            (f"预计等候：约 {waiting.minutes} 分钟", f"Expected wait: about {waiting.minutes} min")
        )
    return facts


def _footer(place: Place, english: bool) -> tuple[SlipLine, ...]:
    lines = ["请留意叫号，过号请到咨询台", f"当日有效  服务热线 {place.hotline}"]
    if english:
        lines.append("Please wait for your number. Valid today only.")
    return tuple(centred(line) for line in lines)

"""The paper of a wish: its code, what it is for, where, when and with what it is fetched. Pure."""

from datetime import datetime

from kiosk.certificates.pickup import grouped
from kiosk.items.model import ServiceItem
from kiosk.messages.printing import Slip, SlipLine
from kiosk.slips import Place, centred, head

_WORDS = (
    ("哪里取：任何一台自助机，办同一件事时输这个码", "Where: any terminal, same service, by code"),
    ("什么时候：网络恢复以后，查不到请过半小时再来", "When: once the network is back"),
    ("带什么：本人，今天用的证件，和这个取件码", "Bring: yourself, today's card, this code"),
    ("取一次有效，请不要给别人看", "It counts once. Show it to nobody else."),
)


def pickup_slip(code: str, item: ServiceItem, lang: str, place: Place, at: datetime) -> Slip:
    """`code` as kiosk.certificates.pickup makes it. Chinese, with English second lines where `lang`
    is "en". Nothing on it names a person."""
    english = lang == "en"
    pairs = [(item.task_name.zh, item.task_name.say("en")), *_WORDS]
    asked = at.strftime("%Y-%m-%d %H:%M")
    pairs.append((f"申请时间：{asked}", f"Asked at {asked}"))
    lines = [*head(place), centred("证明取件码", 2, bold=True)]
    if english:
        lines.append(centred("Pick-up code"))
    lines += [centred(grouped(code), 2, bold=True), SlipLine("")]
    for chinese, foreign in pairs:
        lines.append(SlipLine(chinese))
        if english:
            lines.append(SlipLine("  " + foreign))
    footer = [centred(f"查询和帮助请拨 {place.hotline}")] if place.hotline else []
    return Slip(tuple(lines), footer=tuple(footer))

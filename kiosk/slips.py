"""How a text is laid out on the receipt printer's paper. Pure; ink is the printer host's."""

import unicodedata

from msgspec import Struct

from kiosk.messages.printing import Slip, SlipLine
from kiosk.sheet import Part, Sheet

COLUMNS = 48
"""Half-width columns of an 80 mm slip at normal size; a Chinese character takes two."""
MOST_ROWS = 160
"""Rows of a slip at normal size: about 0.7 m of paper. What is longer is for the phone."""

_WORDS = {
    "cut": ("（以下从略，全文请扫码或看屏幕）", "(the rest: by the code, or on the screen)"),
    "printed": ("打印时间：{at}", "Printed {at}"),
    "scan": ("扫码看全文", "Scan for the whole text"),
    "rate": ("扫码评价这次服务", "Scan to rate this service"),
    "phone": ("服务热线 {hotline}", "Hotline {hotline}"),
}


class Place(Struct, frozen=True):
    """Where the slip comes from; every name is the site record's own."""

    site: str
    zone: str
    terminal: str
    hotline: str


def head(place: Place) -> list[SlipLine]:
    return [
        centred(place.site, 2, bold=True),
        centred(f"{place.zone} {place.terminal}"),
        SlipLine(""),
    ]


def sheet_slip(
    sheet: Sheet, place: Place, lang: str, at: str, link: str = "", rate: str = ""
) -> Slip:
    """`at`: local time to the minute. `link`: of the whole text, `rate`: for a later rating; ""
    where there is none."""
    lines = head(place)
    lines.append(centred(sheet.title, 2, bold=True))
    if sheet.lead:
        lines.append(centred(sheet.lead))
    lines += _bounded([line for part in sheet.parts for line in _part(part)], lang)
    if sheet.note:
        lines += [SlipLine(""), SlipLine(sheet.note)]
    lines += [SlipLine(""), SlipLine(_say("printed", lang, at=at))]
    if link:
        lines.append(centred(_say("scan", lang)))
    footer = [centred(_say("phone", lang, hotline=place.hotline))]
    if rate:
        footer.append(centred(_say("rate", lang)))
    return Slip(tuple(lines), link, tuple(footer), second=rate)


def _part(part: Part) -> list[SlipLine]:
    lines = [SlipLine("")]
    if part.heading:
        lines.append(SlipLine(part.heading, bold=True))
    lines += [SlipLine(_fact(label, value)) for label, value in part.facts]
    return lines + [SlipLine(text) for text in part.lines]


def _fact(label: str, value: str) -> str:
    wide = any(columns(char) == 2 for char in label)
    return f"{label}：{value}" if wide else f"{label}: {value}"


def _bounded(lines: list[SlipLine], lang: str) -> list[SlipLine]:
    """Whole lines alone; that something is left out is said."""
    used, kept = 0, list[SlipLine]()
    for line in lines:
        used += max(1, -(-columns(line.text) // COLUMNS))
        if used > MOST_ROWS:
            return [*kept, SlipLine(_say("cut", lang))]
        kept.append(line)
    return kept


def centred(text: str, size: int = 1, bold: bool = False) -> SlipLine:
    """As large as it fits on one row, at most `size`."""
    while size > 1 and columns(text) * size > COLUMNS:
        size //= 2
    return SlipLine(text, size, bold, "center")


def columns(text: str) -> int:
    """Half-width columns of a text at normal size."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _say(key: str, lang: str, **values: str) -> str:
    zh, en = _WORDS[key]
    return (en if lang == "en" else zh).format(**values)

"""Themes (一件事) out of the packages of this terminal's catalogue: local, open to anybody."""

import logging
from collections.abc import Iterator

from kiosk.faults import Fault
from kiosk.items.theme import THEMES_FILE, BadThemes, Theme, parse_themes
from kiosk.link import Envelope, Peer
from kiosk.messages.service import Refused
from kiosk.messages.themes import (
    AskTheme,
    AskThemes,
    ThemeItem,
    ThemeLine,
    ThemeShown,
    ThemesShown,
)
from offline_queue.packages import Packages
from offline_queue.sync.asking import NotAnswered
from offline_queue.turns import Question

MESSAGES = (AskThemes, AskTheme)
MOST = 60
Asked = AskThemes | AskTheme

log = logging.getLogger("offline_queue.themes")


def on_message(packages: Packages, peer: Peer, envelope: Envelope, message: Asked) -> None:
    Question(peer, envelope.id).tell(answer(packages, message))


def answer(packages: Packages, asked: Asked) -> ThemesShown | ThemeShown | Refused:
    try:
        if isinstance(asked, AskThemes):
            lines = (_line(packages, one) for one in _themes(packages))
            shown = tuple(one for one in lines if one.items)[:MOST]
            return ThemesShown(asked.request_id, shown)
        return _one(packages, asked)
    except NotAnswered as refusal:
        log.warning("themes %s: %s", refusal.fault.value, refusal.detail)
        return Refused(asked.request_id, refusal.fault)


def _one(packages: Packages, asked: AskTheme) -> ThemeShown:
    """Raises NotAnswered."""
    theme = next((one for one in _themes(packages) if one.id == asked.theme_id), None)
    if theme is None:
        raise NotAnswered(Fault.ITEM_GONE, "no such theme")
    found = {code: packages.package(code) for code in theme.items}
    items = tuple(ThemeItem(code, *one) for code, one in found.items() if one is not None)
    return ThemeShown(
        asked.request_id, _line(packages, theme), items, absent=len(theme.items) - len(items)
    )


def _themes(packages: Packages) -> Iterator[Theme]:
    """In the order of the packages that lead them; of two with one id the first. A file that this
    program cannot read is left out and said so. Raises NotAnswered."""
    seen: set[str] = set()
    for code in packages.ask(lambda catalogue, at: catalogue.having(THEMES_FILE, at)) or ():
        raw = packages.file(code, THEMES_FILE)
        try:
            found = parse_themes(raw or b"")
        except BadThemes as bad:
            log.error("%s %s: %s", code, Fault.ITEM_UNREADABLE.value, bad)
            continue
        for theme in found:
            if theme.id not in seen:
                seen.add(theme.id)
                yield theme


def _line(packages: Packages, theme: Theme) -> ThemeLine:
    here = sum(packages.package(code) is not None for code in theme.items)
    name, summary = theme.name, theme.summary
    return ThemeLine(
        theme.id, name.zh, name.say("en"), summary.zh, summary.say("en"), theme.icon, here
    )

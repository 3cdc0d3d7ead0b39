"""Words of a person's own matters and of themes in English."""

from kiosk.flow.states import State
from kiosk.texts.screen_text import ScreenText

MINE_SCREENS: dict[State, ScreenText] = {
    State.MINE_WAIT: ScreenText(
        "Looking up your matters",
        "Two seconds at most; nothing of it stays on this terminal",
        "Looking up your matters. One moment, please.",
    ),
    State.MINE: ScreenText(
        "My matters",
        "",
        "Here are your applications, certificates and notices. Touch an application to see how far "
        "it is, or a certificate to see how it is had.",
    ),
    State.MINE_CASE: ScreenText(
        "How far it is", "", "How far this application is stands on the screen; you can scroll it."
    ),
    State.THEMES: ScreenText(
        "Life events",
        "Touch what is happening in your family",
        "What is happening in your family? Touch one to see all that has to be done.",
    ),
    State.THEME: ScreenText(
        "Life event",
        "",
        "All that has to be done stands on the screen. Touch one to see how. Touch what to bring "
        "for one list for all of them.",
    ),
    State.THEME_LIST: ScreenText(
        "What to bring", "", "One list for all of it, each thing once; you can scroll it."
    ),
}
MINE_WORDS: dict[str, str] = {
    "basis": "Basis: {text}.",
    "themes": "Life events",
    "themes_none": "There are no life events now",
    "themes_none_body": "Go back and look by category or letters.",
    "theme_items": "{n} services",
    "theme_absent": "{n} more are not offered here: please ask at a counter",
    "theme_asks": "answer its questions for a shorter list",
    "theme_told": "for your situation",
    "theme_bring": "What to bring",
    "theme_back": "Back to the steps",
    "theme_needed": "Bring ({n})",
    "theme_perhaps": "Bring in some cases ({n})",
    "theme_shared": "Not to hand in, we look it up ({n}); keep your ID card with you",
    "theme_list_open": "Each thing once; answer the questions of each step for a shorter list",
    "theme_list_whole": "Each thing once, for your situation",
    "theme_copies": "{name} ({n} copies)",
    "theme_line": "{name}: {items}",
    "theme_between": "; ",
    "mine_title": "My matters",
    "mine_last_sync": "Last heard from the platform: {time}",
    "mine_missing": "The platform cannot be asked now: only what this terminal knows is here",
    "mine_missing_body": "Your applications and certificates are safe on the platform. Look up "
    "again when the network is back.",
    "mine_none": "No applications or certificates of yours were found",
    "mine_none_body": "What you do in this hall with your ID card or social security card is "
    "listed here.",
    "mine_hint": "You may be eligible · the counter decides",
    "mine_hint_spoken": " Below is what you may be eligible for; the counter decides.",
    "mine_ticket": "Your number {number} ({group}, {waiting})",
    "mine_certificate": "Issued {day} · {standing}",
    "mine_until": "valid to {day}",
    "mine_valid": "valid",
    "mine_made": "made, not printed yet",
    "mine_unclear": "whether it was printed is being checked",
    "mine_void": "void",
    "mine_revoked": "revoked",
    "mine_expired": "no longer valid",
    "mine_notice_supplement": "“{name}” needs more documents: please hand them in soon.",
    "mine_notice_overdue": "“{name}” is overdue since {day}; open it to see where to complain.",
    "mine_notice_ready": "“{name}” was finished on {day}: you can collect the result.",
    "mine_notice_refused": "“{name}” was refused on {day}: please ask at a counter why.",
    "mine_notice_on_the_way": "“{name}” was finished on {day} and is on its way to you.",
    "mine_notice_ends": "“{name}” is valid to {day}: renew it in time where you need it.",
}

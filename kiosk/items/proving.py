"""What PROVE and PRINT items ask before they issue. Pure."""

from kiosk.items.asking import asks
from kiosk.items.codes import FlowTemplate, OfflineClass
from kiosk.items.codes_flow import FieldType
from kiosk.items.model import Field, ServiceItem
from kiosk.items.parts import Choice
from kiosk.items.words import Words

LANGUAGE = "language"
"""The option that says in which language the document is."""
_LABEL = Words("文件用哪种语言？", (("en", "Language of the document"),))
_LANGUAGES = {
    "zh": Words("中文", (("en", "Chinese"),)),
    "en": Words("英文", (("en", "English"),)),
}
_TEMPLATES = frozenset({FlowTemplate.PROVE, FlowTemplate.PRINT})


def proves(item: ServiceItem | None) -> bool:
    """Its result is a sealed paper from this terminal. An item whose list lies in the package shows
    that list instead."""
    if item is None or item.certificate is None or asks(item):
        return False
    return item.flow_template in _TEMPLATES


def can_wait(item: ServiceItem) -> bool:
    """It may be asked for while the network is down, and printed later."""
    return item.offline_class is OfflineClass.L1


def choices_of(item: ServiceItem) -> tuple[Field, ...]:
    """The package's options, and the language where there are several and no option asks for it."""
    paper = item.certificate
    if paper is None:
        return ()
    asked = LANGUAGE in {option.id for option in paper.options}
    if asked or len(paper.languages) < 2:
        return paper.options
    known = tuple(
        Choice(value=one, label=_LANGUAGES[one]) for one in paper.languages if one in _LANGUAGES
    )
    if len(known) < 2:
        return paper.options
    ask = Field(id=LANGUAGE, label=_LABEL, type=FieldType.CHOICE, required=True, choices=known)
    return (*paper.options, ask)


def language_of(item: ServiceItem, chosen: dict[str, str]) -> str:
    """Of the document; the package's first where nothing was chosen."""
    paper = item.certificate
    if paper is None:
        return "zh"
    wanted = chosen.get(LANGUAGE, "")
    return wanted if wanted in paper.languages else paper.languages[0]


def options_of(item: ServiceItem, chosen: dict[str, str]) -> dict[str, str]:
    """Of what was chosen, the package's own options: the language that was asked beside them
    travels by itself."""
    paper = item.certificate
    own = {option.id for option in paper.options} if paper is not None else set()
    return {name: value for name, value in chosen.items() if name in own}

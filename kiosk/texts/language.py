"""The languages of the terminal, each complete: screens, words, faults."""

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.texts.en import faults as en_faults
from kiosk.texts.en import screens as en_screens
from kiosk.texts.en import words as en_words
from kiosk.texts.fault_text import FaultText
from kiosk.texts.screen_text import ScreenText
from kiosk.texts.zh import faults as zh_faults
from kiosk.texts.zh import screens as zh_screens
from kiosk.texts.zh import words as zh_words


class Language(Struct, frozen=True):
    screens: dict[State, ScreenText]
    words: dict[str, str]
    faults: dict[Fault, FaultText]

    def say(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)


LANGUAGES: dict[str, Language] = {
    "zh": Language(zh_screens.SCREENS, zh_words.WORDS, zh_faults.FAULTS),
    "en": Language(en_screens.SCREENS, en_words.WORDS, en_faults.FAULTS),
}

"""How characters are read. The only home of pypinyin: whoever only searches needs it no more.

Its own segmentation is ten times too slow for a whole catalogue. Here a character is read as it
mostly is, but in a word of pypinyin's dictionary in which it is read otherwise.
"""

import unicodedata
from functools import cache

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from provisioning.catalogue.search.syllables import SYLLABLES, alike

_FIRST, _LAST = 0x4E00, 0x9FFF
_MOST_READINGS = 3
_LONGEST = 4
_OURS = {
    "重名": "chong ming",
    "重领": "chong ling",
    "重办": "chong ban",
    "还款": "huan kuan",
    "还贷": "huan dai",
    "差评": "cha ping",
    "给付": "ji fu",
    "调休": "tiao xiu",
    "朝阳": "chao yang",
}
"""Words of service items that the dictionary lacks or reads otherwise."""
_MARKS = {0x0304, 0x0301, 0x030C, 0x0300}
"""The four tones; what is left of ü is u with its dots, which is typed v."""


def sounds(text: str) -> list[str]:
    """A syllable (as `alike`) for each character, as it is read in this text; empty for others."""
    found = [_alone(char) for char in text]
    for at, char in enumerate(text[:-1]):
        if char not in _firsts():
            continue
        for end in range(min(len(text), at + _LONGEST), at + 1, -1):
            if otherwise := _words().get(text[at:end]):
                found[at:end] = otherwise
                break
    return found


@cache
def table() -> tuple[tuple[str, str], ...]:
    """(character, its syllables as `alike`, the commonest first) of the basic block."""
    found = []
    for point in range(_FIRST, _LAST + 1):
        read = dict.fromkeys(_read(one) for one in PINYIN_DICT.get(point, "").split(","))
        some = [one for one in read if one][:_MOST_READINGS]
        if some:
            found.append((chr(point), " ".join(some)))
    return tuple(found)


@cache
def _alone(char: str) -> str:
    return _read(PINYIN_DICT.get(ord(char), "").partition(",")[0])


@cache
def _words() -> dict[str, list[str]]:
    """Words in which a character is read otherwise than mostly."""
    found = {word: [alike(one) for one in read.split()] for word, read in _OURS.items()}
    for word, readings in PHRASES_DICT.items():
        if 1 < len(word) <= _LONGEST and len(readings) == len(word):
            read = [_read(one[0]) for one in readings]
            if all(read) and read != [_alone(char) for char in word]:
                found[word] = read
    return found


@cache
def _firsts() -> frozenset[str]:
    return frozenset(word[0] for word in _words())


@cache
def _read(syllable: str) -> str:
    """As `alike`; empty where it is none."""
    parts = (char for char in unicodedata.normalize("NFD", syllable) if ord(char) not in _MARKS)
    plain = "".join(parts).replace("u\u0308", "v")
    return alike(plain) if plain in SYLLABLES else ""

"""Syllables of pinyin: which there are, and which sound alike to who types. Pure."""

from functools import cache

_TABLE = {
    "": "a ai an ang ao e ei en eng er o ou yi ya yao ye you yan yin yang ying yong yu yue yuan yun"
    " wu wa wo wai wei wan wen wang weng",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "e i ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "s": "a e i ai ao ou an en ang eng ong u uo ui uan un",
}
SYLLABLES = frozenset(start + end for start, ends in _TABLE.items() for end in ends.split())
LONGEST = max(map(len, SYLLABLES))
STARTS = frozenset("bpmfdtnlgkhjqxrzcsyw") | {"zh", "ch", "sh"}
"""What may stand for a whole syllable."""
_MOST_ENDINGS = 12


@cache
def alike(syllable: str) -> str:
    """Without what many do not tell apart: zh z, ch c, sh s, ang an, eng en, ing in, v u."""
    start = syllable[0] + syllable[2:] if syllable[:2] in ("zh", "ch", "sh") else syllable
    return start.removesuffix("g").replace("v", "u") if start.endswith("ng") else _plain(start)


def _plain(syllable: str) -> str:
    return syllable.replace("v", "u")


@cache
def beginning_with(letters: str) -> tuple[str, ...]:
    """Syllables (as `alike`) that these letters may become; empty where there are too many."""
    found = sorted({alike(one) for one in SYLLABLES if one.startswith(letters)})
    return tuple(found) if len(found) <= _MOST_ENDINGS else ()


@cache
def slipped(letters: str) -> tuple[str, ...]:
    """Syllables (as `alike`) from which these letters come by one wrong, missing, doubled or
    swapped letter."""
    near = {one for key in _without_one(letters) for one in _by_loss().get(key, ())}
    near |= set(_by_loss().get(letters, ()))
    near |= {key for key in _without_one(letters) if key in SYLLABLES}
    return tuple(sorted({alike(one) for one in near if one != letters and _one_slip(letters, one)}))


@cache
def _by_loss() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in SYLLABLES:
        for key in _without_one(one):
            found.setdefault(key, []).append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _without_one(letters: str) -> set[str]:
    return {letters[:at] + letters[at + 1 :] for at in range(len(letters))}


def _one_slip(typed: str, meant: str) -> bool:
    if len(typed) != len(meant):
        return True  # a letter lost or too many, as they were found
    differ = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    if len(differ) == 1:
        return True
    swapped = len(differ) == 2 and differ[1] == differ[0] + 1
    return swapped and typed[differ[0]] == meant[differ[1]] and typed[differ[1]] == meant[differ[0]]

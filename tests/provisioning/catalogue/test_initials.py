"""The initials of a name find its item, also where the letters could be a slip of a syllable."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioning.catalogue.finding import Search
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.search.pinyin import are_initials
from provisioning.catalogue.search.units import by_initials, query_of

pytestmark = pytest.mark.slow

SHORTEST, LONGEST = 3, 6
MANY = 1_000


@pytest.fixture(scope="module")
def reader(sample_file: Path) -> Iterator[Reader]:
    with Reader(sample_file) as one:
        yield one


def initials(reader: Reader) -> dict[str, set[str]]:
    """Of every name and everyday word of the sample: the items that have such a one."""
    code_of = {entry.item: entry.code for entry in reader.view().all()}
    found: dict[str, set[str]] = {}
    for item, lines in reader._db.execute("SELECT item, initials FROM phrases").fetchall():
        for letters in lines.split():
            if SHORTEST <= len(letters) <= LONGEST and letters.isalpha():
                found.setdefault(letters, set()).add(code_of[item])
    return found


@pytest.mark.row("S031")
def test_initials_have_their_item_in_the_first_three(reader: Reader) -> None:
    search, asked = Search(reader.view()), initials(reader)
    missed = [
        letters
        for letters, codes in asked.items()
        if not codes & {hit.code for hit in search.find(letters, 3)}
    ]
    assert len(asked) > MANY
    assert len(missed) <= len(asked) / 100, missed


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ("bszn", "992001103000"),
        ("jszhz", "990100203000"),
        ("jzhz", "990100203000"),
        ("ybye", "992000601000"),
        ("dked", "992000903000"),
        ("kddnl", "992001104000"),
    ],
)
def test_letters_that_look_like_a_slip_are_initials_first(
    reader: Reader, letters: str, code: str
) -> None:
    assert Search(reader.view()).find(letters, 1)[0].code == code


@pytest.mark.parametrize("text", ["shuji", "s", "身份证", "sfz ds", "sfz1", "abcdefghjklmn"])
def test_what_cannot_be_initials_is_read_once(text: str) -> None:
    query = query_of(text, lambda char: (), lambda one, other: False)
    assert by_initials(query) is None and not are_initials(text)


def test_letters_that_were_read_as_initials_are_not_read_again() -> None:
    assert by_initials(query_of("sfzds", lambda char: (), lambda one, other: False)) is None
    again = by_initials(query_of("bszn", lambda char: (), lambda one, other: False))
    assert again is not None and [unit.initial for unit in again.units] == list("bszn")

"""Everyday questions find their item: in the sample catalogue, and among thousands of others."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioning.catalogue.finding import Search
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.items import AT, code_of, pack, package, questions, sample
from tests.provisioning.catalogue.packs import catalogue_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
ITEMS = 47
CITY = 5_100
ID_EXPIRED, ID_LOST = "990100101000", "990100101001"
SOCIAL_CARD = {"992000401000", "992000402000", "992000403000", "992000404000"}


@pytest.fixture(scope="module")
def search(sample_file: Path) -> Iterator[Search]:
    with Reader(sample_file) as reader:
        yield Search(reader.view())


@pytest.fixture(scope="module")
def city_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "catalogue.sqlite3"
    catalogue_of(path, CITY)
    return path


def codes(search: Search, text: str, limit: int = 20) -> list[str]:
    return [hit.code for hit in search.find(text, limit)]


@pytest.fixture(scope="module")
def in_three(search: Search) -> dict[str, bool]:
    """Of each question whether its item is among the first three, in the sample catalogue."""
    return {text: code in codes(search, text, 3) for _, text, code in questions()}


def share_in_three(search: Search, asked: list[tuple[str, str, str]]) -> float:
    return sum(code in codes(search, text, 3) for _, text, code in asked) / len(asked)


def test_the_questions_are_many_of_every_kind_and_of_every_item() -> None:
    rows = questions()
    assert len(rows) >= 320 and len({text for _, text, _ in rows}) == len(rows)
    kinds = {kind for kind, _, _ in rows}
    assert kinds == {
        *("sentence", "keyword", "pinyin", "initials", "mixed"),
        *("typo", "traditional", "filler", "slip"),
    }
    assert {code for _, _, code in rows} == {one.code for one in sample()}
    assert len(sample()) == ITEMS
    assert all(len(text) <= 2 for kind, text, _ in rows if kind == "keyword")


@pytest.mark.row("S031", "CP-07")
@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "left aside"])
def test_nine_of_ten_questions_have_their_item_in_the_first_three(
    in_three: dict[str, bool], half: int
) -> None:
    found = [in_three[text] for _, text, _ in questions()[half::2]]
    assert sum(found) / len(found) >= 0.9


@pytest.mark.row("S031")
def test_among_5100_others_it_is_still_more_than_85_of_100(city_file: Path) -> None:
    with Reader(city_file) as reader:
        assert reader.view().counts() and len(reader.view().all()) == ITEMS + CITY
        assert share_in_three(Search(reader.view()), questions()[1::4]) >= 0.85


def test_a_place_that_shows_few_of_many_items_finds_them(city_file: Path) -> None:
    with Reader(city_file) as reader:
        view = reader.view()
        few = [entry for entry in view.all() if entry.pack == "sample"]
        search = Search(view, few)
        assert share_in_three(search, questions()[1::6]) >= 0.9
        assert {hit.code for hit in search.find("登记", 50)} <= {entry.code for entry in few}


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in questions()}))
def test_no_kind_of_question_is_left_behind(in_three: dict[str, bool], kind: str) -> None:
    found = [in_three[text] for one, text, _ in questions() if one == kind]
    assert sum(found) / len(found) >= 0.8


@pytest.mark.parametrize("text", ["身份证丢了怎么补", "shenfenzhengdiushi", "身份証遺失", "sfzds"])
def test_one_item_by_many_ways(search: Search, text: str) -> None:
    assert codes(search, text)[0] == ID_LOST


@pytest.mark.parametrize("word", ["社", "社保", "社保卡", "sbk", "shebaoka", "s", "she"])
def test_results_are_there_from_the_first_keystroke(search: Search, word: str) -> None:
    found = codes(search, word)
    if len(word) > 1:
        assert found
    if "卡" in word or "ka" in word:
        assert set(found[:4]) == SOCIAL_CARD


def test_a_name_typed_to_its_end_is_first_and_its_code_alone_is_it(search: Search) -> None:
    with_name = {hit.code: hit.name for hit in search.find("身份证", 20)}
    assert codes(search, with_name[ID_EXPIRED])[0] == ID_EXPIRED
    assert codes(search, f" {ID_EXPIRED} ") == [ID_EXPIRED]
    assert codes(search, "990199999999") == []


@pytest.mark.parametrize(
    "text",
    ["", "  ", "🍎🍎🍎", "\x00\x1b\x7f", "蓝天白云", "asdfgh", "qwerty", "？！。", "爱", "\ud800"],
)
def test_what_no_item_has_finds_nothing(search: Search, text: str) -> None:
    assert search.find(text) == () and search.ask(text) == ()


@pytest.mark.parametrize(
    "text",
    ["身" * 2000, "身份证丢了" * 400, "a" * 2000, "sfz" * 700, "1" * 2000, "\U0001f600" * 2000],
)
def test_two_thousand_characters_are_answered(search: Search, text: str) -> None:
    began = time.thread_time()
    search.find(text)
    assert time.thread_time() - began < 0.2


def test_control_characters_and_emoji_beside_words_do_no_harm(search: Search) -> None:
    assert codes(search, "\x00身份证\u200b丢了😭\n")[0] == ID_LOST
    assert codes(search, "'; DROP TABLE items; -- 身份证丢了")[0] == ID_LOST


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_answered(search: Search, text: str) -> None:
    found = search.find(text)
    assert len(found) <= 20 and len({hit.code for hit in found}) == len(found)
    assert {hit.code for hit in found} <= {one.code for one in sample()}
    assert {answer.code for answer in search.ask(text)} <= {one.code for one in sample()}


def test_only_what_the_terminal_shows_is_found(writer: Writer, reader: Reader) -> None:
    rows = (
        package(code_of(1), task_name="桥梁检测许可"),
        package(code_of(2), task_name="桥梁检测备案", plan_cancel_date="2026-03-02"),
        package(code_of(3), task_name="桥梁检测年报", region="990200"),
    )
    writer.apply(pack(1, rows), AT)
    view = reader.view()
    assert len(Search(view).find("桥梁检测")) == 3
    shown = Search(view, view.visible(AT, "990100"))
    assert codes(shown, "桥梁检测") == [code_of(1)]
    assert code_of(2) not in codes(shown, code_of(2))


def test_an_item_among_many_that_are_not_shown_is_found(writer: Writer, reader: Reader) -> None:
    """The others have shorter names, so the index names them first."""
    others = (package(code_of(n), task_name=f"桥{n}", common_names=["桥梁"]) for n in range(1500))
    here = package(code_of(9999), task_name="名字很长的桥梁检测许可", common_names=["许可"])
    writer.apply(pack(1, (*others, here)), AT)
    view = reader.view()
    entry = view.entry(here.code)
    assert entry is not None
    assert codes(Search(view, [entry]), "桥梁") == [here.code]


def test_a_session_searches_its_own_revision(writer: Writer, reader: Reader) -> None:
    writer.apply(pack(1, (package(code_of(1), task_name="桥梁检测许可"),)), AT)
    session = Search(reader.view())
    writer.apply(pack(2, (package(code_of(1), task_name="隧道检测许可"),)), AT)
    assert codes(session, "桥梁") == [code_of(1)] and codes(session, "隧道") == []
    new = Search(reader.view())
    assert codes(new, "桥梁") == [] and codes(new, "隧道") == [code_of(1)]


@pytest.mark.row("S138")
def test_an_answer_is_of_an_installed_package_and_says_which(
    writer: Writer, reader: Reader
) -> None:
    asked = [
        {"question": "丢了驾驶证多久能补好？", "answer": {"zh": "当场。", "en": "At once."}},
        {"question": "可以邮寄吗？", "answer": "可以。"},
    ]
    rows = (
        package(code_of(1), task_name="驾驶证补证", package_ver=7, questions=asked),
        package(code_of(2), task_name="护照补发", questions=asked[1:]),
    )
    writer.apply(pack(1, rows), AT)
    search = Search(reader.view())
    best = search.ask("驾驶证要多久能补好")[0]
    assert (best.code, best.name, best.version) == (code_of(1), "驾驶证补证", 7)
    assert (best.question, best.answer) == ("丢了驾驶证多久能补好？", "当场。")
    assert (best.answer_en, best.question_en) == ("At once.", "")
    assert search.ask("jiashizhengduojiunengbuhao")[0] == best, "letters, as the screen has them"
    assert search.ask("jszdjnbh") == search.ask("驾") == (), "too little to be a question"
    assert search.ask("护照可以邮寄吗")[0].code == code_of(2)
    assert search.ask("今天吃什么") == ()


@pytest.mark.row("S138")
def test_each_question_of_the_sample_finds_itself(search: Search, sample_file: Path) -> None:
    with Reader(sample_file) as reader:
        texts = reader._db.execute("SELECT item, questions FROM phrases").fetchall()
        of_item = {entry.item: entry.code for entry in reader.view().all()}
    asked = [(of_item[item], one) for item, all_ in texts for one in all_.split("\n") if one][::2]
    right = sum(code in {a.code for a in search.ask(text)} for code, text in asked)
    assert len(asked) > 100 and right / len(asked) >= 0.9


def test_who_searches_does_not_load_the_dictionary_of_readings(sample_file: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from provisioning.catalogue.reader import Reader\n"
        "from provisioning.catalogue.finding import Search\n"
        "found = Search(Reader(Path(sys.argv[1])).view()).find('shenfenzheng')\n"
        "print(len(found) > 0, 'pypinyin' in sys.modules, 'django' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(sample_file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "False"]


@pytest.mark.row("S020")
def test_with_thousands_of_items_a_keystroke_is_quick_and_memory_small(city_file: Path) -> None:
    """Processor time of one keystroke, and what a process grows by: 5,147 items, both far below
    what is asked for 6,000; `make bench` measures 95,009."""
    command = [sys.executable, "-m", "tests.bench.items.worker"]
    done = subprocess.run(
        [*command, "memory", str(city_file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 150
    with Reader(city_file) as reader:
        search = Search(reader.view())
        for _, text, _ in questions()[::7]:
            began = time.thread_time()
            search.find(text)
            assert time.thread_time() - began < 0.2, text

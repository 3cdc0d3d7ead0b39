"""The table of models: what a technician may write wrong is said in one line."""

from pathlib import Path

import pytest

from devices.receipt_printer.profile import Barrier, Counter, Profile, StatusBits, TextMode
from devices.receipt_printer.profiles import MODELS, BadModel, profile_named, read_models
from tests.devices.receipt_printer.bench import EPSON, GENERIC, ROOT, VKP80
from tests.devices.receipt_printer.transcripts import check, read_transcript

ROW = '[mine]\nbits = { paper_end = ["4:60"] }\n'


def read(folder: Path, text: str) -> None:
    path = folder / "models.toml"
    path.write_text(text)
    read_models(path)


def test_a_row_of_two_lines_is_enough(tmp_path: Path) -> None:
    read(tmp_path, ROW)


def test_a_row_takes_from_another_what_it_does_not_say() -> None:
    assert EPSON.bits == GENERIC.bits
    assert EPSON.cut == GENERIC.cut == b"\x1d\x56\x42\x00"
    assert (GENERIC.barrier, EPSON.barrier) == (Barrier.GS_R, Barrier.PROCESS_ID)


def test_the_kinds_of_values() -> None:
    assert VKP80.ask == (20,)
    assert VKP80.text is TextMode.RASTER
    assert VKP80.bits.head == (("user", 0x01), ("recoverable", 0x09))
    assert VKP80.counters["cuts"] == Counter(b"\x1d\xe2", "cuts")
    assert VKP80.present_cuts
    assert VKP80.retract_after_s == 60.0


def test_an_unknown_profile_says_which_are_known() -> None:
    with pytest.raises(ValueError, match="generic-80mm-gb18030"):
        profile_named("nobody-makes-this")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("cutt = '1B 69'", "cutt: not one of"),
        ("cut = '1B 6'", "bytes in hexadecimal"),
        ("cut = 27", "bytes in hexadecimal"),
        ("text = 'gbk'", "not one of gb18030, raster"),
        ("barrier = 'GS r'", "not one of GS r 1"),
        ("ask = [0]", "from 1 to 255"),
        ("ask = 4", "from 1 to 255"),
        ("width = 600", "up to 576"),
        ("width = 'wide'", "a whole number is needed"),
        ("smoothing = 1", "true or false is needed"),
        ("like = 'mine'", "not another row"),
        ("like = 'nobody'", "not another row"),
        ("present = '1C 50'", "whether a ticket lies in it"),
        ("barrier = 'cut counter'", "no counter of cuts"),
        ("fixed_bits = false", "taken for a status byte"),
        ("counters = { cuts = '1D E2' }", "is needed"),
        ("counters = { cuts = 3 }", "is needed"),
        ("counters = 3", "a table of counters is needed"),
        ("like = ['mine']", "not another row"),
        ("ask = [1, 2]", "4 is not asked for"),
        ("cut = ", "Invalid"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BadModel, match=said):
        read(tmp_path, ROW + line + "\n")


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        ("{}", "when its paper ends"),
        ("4", "a table of masks is needed"),
        ("4\nlike = 'other'\n[other]", "a table of masks is needed"),
        ("{ paper_end = 4 }", "a list of masks is needed"),
        ('{ paper_end = ["4"] }', "is needed"),
        ('{ paper_end = ["4:00"] }', "is needed"),
        ('{ paper_end = ["4:1FF"] }', "is needed"),
        ('{ paper_end = ["roll:01"] }', "is needed"),
        ('{ paper_end = ["paper:01"] }', "paper is not asked for"),
        ('{ paper_gone = ["4:60"] }', "paper_gone: not one of"),
    ],
)
def test_wrong_masks_are_named(tmp_path: Path, bits: str, said: str) -> None:
    with pytest.raises(BadModel, match=said):
        read(tmp_path, f"[mine]\nbits = {bits}\n")


def test_what_the_technicians_guide_shows_is_true(tmp_path: Path) -> None:
    """Its row is a row, its transcript fits, and its mistake is told in those words."""
    guide = (ROOT / "docs" / "printers.md").read_text("utf-8")
    fenced = guide.split("```")[1::2]
    row = next(one for one in fenced if "[acme-p80.bits]" in one).removeprefix("toml")
    path = tmp_path / "models.toml"
    path.write_text(MODELS.read_text("utf-8") + row)
    profile = read_models(path)["acme-p80"]
    (tmp_path / "transcript").write_text(next(one for one in fenced if "> 10 04 01" in one))
    for exchange in read_transcript(tmp_path / "transcript"):
        check(exchange, profile)
    path.write_text(MODELS.read_text("utf-8") + row.replace("1:80", "1-80"))
    with pytest.raises(BadModel) as caught:
        read_models(path)
    assert str(caught.value) in guide


def test_the_technicians_guide_names_every_key_and_condition() -> None:
    guide = (ROOT / "docs" / "printers.md").read_text("utf-8")
    known = {name for row in (Profile, StatusBits) for name in row.__struct_fields__}
    known -= {"name", "title", "bits", "counters"}  # shown as the tables that they are
    assert not {name for name in known if f"`{name}" not in guide}

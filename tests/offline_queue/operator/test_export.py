"""Dead letters taken away: only the owner of the key reads them, and a part is not the whole."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from offline_queue.operator import export
from offline_queue.operator.ask import NoAnswer
from offline_queue.operator.carry import unseal
from offline_queue.vault.device_key import FileKey
from offline_queue.vault.key_ring import rewrap
from offline_queue.vault.to_key import seal_to
from provisioning.central.keys import platform_keys
from tests.offline_queue.operator.conftest import Terminal
from tests.offline_queue.operator.scene import PERSON, audit_of, typed, unseal_args

pytestmark = pytest.mark.slow

Said = pytest.CaptureFixture[str]


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """A key pair: the private half in this file, the public one in `public` beside it."""
    key = X25519PrivateKey.generate()
    (tmp_path / "private").write_text(key.private_bytes_raw().hex() + "\n", encoding="ascii")
    (tmp_path / "public").write_text(key.public_key().public_bytes_raw().hex(), encoding="ascii")
    return tmp_path / "private"


def _opened(file: Path, key: Path, capsys: Said) -> list[dict[str, object]]:
    capsys.readouterr()
    assert unseal(unseal_args(file, key)) == 0
    said = capsys.readouterr()
    assert "about a person" in said.err
    found: list[dict[str, object]] = json.loads(said.out)
    return found


def test_every_dead_letter_is_in_it_and_no_other_key_opens_it(
    terminal: Terminal, private: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PAGE", 3)  # two pages
    file = tmp_path / "dead"
    assert typed(terminal.config, "export", file, "--to", tmp_path / "public") == 0
    assert "4 dead letters" in capsys.readouterr().out
    text = file.read_text(encoding="ascii")
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(text.splitlines()) == 2 and PERSON.split()[1] not in text
    records = _opened(file, private, capsys)
    scene = terminal.scene
    keys = [f"T00003.{terminal.within(lambda c: c.epoch)}.{seq}" for seq in sorted(scene.all_dead)]
    assert [record["key"] for record in records] == keys
    assert records[0]["body"] == {"ticket_id": "", "screen": PERSON, "n": 7}
    assert records[0]["why"] == {"central": "rejected: screen"}
    private.write_text("11" * 32)
    with pytest.raises(NoAnswer, match="sealed to another key"):
        unseal(unseal_args(file, private))
    assert terminal.within(audit_of) == [
        '{"what":"operator.exported","count":3}',
        '{"what":"operator.exported","count":1}',
    ]


def test_without_a_key_it_is_sealed_to_the_platform(
    terminal: Terminal, tmp_path: Path, capsys: Said
) -> None:
    keys = platform_keys(tmp_path / "central")
    terminal.config.platform_key_file.write_text(keys.public_hex, encoding="ascii")
    assert typed(terminal.config, "export", tmp_path / "dead") == 0
    assert len(_opened(tmp_path / "dead", tmp_path / "central" / "platform.key", capsys)) == 4


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: lines[1:], "not where it belongs"),
        (lambda lines: [lines[0], lines[0]], "not where it belongs"),
        (lambda lines: [*lines, lines[-1]], "not where it belongs"),
        (lambda lines: [lines[0].replace('"page": 1', '"page": 2')], "not where it belongs"),
        (lambda lines: [lines[0].replace("zizhu", "other")], "not where it belongs"),
        (lambda lines: ["{}"], "not of an export"),
        (lambda lines: [], "cut off"),
    ],
)
def test_a_part_of_it_or_another_file_is_told(
    spoil: object, words: str, private: Path, tmp_path: Path
) -> None:
    public = bytes.fromhex((tmp_path / "public").read_text())
    lines = []
    for page in (1, 2):
        text = json.dumps({"terminal": "T", "last": page == 2, "records": []}).encode()
        lines.append(export.as_line("b", page, seal_to(public, text, export.INFO, f"b.{page}")))
    file = tmp_path / "dead"
    assert callable(spoil)
    file.write_text("\n".join(spoil(lines)), encoding="ascii")
    with pytest.raises(NoAnswer, match=words):
        unseal(unseal_args(file, private))


def test_what_is_no_key_leaves_no_file(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("abc")
    with pytest.raises(NoAnswer, match="64 hexadecimal digits"):
        typed(terminal.config, "export", tmp_path / "dead", "--to", tmp_path / "key")
    (tmp_path / "key").write_text("00" * 32)  # a point of small order
    with pytest.raises(NoAnswer, match="X25519"):
        typed(terminal.config, "export", tmp_path / "dead", "--to", tmp_path / "key")
    assert not (tmp_path / "dead").exists()


def test_an_older_export_is_never_overwritten(
    terminal: Terminal, private: Path, tmp_path: Path
) -> None:
    (tmp_path / "dead").write_text("older")
    with pytest.raises(NoAnswer, match="cannot be made"):
        typed(terminal.config, "export", tmp_path / "dead", "--to", tmp_path / "public")
    assert (tmp_path / "dead").read_text() == "older"


def test_without_dead_letters_there_is_no_file(
    terminal: Terminal, private: Path, tmp_path: Path, capsys: Said
) -> None:
    typed(terminal.config, "retry", *terminal.scene.all_dead)
    assert typed(terminal.config, "export", tmp_path / "dead", "--to", tmp_path / "public") == 0
    assert "there is no dead letter" in capsys.readouterr().out
    assert not (tmp_path / "dead").exists()


def test_a_record_whose_key_is_lost_is_named_without_its_content(
    terminal: Terminal, private: Path, tmp_path: Path, capsys: Said
) -> None:
    seq = terminal.scene.dead
    terminal.within(lambda c: c.execute("UPDATE outbox SET key_id = 9 WHERE seq = ?", (seq,)))
    typed(terminal.config, "export", tmp_path / "dead", "--to", tmp_path / "public")
    records = _opened(tmp_path / "dead", private, capsys)
    assert [record["body"] is None for record in records] == [True, False, False, False]
    with pytest.raises(NoAnswer, match="cannot be opened"):
        typed(terminal.config, "show", seq)


def test_a_stopped_queue_under_another_key_says_so(terminal: Terminal, tmp_path: Path) -> None:
    terminal.end()
    own, other = FileKey(terminal.config.state / "device.key"), FileKey(tmp_path / "other")
    terminal.running = False
    terminal.within(lambda c: rewrap(c, own, other))
    with pytest.raises(NoAnswer, match="not the key of this database"):
        typed(terminal.config, "show", terminal.scene.dead)
    assert typed(terminal.config, "list") == 0, "what needs no key is still told"

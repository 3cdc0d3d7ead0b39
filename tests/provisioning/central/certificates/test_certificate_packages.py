"""Certificates are drawn from what was published last; a bad template is told, nothing is left."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import CHINA
from provisioning.packs.publish import Press
from provisioning.packs.source import read_folder
from tests.provisioning.central.certificates.certificates import (
    HOUSEHOLD,
    HOUSEHOLD_TYPE,
    ITEMS,
    Desk,
)
from tests.provisioning.central.platform import Platform
from tests.provisioning.packs.world import items

GOOD = '#import "/lib/certificate.typ": *\n#show: certificate\n#facts()\n'


def published(own: Platform, folder: Path, template: str, version: int, **changes: Any) -> None:
    """A department's pack with one item, whose template is this, signed past the rules of lint: the
    platform must hold by itself. `changes` of its `certificate`."""
    written(folder, template, version, **changes)
    info, packages = read_folder(folder)
    Press(own.data).publish(info, packages, datetime.now(CHINA))


def written(folder: Path, template: str, version: int, **changes: Any) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ITEMS / HOUSEHOLD, folder / HOUSEHOLD)
    item = json.loads((folder / HOUSEHOLD / "item.json").read_bytes())
    item["package_ver"] = version
    item["certificate"] |= changes
    (folder / HOUSEHOLD / "item.json").write_text(json.dumps(item), encoding="utf-8")
    (folder / HOUSEHOLD / "certificate.typ").write_text(template, encoding="utf-8")
    pack = {"pack": "police", "publisher": item["dept_code"], "name": "示例"}
    (folder / "pack.json").write_text(json.dumps(pack), encoding="utf-8")


def template_of_a_new_one(desk: Desk) -> str:
    query = "SELECT template_sha256 FROM central_certificate WHERE certificate_id = ?"
    ((digest,),) = desk.platform.rows(query, desk.issued()["certificate_id"])
    return str(digest)


@pytest.mark.slow
def test_the_template_is_the_published_one(own: Platform, tmp_path: Path) -> None:
    own.start()
    desk = Desk(own)
    before = template_of_a_new_one(desk)
    published(own, tmp_path / "pack", GOOD, 2)
    after = template_of_a_new_one(desk)
    assert after != before, "no restart, no release"
    count = own.rows("SELECT count(*) FROM central_certificate")
    for number, (bad, why) in enumerate(
        (
            ("#let x = 1 +", "wrong"),
            ('#let p = "/etc/" + "passwd"\n#read(p)', "outside"),
            ('#let a = "@pre" + "view/x:0.1.0"\n#import a', "package"),
            (GOOD + "#pagebreak() x #pagebreak() y", "pages"),
        )
    ):
        published(own, tmp_path / "pack", bad, number + 3)
        answer = desk.ask()
        assert (answer.status_code, answer.json()["why"]) == (422, why)
    assert own.rows("SELECT count(*) FROM central_certificate") == count
    published(own, tmp_path / "pack", GOOD, 9)
    assert template_of_a_new_one(desk) == after


@pytest.mark.slow
def test_nothing_is_issued_where_no_register_was_asked(own: Platform, tmp_path: Path) -> None:
    """And in a language that the platform does not write it is in Chinese."""
    own.start()
    desk = Desk(own)
    odd = HOUSEHOLD_TYPE[:18] + "00x"
    for version, change in enumerate(({"source": "household_recrod"}, {"type_code": odd})):
        published(own, tmp_path / "pack", GOOD, version + 1, **change)
        answer = desk.ask()
        assert (answer.status_code, answer.json()["error"]) == (422, "impossible")
    assert own.rows("SELECT count(*) FROM central_certificate") == [(0,)]
    chinese = GOOD + '#if data.lang != "zh" { panic() }\n'
    published(own, tmp_path / "pack", chinese, 3, languages=["zh", "xx"])
    desk.issued(language="xx")


@pytest.mark.slow
@pytest.mark.row("S015")
def test_a_bad_template_is_not_published_and_the_former_goes_on(
    own: Platform, tmp_path: Path
) -> None:
    own.start()
    desk, folder = Desk(own), tmp_path / "pack"

    def publish(template: str, version: int) -> tuple[int, str]:
        written(folder, template, version)
        status, said, complained = items("publish", folder, "--data", own.data)
        return status, said + complained

    assert publish(GOOD, 2)[0] == 0
    good = template_of_a_new_one(desk)
    status, said = publish(GOOD + "#let x = (", 3)
    assert status == 1 and f"{HOUSEHOLD} error: $.certificate.template: certificate.typ" in said
    assert template_of_a_new_one(desk) == good

    published(own, folder, "#let x = (", 4)
    status, said = publish("#let x = (", 4)
    assert (status, "nothing changed" in said) == (0, True), "what is signed is not drawn again"

"""Once identified, a citizen does whatever they came for; and there is no account to make."""

import json
import random
from functools import cache
from string import ascii_uppercase, digits

import pytest

from kiosk.flow.states import Signal, State
from kiosk.messages.items import AskItem, ItemHit, ItemsFound, ItemShown
from kiosk.messages.service import Identified
from kiosk.numbers import is_credit_code, organisation_check_character
from kiosk.texts.language import LANGUAGES
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.item_samples import FINES, package
from tests.kiosk.samples import YI

DEPARTMENTS, ITEMS, VISITS = 31, 870, 50
ACCOUNTS = ("密码", "注册账号", "用户名", "password", "sign up", "user name", "create an account")


@cache
def department(number: int) -> str:
    body = f"MB{700000 + number}"
    head = f"11990100{body}{organisation_check_character(body)}"
    return next(head + last for last in digits + ascii_uppercase if is_credit_code(head + last))


@cache
def item_of(number: int) -> tuple[str, bytes]:
    """Item `number` of the province: as a query of the sample, of one of its departments."""
    code, dept = f"9920{number:05d}000", department(number % DEPARTMENTS)
    raw = json.loads(package(FINES))
    raw |= {"catalog_code": code, "dept_code": dept, "task_code": f"{dept}3{code}"}
    raw |= {"task_handle_item": f"{dept}3{code}01"}
    return code, json.dumps(raw, ensure_ascii=False).encode()


def visit(bench: Bench, number: int) -> State:
    """Find the item, open it and begin."""
    code, raw = item_of(number)
    bench.touch("find")
    bench.touch("type", "s")
    hit = ItemHit(code, "示例查询", "", "", "", "general")
    bench.take(ItemsFound(bench.model.visit.typed, 0, (hit,)))
    bench.touch("item", code)
    bench.take(ItemShown(bench.last_said(AskItem).request_id, code, 1, raw))
    assert bench.where() is State.ITEM
    return bench.touch("begin")


@pytest.mark.row("S007", "S001")
def test_one_login_serves_870_items_of_31_departments() -> None:
    bench, chance = Bench().ready(WITH_ITEMS), random.Random(870)
    assert len({item_of(number)[0] for number in range(ITEMS)}) == ITEMS
    assert visit(bench, 0) is State.CHOOSE_MEANS
    bench.put_card(YI)
    assert bench.touch("confirm") is State.QUERY
    seen = set()
    for number in chance.sample(range(1, ITEMS), VISITS):
        assert visit(bench, number) is State.QUERY, "nobody is asked for a card again"
        shown = bench.model.visit.item
        assert shown is not None
        seen.add(shown.dept_code)
    assert len(seen) > DEPARTMENTS // 2
    assert len(bench.all_said(Identified)) == 1


@pytest.mark.row("S008")
@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_there_is_no_account_and_no_password_anywhere(lang: str) -> None:
    words = LANGUAGES[lang]
    told = [text for page in words.screens.values() for text in (page.title, page.lead)]
    told += words.words.values()
    for text in told:
        assert not [one for one in ACCOUNTS if one in text.lower()], text
    names = {one.value for one in (*State, *Signal)}
    assert not names & {"register", "sign_up", "login", "password", "account"}

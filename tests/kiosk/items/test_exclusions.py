"""What the card alone tells before the first field is asked for, and nothing of it is kept."""

from datetime import date, timedelta

import pytest

from kiosk.faults import Fault
from kiosk.identity import Assurance, CardKind, IdentityCard
from kiosk.items.codes import Credential
from kiosk.items.exclusions import FACT_KINDS, MOST_HINTS, HolderFacts, facts_of, hints, judge
from kiosk.items.precheck import precheck
from kiosk.numbers import id_check_character
from kiosk.values import replace
from tests.kiosk.item_samples import ALLOWANCE, all_hinted, hinted
from tests.kiosk.items.samples import both, item

TODAY = date(2026, 3, 2)


def card(birth: date, valid_to: date | None = None, sex: str = "2") -> IdentityCard:
    """A synthetic person of region 99."""
    digits = f"990102{birth:%Y%m%d}00{sex}"
    return IdentityCard(
        CardKind.RESIDENT,
        "测试",
        digits + id_check_character(digits),
        nation="汉",
        birth=birth,
        valid_to=valid_to,
        long_term=valid_to is None,
    )


OLD = card(date(1940, 3, 2))
YOUNG = card(TODAY.replace(year=1996))


def facts(one: IdentityCard, assurance: Assurance = Assurance.AL2) -> HolderFacts:
    return facts_of(one, TODAY, assurance)


@pytest.mark.row("S139")
def test_an_old_card_is_told_of_the_allowance_and_a_young_one_is_not() -> None:
    ours = [hinted(item())]
    assert [one.rule.text for one in hints(ours, facts(OLD))] == ["您可以申领高龄津贴。"]
    assert hints(ours, facts(YOUNG)) == ()


@pytest.mark.row("S139")
def test_nothing_of_the_holder_shows_in_a_text() -> None:
    assert repr(facts(OLD)) == "HolderFacts(***)"
    assert repr(hints([hinted(item())], facts(OLD))) == "(Hint(***),)"


@pytest.mark.row("S139")
def test_at_seventy_the_allowance_is_among_the_three_that_are_shown() -> None:
    at_seventy, at_thirty = card(TODAY.replace(year=1956)), card(TODAY.replace(year=1996))
    shown = [one.item.code for one in hints(all_hinted(), facts(at_seventy))]
    assert len(shown) == MOST_HINTS < len([one for one in all_hinted() if one.hints])
    assert ALLOWANCE in shown
    day_before = card(TODAY.replace(year=1956, day=TODAY.day + 1))
    assert ALLOWANCE not in [one.item.code for one in hints(all_hinted(), facts(day_before))]
    assert hints(all_hinted(), facts(at_thirty)) == ()


def test_what_holds_for_fewer_people_stands_first_and_an_item_once() -> None:
    rules = {"1": "age >= 18", "2": "age >= 80", "3": "age >= 60 and sex == '2'"}
    many = [
        item(
            **{"catalog_code": f"99050100100{end}", "task_code": None, "task_handle_item": None},
            hints=[{"rule": rule, "text": "一"}, {"rule": "age > 0", "text": "二"}],
        )
        for end, rule in rules.items()
    ]
    shown = hints([hinted(one) for one in many], facts(OLD))
    assert [one.item.code[-1] for one in shown] == ["2", "3", "1"]


def test_somebody_who_is_excluded_gets_no_hint() -> None:
    both_hold = item(
        exclusions=[{"rule": "region != '990100'", "text": "只限本市区"}],
        hints=[{"rule": "age >= 70", "text": "您可以申领"}],
    )
    assert hints([hinted(both_hold)], facts(OLD)) == ()


@pytest.mark.row("S056")
def test_age_and_region_are_found_out_before_the_first_field() -> None:
    assert precheck(item(), facts(OLD)).faults == ()
    found = precheck(item(), facts(YOUNG))
    assert found.faults == (Fault.ITEM_NOT_FOR_YOU,)
    assert [one.text.say("en") for one in found.exclusions] == ["Not below the age of 70."]
    assert found.exclusions[0].instead is not None
    outside = item(
        exclusions=[{"rule": "not ('990200' <= region <= '990299')", "text": "只限本市户籍"}]
    )
    assert precheck(outside, facts(OLD)).faults == (Fault.ITEM_NOT_FOR_YOU,)


@pytest.mark.row("S056")
def test_an_expired_card_stops_everybody_unless_the_item_renews_it() -> None:
    yesterday = card(date(1940, 3, 2), TODAY - timedelta(days=1))
    last_day = card(date(1940, 3, 2), TODAY)
    assert precheck(item(), facts(yesterday)).faults == (Fault.CARD_EXPIRED,)
    social = replace(yesterday, kind=CardKind.SOCIAL_SECURITY)
    assert precheck(item(), facts(social)).faults == (Fault.SSC_EXPIRED,), "by its own name"
    assert precheck(item(), facts(last_day)).faults == ()
    renewal = item(exclusions=[{"rule": "card_days_left > 92", "text": "还不用换"}])
    assert precheck(renewal, facts(yesterday)).faults == ()
    assert precheck(renewal, facts(OLD)).faults == (Fault.ITEM_NOT_FOR_YOU,), "long-term"


@pytest.mark.row("S056")
def test_a_means_that_is_too_weak_names_those_that_are_enough() -> None:
    strong = item(credentials=["IDCARD", "IDCARD_FACE", "UKEY"], min_assurance="AL3")
    found = precheck(strong, facts(OLD, Assurance.AL2))
    assert found.faults == (Fault.ITEM_MEANS_TOO_WEAK,)
    assert found.means == (Credential.IDCARD_FACE, Credential.UKEY)
    assert precheck(strong, facts(OLD, Assurance.AL3)).faults == ()


def test_what_the_card_does_not_say_excludes_nobody() -> None:
    unknown = HolderFacts(assurance=Assurance.AL2)
    found = judge(item(), unknown)
    assert found.excluded == () and [one.rule for one in found.unsure] == ["age < 70"]
    assert hints([hinted(item())], unknown) == ()


def test_every_fact_can_be_asked_for() -> None:
    known = facts(OLD).values()
    assert set(known) == set(FACT_KINDS)
    assert {name: type(value) for name, value in known.items()} == FACT_KINDS
    assert (known["age"], known["sex"], known["region"]) == (86, "2", "990102")
    rule = "age >= 70 and sex == '2' and nation == '汉' and assurance >= 'AL2'"
    everybody = item(hints=[{"rule": rule, "text": both("可以", "You may")}])
    assert len(hints([hinted(everybody)], facts(OLD))) == 1

"""Headings, sentences and code names of the guide, in Chinese and English. Data only.

{names} are filled by kiosk.items.guide.
"""

from enum import Enum

from kiosk.items.words import Words

HEADINGS: dict[str, tuple[str, str]] = {
    "scope": ("受理范围", "Who it is for"),
    "legal_basis": ("办理依据", "Legal basis"),
    "authority": ("实施机关", "Department"),
    "conditions": ("审批条件", "Conditions"),
    "quota": ("审批数量", "How many are given"),
    "materials": ("申请材料", "What to bring"),
    "time_limits": ("审批时限", "How long it takes"),
    "result_docs": ("审批证件", "What you get"),
    "fees": ("审批收费", "What it costs"),
    "process": ("审批流程", "Steps"),
    "reviewers": ("审批人员", "Who reviews it"),
    "services": ("审批服务", "Where, when, and whom to ask"),
    "forms": ("表单文书", "Forms"),
}
"""The thirteen elements, in their order."""

CARD_HEADINGS: dict[str, tuple[str, str]] = {
    "reach": ("能办到哪一步", "How far you get here"),
    "bring": ("要带什么", "What to bring"),
    "how_long": ("多久", "How long"),
    "how_much": ("多少钱", "How much"),
}
"""The card before the start."""

PHRASES: dict[str, tuple[str, str]] = {
    "for_whom": ("服务对象：{who}", "For: {who}"),
    "cannot": ("不能办理：{text}", "Not for: {text}"),
    "entrusted": ("委托部门：{name}", "Entrusted by: {name}"),
    "joint": ("联办机构：{name}", "Together with: {name}"),
    "quota": ("每{period}{number}个。{way}", "{number} for each {period}. {way}"),
    "no_materials": ("不用交材料。", "No materials are needed."),
    "shared_materials": (
        "不用交材料，由部门共享。",
        "No papers: offices share them.",
    ),
    "ask_first": (
        "回答几个简单的问题，就得到您自己的材料清单。",
        "Answer a few questions for your own list.",
    ),
    "material": ("{number}. {name}（{details}）", "{number}. {name} ({details})"),
    "copies": ("{count}份", "copies: {count}"),
    "auto": ("有电子证照，免提交", "taken from your e-licence"),
    "where_from": ("出处：{text}", "Where to get it: {text}"),
    "later": ("可在{days}天内补交", "may follow within {days} days"),
    "by_law": ("法定：{days}", "By law: {days}"),
    "promised": ("承诺：{days}", "Promised: {days}"),
    "mean": ("实际平均：{days}个工作日", "On average so far: {days} work days"),
    "at_once": ("当场办结", "done at once"),
    "with_note": ("{text}（{note}）", "{text} ({note})"),
    "special": ("特别程序：{text}", "Special procedures: {text}"),
    "fee_by_standard": ("{name}：{stand}", "{name}: {stand}"),
    "free": ("不收费。", "Free of charge."),
    "depends": ("看情况：{text}", "It depends: {text}"),
    "see_guide": ("看指南里的收费", "see the guide"),
    "fee_named": ("{name} {amount}", "{name} {amount}"),
    "free_for_you": ("您的情形不收费。", "Free of charge in your case."),
    "fee": ("{name}：{amount}（{stand}）", "{name}: {amount} ({stand})"),
    "yuan": ("{yuan}元", "{yuan} yuan"),
    "fee_basis": ("收费依据：{text}", "Basis: {text}"),
    "reduced": ("减免：{text}", "Reductions: {text}"),
    "third_party": (
        "需要中介服务：{name}（{stand}）",
        "A third party's service is needed: {name} ({stand})",
    ),
    "step": ("{number}. {text}", "{number}. {text}"),
    "step_here": ("{number}. {text}（在本机办）", "{number}. {text} (at this terminal)"),
    "step_counter": ("{number}. {text}（到窗口办）", "{number}. {text} (at a counter)"),
    "step_online": (
        "{number}. {text}（到窗口或网上办）",
        "{number}. {text} (at a counter or online)",
    ),
    "where": ("地点：{text}", "Where: {text}"),
    "your_window": ("您的情形：{text}", "In your case: {text}"),
    "when": ("时间：{text}", "When: {text}"),
    "visits": ("到现场次数：{count}次（{why}）", "Visits: {count} ({why})"),
    "ask": ("咨询：{text}", "Questions: {text}"),
    "complain": ("投诉：{text}", "Complaints: {text}"),
    "online": ("网上办理：{text}", "Online: {text}"),
    "booking": ("可以预约。", "You can book a time."),
    "express": ("结果可以快递送达。", "The result can be sent by courier."),
    "agent": ("可以请人代办。", "Somebody else can do it for you."),
    "asked": ("问：{text}", "Q: {text}"),
    "answered": ("答：{text}", "A: {text}"),
    "remedy": ("{kind}：{organ}，{limit}", "{kind}: {organ}, {limit}"),
    "no_forms": ("不用填表。", "No form to fill in."),
    "fill_here": ("在本机填写{count}项。", "{count} entries to fill in at the terminal."),
    "fill": ("要填写{count}项。", "{count} entries to fill in."),
    "blank": ("空表：{name}", "Blank: {name}"),
    "sample": ("样例：{name}", "Sample: {name}"),
    "whole": ("在本机全部办完，结果：{result}", "All of it; you get: {result}"),
    "part_way": (
        "在本机办到“{step}”，以后由部门办理",
        "As far as “{step}”; staff go on",
    ),
    "only_guide": ("本机只能看指南，办理要到窗口", "Only the guide; it is handled at a counter"),
    "only_guide_online": (
        "本机只能看指南，办理到窗口或网上",
        "Only the guide; it is handled at a counter or online",
    ),
    "referral": ("到{where}办：{why}", "Go to {where}: {why}"),
    "one_credential": ("证件：{names}", "Card: {names}"),
    "by_code": ("{names}，不用证件", "The {names}; no card"),
    "credentials": ("证件：{names}（任一种）", "One of: {names}"),
    "no_credential": ("不用证件。", "No card is needed."),
}

NAMES: dict[str, tuple[str, str]] = {
    "ServerType.PERSON": ("个人", "persons"),
    "ServerType.COMPANY": ("企业", "companies"),
    "ServerType.INSTITUTION": ("事业单位", "public institutions"),
    "ServerType.ASSOCIATION": ("社会组织", "associations"),
    "ServerType.OTHER_COMPANY": ("非法人企业", "unincorporated firms"),
    "ServerType.AUTHORITY": ("行政机关", "authorities"),
    "ServerType.OTHER": ("其他组织", "other organisations"),
    "TimeUnit.WORK_DAYS": ("{days}个工作日", "{days} work days"),
    "TimeUnit.DAYS": ("{days}天", "{days} days"),
    "TimeUnit.HOURS": ("{days}小时", "{days} hours"),
    "TimeUnit.MINUTES": ("{days}分钟", "{days} minutes"),
    "TimeUnit.MONTHS": ("{days}个月", "{days} months"),
    "Need.NEEDED": ("必要", "needed"),
    "Need.OPTIONAL": ("非必要", "optional"),
    "Need.LATER": ("可后补", "may follow"),
    "MaterialFormat.PAPER": ("纸质", "on paper"),
    "MaterialFormat.ELECTRONIC": ("电子", "electronic"),
    "MaterialFormat.EITHER": ("纸质或电子", "on paper or electronic"),
    "SourceType.APPLICANT": ("自备", "yours"),
    "SourceType.GOVERNMENT": ("政府部门核发", "issued by an authority"),
    "SourceType.OTHER": ("其他来源", "from elsewhere"),
    "RemedyKind.RECONSIDERATION": ("行政复议", "Administrative reconsideration"),
    "RemedyKind.LAWSUIT": ("行政诉讼", "Administrative lawsuit"),
    "Credential.IDCARD": ("居民身份证", "ID card"),
    "Credential.IDCARD_FACE": ("居民身份证并核对本人", "ID card (we check it is you)"),
    "Credential.SSCARD": ("社会保障卡", "social security card"),
    "Credential.SSCARD_PIN": ("社会保障卡和密码", "social security card with its PIN"),
    "Credential.QR_APP": ("手机应用的二维码", "code in the mobile app"),
    "Credential.EID": ("网络身份凭证", "electronic ID"),
    "Credential.SMS": ("手机短信验证码", "code by SMS"),
    "Credential.UKEY": ("电子钥匙", "U-key"),
    "Credential.EBL": ("电子营业执照", "electronic business licence"),
    "Credential.RESIDENCE_HMT": ("港澳台居民居住证", "residence permit (HK, Macao, Taiwan)"),
    "Credential.FPR": ("外国人永久居留证", "permanent residence card"),
    "Credential.RECEIPT_CODE": ("回执上的编号", "number on your receipt"),
}
"""Class and member: two lists have the same values, so the members alone would be mixed up."""


def phrase(key: str, **values: Words | str | int) -> Words:
    """A sentence of PHRASES in both languages, each filled with the values' own language."""
    return _filled(PHRASES[key], values)


def name_of(code: Enum, **values: Words | str | int) -> Words:
    return _filled(NAMES[f"{type(code).__name__}.{code.name}"], values)


def heading(key: str) -> Words:
    zh, en = HEADINGS.get(key) or CARD_HEADINGS[key]
    return Words(zh, (("en", en),))


def _filled(texts: tuple[str, str], values: dict[str, Words | str | int]) -> Words:
    zh, en = (
        text.format_map({name: _say(value, lang) for name, value in values.items()})
        for text, lang in zip(texts, ("zh", "en"), strict=True)
    )
    return Words(zh, (("en", en),))


def _say(value: Words | str | int, lang: str) -> str:
    return value.say(lang) if isinstance(value, Words) else str(value)


def joined(parts: list[Words]) -> Words:
    """With 、 in Chinese and commas in English."""
    english = ", ".join(part.say("en") for part in parts)
    return Words("、".join(part.zh for part in parts), (("en", english),))


def in_one(lines: list[Words], between: str = ". ") -> Words:
    """Sentences in one line, in English with that between them; no full stop at its end."""
    english = between.join(line.say("en").removesuffix(".") for line in lines)
    return Words("；".join(line.zh.removesuffix("。") for line in lines), (("en", english),))

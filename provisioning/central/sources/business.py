"""The register of enterprises."""

from provisioning.central.sources.person import Asked, Facts, both, fact, money


def licence(asked: Asked) -> Facts:
    """Of the organisation whose credit code is the number."""
    founded = f"{asked.today.year - asked.figure('age', 1, 15)}-0{asked.figure('month', 1, 9)}-18"
    capital = asked.figure("capital", 10, 900) * 1_000_000
    facts = (
        fact("名称", "Name", asked.name),
        fact("类型", "Type", both("有限责任公司", "limited company")),
        fact("法定代表人", "Legal representative", "测试甲", kind="name"),
        fact("经营范围", "Scope", "软件开发；信息技术咨询服务；办公设备销售。", wide=True),
        fact("注册资本", "Capital", f"人民币 {money(capital)} 元"),
        fact("成立日期", "Founded", founded),
        fact("营业期限", "Term", both("长期", "unlimited")),
        fact("住所", "Address", "示例市示例区创新路99号"),
    )
    edition = asked.chosen.get("copy_kind", "original")
    shown = both("副本", "Duplicate") if edition == "duplicate" else both("正本", "Original")
    return Facts(facts, more={"credit_code": asked.number, "edition": shown})

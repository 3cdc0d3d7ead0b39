"""Registers of persons: households, criminal records, allowances."""

from provisioning.central.sources.person import Asked, Facts, both, fact, table, who

_STREETS = ("幸福路18号院3号楼2单元501室", "和平街道示例社区7栋1202室", "学府路66号教师公寓9号")
_RELATIONS = (both("配偶", "spouse"), both("之子", "son"), both("之女", "daughter"))


def household(asked: Asked) -> Facts:
    members = asked.figure("members", 0, 3)
    rows = [
        (
            f"测试{'甲乙丙丁'[n]}",
            _RELATIONS[n % 3],
            f"{asked.figure(f'born{n}', 1941, 1949)}-0{n + 1}-1{n}",
        )
        for n in range(members)
    ]
    columns = (both("姓名", "Name"), both("与户主关系", "Relation"), both("出生日期", "Born"))
    address = f"示例市示例区{asked.pick('street', _STREETS)}"
    facts = (
        *who(asked),
        fact("性别", "Sex", asked.sex),
        fact("出生日期", "Born", asked.birth),
        fact("民族", "Ethnicity", both("汉", "Han")),
        fact("与户主关系", "Relation to head", both("户主", "head")),
        fact("户籍地址", "Registered address", address, wide=True, kind="address"),
        fact(
            "户口登记机关", "Registered by", both("示例市公安局示例派出所", "Sample police station")
        ),
    )
    title = both("同户人员", "Members of the household")
    return Facts(facts, (table(title, columns, rows, (0,)),) if rows else ())


def no_record(asked: Asked) -> Facts:
    facts = (
        *who(asked),
        fact("出生日期", "Born", asked.birth),
        fact("查询范围", "Searched", both("全国", "nationwide")),
    )
    return Facts(facts, more={"sex": asked.sex})


def low_income(asked: Asked) -> Facts:
    persons = asked.figure("persons", 1, 4)
    since = f"{asked.today.year - asked.figure('since', 1, 6)}-0{asked.figure('month', 1, 9)}"
    facts = (
        *who(asked),
        fact("保障类别", "Kind", both("城市最低生活保障", "urban minimum living allowance")),
        fact("保障人口", "Persons", persons),
        fact("月保障金额（元）", "Monthly allowance (CNY)", persons * 860),
        fact("起始月份", "Since", since),
        fact(
            "家庭住址",
            "Address",
            f"示例市示例区{asked.pick('street', _STREETS)}",
            wide=True,
            kind="address",
        ),
    )
    return Facts(facts)

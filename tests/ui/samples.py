"""Screens as the presenter would make them: one citizen's way, in Chinese and in English."""

from dataclasses import replace

from kiosk.present.snapshot import (
    Action,
    Card,
    Countdown,
    Fact,
    Header,
    Keypad,
    Modes,
    Notice,
    Snapshot,
    Step,
    Tile,
    Tone,
    Trouble,
)

FOOT_ZH = (
    Action("back", "返回"),
    Action("home", "首页"),
    Action("large", "大字"),
    Action("contrast", "高对比"),
    Action("voice", "语音"),
    Action("low", "低位"),
    Action("lang", "English", "en"),
    Action("help", "求助"),
)
FOOT_EN = (
    Action("back", "Back"),
    Action("home", "Home"),
    Action("large", "Large text"),
    Action("contrast", "High contrast"),
    Action("voice", "Voice"),
    Action("low", "Low controls"),
    Action("lang", "中文", "zh"),
    Action("help", "Help"),
)
HEAD_ZH = Header("示例市政务服务中心", "24 小时自助服务区 · 03 号机", "21:36", "up", "网络正常", "")
HEAD_EN = Header(
    "Example City Government Service Centre",
    "24-hour self-service · Terminal 03",
    "21:36",
    "up",
    "Online",
    "",
)
WHO = "测*甲 · 99**************14"


def steps(now: int, lang: str = "zh") -> tuple[Step, ...]:
    labels = {
        "zh": ("选业务", "刷证件", "确认", "取号"),
        "en": ("Choose service", "Identify", "Confirm", "Take number"),
    }[lang]
    states = ["done" if at < now else "now" if at == now else "todo" for at in range(len(labels))]
    return tuple(Step(label, state) for label, state in zip(labels, states, strict=True))


def base(screen: str, title: str, lang: str = "zh", **rest: object) -> Snapshot:
    plain = Snapshot(
        screen=screen,
        lang=lang,
        title=title,
        spoken=title,
        header=HEAD_ZH if lang == "zh" else HEAD_EN,
        modes=Modes(),
        footer=FOOT_ZH if lang == "zh" else FOOT_EN,
    )
    return replace(plain, **rest)  # type: ignore[arg-type]


def known(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, header=replace(snapshot.header, who=WHO))


TILES = (
    Tile("choose", "A", "综合服务 · 社会保险", "前面 6 人 · 约 12 分钟", "shield", primary=True),
    Tile("choose", "B", "不动产登记", "前面 3 人 · 约 20 分钟", "building"),
    Tile("choose", "C", "税务", "前面 0 人 · 随到随办", "tax", "无需等候", Tone.GOOD),
    Tile("choose", "D", "企业开办", "今日号已发完 · 明天 09:00", "shop", "", Tone.WARN),
    Tile("choose", "E", "公安户政", "前面人数自 20:05 起未知", "id_card"),
    Tile("choose", "F", "公积金", "前面 2 人 · 约 5 分钟", "home"),
)
TILES_EN = (
    Tile("choose", "A", "Social insurance", "6 ahead · about 12 min", "shield", primary=True),
    Tile("choose", "B", "Real estate registration", "3 ahead · about 20 min", "building"),
    Tile("choose", "C", "Tax", "0 ahead · walk in", "tax", "No wait", Tone.GOOD),
    Tile(
        "choose",
        "D",
        "Starting a business",
        "No numbers left · tomorrow 09:00",
        "shop",
        "",
        Tone.WARN,
    ),
    Tile("choose", "E", "Household registration", "People ahead unknown since 20:05", "id_card"),
    Tile("choose", "F", "Housing fund", "2 ahead · about 5 min", "home"),
)
KEYS = tuple(
    Action("key", label, label, icon)
    for label, icon in [*((d, "") for d in "123456789X0"), ("删除", "delete")]
)


def idle() -> Snapshot:
    return base(
        "idle",
        "排队取号",
        lead="刷身份证或输入证件号，约 1 分钟取到号",
        primary=Action("start", "点这里开始", icon="touch"),
        notice=Notice(Tone.WARN, "本机 A4 打印暂停", "请用 05 号机（左手第二台）。其他业务照常。"),
        footer=FOOT_ZH[2:],
    )


def choose_business() -> Snapshot:
    return base(
        "choose_business",
        "您好，想办什么？",
        lead="点一项，为您取号",
        steps=steps(0),
        tiles=TILES,
        notice=Notice(Tone.WARN, "网络中断，可照常取号", "前面人数自 20:05 起未知。"),
    )


def choose_means() -> Snapshot:
    return base(
        "choose_means",
        "用什么证件取号？",
        lead="综合服务 · 社会保险",
        steps=steps(1),
        tiles=(
            Tile("means", "card", "刷身份证", "最快，约 3 秒", "id_card", "推荐", primary=True),
            Tile("means", "typed", "输入身份证号", "没带证件时", "keypad"),
            Tile("means", "none", "不用证件", "只取号，不查优先", "person"),
        ),
        secondary=Action("back", "换一项"),
    )


def read_card() -> Snapshot:
    return base(
        "read_card",
        "请把身份证放在读卡区",
        lead="屏幕右下方亮灯处，放平，不要移开",
        steps=steps(1),
        picture="card_in",
        notice=Notice(Tone.WARN, "没有读到，请再放一次", "放平并停留 2 秒。", "ID-0201"),
        secondary=Action("typed", "没带证件，输入号码", icon="keypad"),
    )


def reading() -> Snapshot:
    return replace(
        read_card(), picture="card_reading", busy="正在读取，请勿移开", notice=None, lead=""
    )


def type_number() -> Snapshot:
    return base(
        "type_number",
        "请输入身份证号",
        lead="只用于取号，离开即清除",
        steps=steps(1),
        keypad=Keypad("99 ****** 1949 10", "18 位身份证号", "", KEYS),
        primary=Action("enter", "确定", enabled=False),
        secondary=Action("clear", "清空"),
    )


def type_wrong() -> Snapshot:
    return replace(
        type_number(),
        keypad=Keypad("99 ****** 1949 1231 002X", "", "号码不对，请核对最后几位", KEYS),
        primary=Action("enter", "确定"),
    )


def confirm() -> Snapshot:
    return known(
        base(
            "confirm",
            "确认后为您取号",
            steps=steps(2),
            card=Card(
                "综合服务 · 社会保险",
                (
                    Fact("前面还有", "6 人", large=True),
                    Fact("预计等候", "12 分钟", large=True),
                    Fact("可办窗口", "3 · 7 · 8 号", large=True),
                    Fact("办理人", "测*甲（已读身份证）"),
                    Fact("优先", "70 岁以上，自动优先", Tone.GOOD),
                ),
            ),
            options=(
                Action("priority", "我是残疾人", "disabled", "disabled"),
                Action("priority", "我是军人", "soldier", "soldier", on=True),
            ),
            notice=Notice(
                Tone.INFO, "其实不用排队：「个人参保证明」本机可直接打印", "约 1 分钟，不收费"
            ),
            primary=Action("take", "取号并打印", icon="ticket"),
            secondary=Action("back", "换一项"),
        )
    )


def printing() -> Snapshot:
    return known(
        base(
            "printing",
            "您的号是 A017",
            steps=steps(3),
            card=Card("综合服务 · 社会保险", big="A017", note="已保留，正在打印"),
            busy="正在打印，请稍候",
            picture="paper_out",
        )
    )


def take_away() -> Snapshot:
    return known(
        base(
            "take_away",
            "请取走号票和身份证",
            steps=steps(4),
            card=Card(
                "综合服务 · 社会保险",
                (
                    Fact("前面还有", "6 人", large=True),
                    Fact("预计等候", "12 分钟", large=True),
                    Fact("可办窗口", "3 · 7 · 8 号", large=True),
                ),
                big="A017",
            ),
            picture="card_and_paper",
            primary=Action("finish", "好了，结束"),
        )
    )


def on_screen() -> Snapshot:
    return known(
        base(
            "on_screen",
            "请记住或拍下您的号",
            lead="没有出纸，号已保留，到号凭号码办理",
            steps=steps(4),
            card=Card(
                "综合服务 · 社会保险",
                (
                    Fact("可办窗口", "3 · 7 · 8 号"),
                    Fact("取号时间", "2026-11-21 21:36"),
                    Fact("凭证", "身份证或此号码"),
                ),
                big="A017",
                note="听叫号，过号请到咨询台。",
            ),
            primary=Action("finish", "我记下了"),
            secondary=Action("again", "再打一次"),
        )
    )


def trouble() -> Snapshot:
    return known(
        base(
            "trouble",
            "纸在打印中用完了",
            trouble=Trouble(
                Tone.WARN,
                "纸在打印中用完了",
                "您的号 A017 已保留，不用重新排队。",
                "现在可以",
                (
                    "拍下本页，凭号 A017 等叫号",
                    "在 05 号机刷身份证补打",
                    "等工作人员换纸，约 2 分钟",
                ),
                "编号 RP-0204",
                "服务电话 12345",
            ),
            primary=Action("call", "呼叫工作人员", icon="phone"),
            secondary=Action("ok", "我知道了"),
        )
    )


def rate() -> Snapshot:
    labels = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
    return known(
        base(
            "rate",
            "这次服务怎么样？",
            lead="点一下就好，不点也可以",
            options=tuple(Action("rate", label, str(5 - at)) for at, label in enumerate(labels)),
            secondary=Action("skip", "不评价"),
        )
    )


def goodbye() -> Snapshot:
    return base(
        "goodbye",
        "办好了，慢走",
        lead="您的信息已从本机清除",
        picture="thanks",
        primary=Action("finish", "返回首页"),
    )


def help_page() -> Snapshot:
    return base(
        "help",
        "需要帮忙吗？",
        lead="工作人员看到后会过来",
        tiles=(
            Tile("call", "", "呼叫工作人员", "一般 3 分钟内到", "help", primary=True),
            Tile("phone", "", "12345 服务热线", "24 小时", "phone"),
        ),
        secondary=Action("back", "返回"),
    )


def warned() -> Snapshot:
    return replace(
        confirm(),
        countdown=Countdown(
            14,
            20,
            "您还在吗？",
            "没有操作将结束，您的信息会清除，不会提交。",
            Action("go_on", "继续办理"),
            Action("leave", "结束"),
        ),
    )


def english() -> dict[str, Snapshot]:
    who = replace(HEAD_EN, who="C** J** · 99**************14")
    return {
        "choose": base(
            "choose_business",
            "What would you like to do?",
            "en",
            lead="Touch one to take a number",
            steps=steps(0, "en"),
            tiles=TILES_EN,
        ),
        "confirm": base(
            "confirm",
            "Take a number for this?",
            "en",
            header=who,
            steps=steps(2, "en"),
            card=Card(
                "General services · Social insurance",
                (
                    Fact("People ahead", "6", large=True),
                    Fact("Estimated wait", "12 min", large=True),
                    Fact("Counters", "3 · 7 · 8", large=True),
                    Fact("Applicant", "C** J** (ID card read)"),
                    Fact("Priority", "Over 70, automatic", Tone.GOOD),
                ),
            ),
            options=(
                Action("priority", "Disabled person", "disabled", "disabled"),
                Action("priority", "Serving soldier", "soldier", "soldier"),
            ),
            primary=Action("take", "Take number and print", icon="ticket"),
            secondary=Action("back", "Choose another"),
        ),
        "trouble": base(
            "trouble",
            "The paper ran out while printing",
            "en",
            header=who,
            trouble=Trouble(
                Tone.WARN,
                "The paper ran out while printing",
                "Your number A017 is kept. You need not queue again.",
                "What you can do now",
                (
                    "Take a photo of this page and wait for A017",
                    "Print again at terminal 05 with your ID card",
                    "Wait for staff to load paper, about 2 minutes",
                ),
                "RP-0204",
                "Hotline 12345",
            ),
            primary=Action("call", "Call staff", icon="phone"),
            secondary=Action("ok", "I understand"),
        ),
        "type": base(
            "type_number",
            "Enter your ID number",
            "en",
            steps=steps(1, "en"),
            keypad=Keypad(
                "", "18 digits or X", "", (*KEYS[:11], Action("key", "Delete", "删除", "delete"))
            ),
            primary=Action("enter", "Continue", enabled=False),
            secondary=Action("clear", "Clear"),
        ),
    }


def plain() -> dict[str, Snapshot]:
    """Every screen once, in the normal mode."""
    return {
        "idle": idle(),
        "choose_business": choose_business(),
        "choose_means": choose_means(),
        "read_card": read_card(),
        "reading": reading(),
        "type_number": type_number(),
        "type_wrong": type_wrong(),
        "confirm": confirm(),
        "ahead": replace(
            confirm(), screen="ahead", title="您已经有一个号", options=(), notice=None
        ),
        "taking": known(base("taking", "正在取号", steps=steps(3), busy="请稍候，马上就好")),
        "printing": printing(),
        "take_away": take_away(),
        "on_screen": on_screen(),
        "trouble": trouble(),
        "rate": rate(),
        "goodbye": goodbye(),
        "help": help_page(),
        "warned": warned(),
    }


def _lit(snapshot: Snapshot, modes: Modes) -> Snapshot:
    on = {"large": modes.large, "contrast": modes.contrast, "low": modes.low, "voice": modes.voice}
    footer = tuple(replace(action, on=on.get(action.verb, False)) for action in snapshot.footer)
    caption = snapshot.spoken if modes.voice else ""
    return replace(snapshot, modes=modes, footer=footer, caption=caption)


def in_mode(modes: Modes) -> dict[str, Snapshot]:
    return {name: _lit(snapshot, modes) for name, snapshot in plain().items()}


def gallery() -> dict[str, Snapshot]:
    """Everything in every mode, by a name that says which."""
    found = dict(plain())
    found.update({f"en-{name}": shot for name, shot in english().items()})
    for label, modes in {
        "large": Modes(large=True),
        "contrast": Modes(contrast=True),
        "low": Modes(low=True),
        "voice": Modes(voice=True, large=True, low=True),
    }.items():
        found.update({f"{label}-{name}": shot for name, shot in in_mode(modes).items()})
    found.update(
        {f"en-large-{name}": _lit(shot, Modes(large=True)) for name, shot in english().items()}
    )
    return found


def english_in(modes: Modes) -> dict[str, Snapshot]:
    return {f"en-{name}": _lit(shot, modes) for name, shot in english().items()}


def many_choices(count: int) -> Snapshot:
    tiles = tuple(
        Tile("choose", str(at), f"业务 {at}", "前面 3 人 · 约 9 分钟", "document")
        for at in range(count)
    )
    return base("choose_business", "您好，想办什么？", steps=steps(0), tiles=tiles)

"""Screens as the presenter would make them: one citizen's way, fuller than most real ones."""

from kiosk.present.snapshot import (
    Action,
    Card,
    Countdown,
    Fact,
    Keypad,
    Modes,
    Notice,
    Snapshot,
    Tile,
    Tone,
    Trouble,
)
from kiosk.values import replace
from tests.ui.parts import FOOT_ZH, KEYS, TILES, base, known, steps


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
                "RP-0204",
                "服务电话 12345",
            ),
            primary=Action("call", "呼叫工作人员", icon="phone"),
            secondary=Action("ok", "我知道了"),
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


def plain() -> dict[str, Snapshot]:
    """Every screen once, in the normal mode."""
    return {
        "idle": idle(),
        "choose_business": choose_business(),
        "choose_means": choose_means(),
        "type_number": type_number(),
        "confirm": confirm(),
        "ahead": replace(
            confirm(), screen="ahead", title="您已经有一个号", options=(), notice=None
        ),
        "taking": known(base("taking", "正在取号", steps=steps(3), busy="请稍候，马上就好")),
        "take_away": take_away(),
        "on_screen": on_screen(),
        "trouble": trouble(),
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


def many_choices(count: int) -> Snapshot:
    tiles = tuple(
        Tile("choose", str(at), f"业务 {at}", "前面 3 人 · 约 9 分钟", "document")
        for at in range(count)
    )
    return base("choose_business", "您好，想办什么？", steps=steps(0), tiles=tiles)

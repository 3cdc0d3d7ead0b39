"""Header, footer, tiles and keys that the sample screens share."""

from kiosk.present.snapshot import (
    Action,
    Header,
    Modes,
    Snapshot,
    Step,
    Tile,
    Tone,
)
from kiosk.values import replace

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
HEAD_ZH = Header("示例市政务服务中心", "24 小时自助服务区 · 03 号机", "21:36", "up", "网络正常", "")
WHO = "测*甲 · 99**************14"


def steps(now: int) -> tuple[Step, ...]:
    labels = ("选业务", "刷证件", "确认", "取号")
    states = ["done" if at < now else "now" if at == now else "todo" for at in range(len(labels))]
    return tuple(Step(label, state) for label, state in zip(labels, states, strict=True))


def base(screen: str, title: str, **rest: object) -> Snapshot:
    plain = Snapshot(
        screen=screen,
        lang="zh",
        title=title,
        spoken=title,
        header=HEAD_ZH,
        modes=Modes(),
        footer=FOOT_ZH,
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
KEYS = tuple(
    Action("key", label, label, icon)
    for label, icon in [*((d, "") for d in "123456789X0"), ("删除", "delete")]
)

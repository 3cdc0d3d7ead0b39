"""Slips as the service composes them; no real person, place or address."""

from kiosk.messages.printing import Slip, SlipLine

CODE = "https://zwfw.example.invalid/t/7f3a9c52d1e84b06"
RULE = "─" * 24


def ticket(number: str = "A012", holder: str = "测*甲", code: str = CODE) -> Slip:
    return Slip(
        lines=(
            SlipLine("示例市政务服务中心", size=2, bold=True, align="center"),
            SlipLine("24 小时自助服务区 · 03 号机", align="center"),
            SlipLine(RULE),
            SlipLine("排队号", align="center"),
            SlipLine(number, size=4, bold=True, align="center"),
            SlipLine("综合服务 · 社会保险", size=2, align="center"),
            SlipLine(RULE),
            SlipLine("办理人　　" + holder + "（已读身份证）"),
            SlipLine("前面还有　6 人，预计等候约 12 分钟"),
            SlipLine("可办窗口　3、7、8 号"),
            SlipLine("取号时间　2026-03-12 09:41:07"),
            SlipLine(RULE),
            SlipLine("扫码查看排队进度", align="center"),
        ),
        qr=code,
        footer=(
            SlipLine("请留意叫号屏和语音，过号请到导办台。", align="center"),
            SlipLine("当日有效　不收费", bold=True, align="center"),
        ),
    )

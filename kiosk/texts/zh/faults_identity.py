"""Why somebody is not identified by other means than a card, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_OTHER = "可以换一种方式，或再试一次"
_COUNTER = "也可以到人工窗口办理"
_PHONE = "也可以拨打 {hotline}"
_GO = "可以换一种方式，或者到人工窗口办理。"

IDENTITY_FAULTS: dict[Fault, FaultText] = {
    Fault.IDENTITY_NO_ANSWER: FaultText(
        "身份认证没有回音",
        "身份认证系统十秒内没有回答，您填过的内容都还在。",
        (_OTHER, _COUNTER, _PHONE),
        f"身份认证系统没有回答，您填过的内容都还在。{_GO}",
        "身份认证源在限时内没有应答或连不上。看网络和认证源的响应时间；恢复后自动正常。",
    ),
    Fault.IDENTITY_NOT_OURS: FaultText(
        "身份认证的回答有问题",
        "收到的回答不完整，或者对不上这次的认证，为了您的信息安全没有采用。",
        (_OTHER, _COUNTER, _PHONE),
        f"收到的回答对不上这次的认证，为了您的信息安全没有采用。{_GO}",
        "认证源的应答不合约定：网页、缺字段、号码校验位不对或级别过高。查配置里的地址和认证源。",
    ),
    Fault.IDENTITY_REFUSED: FaultText(
        "现在不能这样认证",
        "身份认证系统没有受理本机这次请求。",
        (_OTHER, _COUNTER, _PHONE),
        f"身份认证系统没有受理这次请求。{_GO}",
        "认证源拒绝了本机：令牌、应用编号或密钥不对，或没有开通。核对配置的认证部分。",
    ),
    Fault.IDENTITY_UNKNOWN: FaultText(
        "没有查到登记的身份",
        "这个号码或证书还没有在实名系统里登记。",
        ("可以换一种方式，比如放身份证", _COUNTER, _PHONE),
        f"这个号码或证书还没有在实名系统里登记。{_GO}",
        "认证源里没有这个手机号、码或证书的主体。不是本机故障。",
    ),
    Fault.IDENTITY_CODE_OLD: FaultText(
        "这个码已经过期",
        "为了安全，码和验证码只在短时间里有效，这个已经过了时间。",
        ("刷新手机上的码，再试一次", _COUNTER, _PHONE),
        f"这个码已经过了有效时间，请刷新后再试一次。{_GO}",
        "认证码超过了有效时间。反复出现时核对终端、手机和认证源的时间。",
    ),
    Fault.IDENTITY_CODE_USED: FaultText(
        "这个码已经用过了",
        "每个码只能用一次，这个码刚才已经用过。",
        ("刷新手机上的码，再试一次", _COUNTER, _PHONE),
        f"这个码已经用过一次，请刷新后再试一次。{_GO}",
        "一次性认证码被再次出示。偶发是误刷；集中出现时查是否有人翻拍。",
    ),
    Fault.IDENTITY_CODE_BAD: FaultText(
        "这不是能用的身份码",
        "认不出这个码，它可能属于别的用途，或者没有显示完整。",
        ("请打开身份码，再试一次", _COUNTER, _PHONE),
        f"认不出这个码，请打开手机上的身份码再试一次。{_GO}",
        "码的格式、用途或签名不符。不是本机故障；集中出现时查是否有人伪造。",
    ),
    Fault.SMS_WRONG: FaultText(
        "验证码不对",
        "输入的验证码和短信里的不一样。",
        ("请看短信，再输入一次", _COUNTER, _PHONE),
        f"输入的验证码和短信里的不一样，请再输入一次。{_GO}",
        "短信验证码不符。不是本机故障。",
    ),
    Fault.SMS_LOCKED: FaultText(
        "验证码输错了三次",
        "为了安全，这个验证码不能再用了。",
        ("重新获取验证码，或换一种方式", _COUNTER, _PHONE),
        f"验证码输错了三次，不能再用了，请重新获取。{_GO}",
        "同一验证码输错三次后作废。集中出现时查是否有人试探。",
    ),
    Fault.SMS_WAIT: FaultText(
        "验证码发得太频繁",
        "这个号码刚刚发过验证码，要过一会儿才能再发。",
        ("请稍等一分钟再获取，或换一种方式", _COUNTER, _PHONE),
        f"刚刚发过验证码，请稍等一会儿再获取。{_GO}",
        "短信发送频率到了上限。不是本机故障；集中出现时查是否有人轰炸号码。",
    ),
    Fault.IDENTITY_OTHER: FaultText(
        "和前面确认的不是同一人",
        "这次认证的人和您前面确认的人不是同一个，没有采用。",
        ("用本人的证件再试一次，或换人办理", _COUNTER, _PHONE),
        f"这次认证的人和前面确认的人不是同一个。{_GO}",
        "提升认证级别时换了人，原来的身份保持不变。不是本机故障。",
    ),
    Fault.UKEY_ABSENT: FaultText(
        "没有找到数字证书",
        "机器上没有插着能用的法人数字证书。",
        ("插好证书，再试一次", _COUNTER, _PHONE),
        f"没有找到插好的数字证书，请插好后再试一次。{_GO}",
        "证书接口没有应答或没有证书。查接口和驱动。",
    ),
    Fault.UKEY_REFUSED: FaultText(
        "数字证书没有通过",
        "证书没有签名，或者签名没有通过核对。",
        ("在证书上确认后，再试一次", _COUNTER, _PHONE),
        f"数字证书没有通过核对，请在证书上确认后再试一次。{_GO}",
        "证书签名没有通过认证源核对：证书已吊销、过期，或没有按确认键。",
    ),
}

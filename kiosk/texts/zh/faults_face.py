"""Faults of any camera, of the portrait and the comparison of faces, in Simplified Chinese.

A face is never the only way: every text names the way without it. A camera may also be there for
papers or for codes, so its texts say what then.
"""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_WITHOUT_FACE = "可选“不使用人脸”，换个办法接着办"
_AT_COUNTER = "也可到人工窗口，由工作人员核对"
_INSTEAD = (_WITHOUT_FACE, _AT_COUNTER, _PHONE)
_SAID = "您可以选不使用人脸，换个办法接着办，也可以到人工窗口。"
_BY_CAMERA = ("拍人像可选“不使用人脸”，换个办法办", "拍材料或扫码，请到人工窗口", _PHONE)
_BY_CAMERA_SAID = (
    "拍人像的话，您可以选不使用人脸，换个办法接着办。拍材料或者扫码的话，请到人工窗口。"
)
_OR = "也可选“不使用人脸”，或到人工窗口"
_OR_SAID = "您也可以选不使用人脸，或者到人工窗口。"

_CAMERA: dict[Fault, FaultText] = {
    Fault.CAMERA_ABSENT: FaultText(
        "摄像头现在不能用",
        "本机没有接上这个摄像头，您的事可以换个办法办。",
        _BY_CAMERA,
        f"摄像头现在不能用。{_BY_CAMERA_SAID}",
        "找不到配置的摄像头。查数据线，核对配置的设备名称或地址。",
    ),
    Fault.CAMERA_SILENT: FaultText(
        "摄像头没有画面",
        "摄像头接上了，可是没有画面过来。",
        _BY_CAMERA,
        f"摄像头现在没有画面。{_BY_CAMERA_SAID}",
        "摄像头打开了，但不出画面，或总是同一幅。重接数据线；反复出现时换摄像头。",
    ),
    Fault.CAMERA_BLACK: FaultText(
        "摄像头的画面是黑的",
        "镜头前面可能有东西挡着。",
        _BY_CAMERA,
        f"摄像头的画面是黑的，镜头前面可能有东西挡着。{_BY_CAMERA_SAID}",
        "画面全黑。查镜头盖、贴纸、灯光和供电。",
    ),
    Fault.CAMERA_CHANGED: FaultText(
        "摄像头正在重新打开",
        "摄像头的画面刚才变了样，正在重新打开。",
        ("请稍等一会儿，再试一次", _OR, _PHONE),
        f"摄像头正在重新打开，请稍等一会儿，再试一次。{_BY_CAMERA_SAID}",
        "画面大小与打开时不同：换了设备，或被别的程序改了设置。这幅画面没有采用；反复出现时查连线。",
    ),
}

_PORTRAIT: dict[Fault, FaultText] = {
    Fault.FACE_NONE: FaultText(
        "请面对摄像头",
        "画面里还没有看到人脸。",
        ("请面对摄像头，取下帽子和口罩", _OR, _PHONE),
        f"画面里还没有看到人脸。请面对摄像头，取下帽子和口罩。{_OR_SAID}",
        "规定时间内没有找到人脸。常出现时查摄像头高度和光线。",
    ),
    Fault.FACE_MANY: FaultText(
        "画面里不止一个人",
        "本机分不清要拍的是哪一位。",
        ("请陪同的人先站到旁边", _OR, _PHONE),
        f"画面里不止一个人，本机分不清要拍的是哪一位。请陪同的人先站到旁边。{_OR_SAID}",
        "画面里找到多张脸。常出现时查背景有无海报或排队的人。",
    ),
    Fault.FACE_FAR: FaultText(
        "请再走近一点",
        "离摄像头有点远，脸在画面里太小。",
        ("请往前走一小步，看着摄像头", _OR, _PHONE),
        f"离摄像头有点远。请往前走一小步，看着摄像头。{_OR_SAID}",
        "脸的宽度小于设定。常出现时查摄像头的位置和取景。",
    ),
    Fault.FACE_NEAR: FaultText(
        "请往后退一点",
        "离摄像头有点近，脸在画面里太大。",
        ("请往后退一小步，看着摄像头", _OR, _PHONE),
        f"离摄像头有点近。请往后退一小步，看着摄像头。{_OR_SAID}",
        "脸的宽度大于设定。常出现时查摄像头的位置和取景。",
    ),
    Fault.FACE_OFF_CENTRE: FaultText(
        "请站到中间",
        "脸还不在画面中间。",
        ("请看屏幕上的框，把脸移到中间", _OR, _PHONE),
        f"脸还不在画面中间。请看屏幕上的框，慢慢移到中间。{_OR_SAID}",
        "脸偏离画面中间。坐轮椅的人常这样时，调低摄像头。",
    ),
    Fault.FACE_DARK: FaultText(
        "光线有点暗",
        "照到脸上的光不够，看不清。",
        ("请转一点身，让光照到脸上", _OR, _PHONE),
        f"光线有点暗。请转一点身，让光照到脸上。{_OR_SAID}",
        "脸部亮度低于设定。查补光灯和环境光。",
    ),
    Fault.FACE_BRIGHT: FaultText(
        "光线有点亮",
        "脸上或者身后的光太强，看不清。",
        ("请转一点身，避开强光再试一次", _OR, _PHONE),
        f"光线有点亮。请转一点身，避开强光，再试一次。{_OR_SAID}",
        "脸部亮度高于设定。查窗户逆光和补光灯亮度。",
    ),
    Fault.FACE_BLUR: FaultText(
        "画面不够清楚",
        "拍的时候可能动了一下。",
        ("请站稳，看着摄像头停一会儿", _OR, _PHONE),
        f"画面不够清楚。请站稳，看着摄像头停一会儿。{_OR_SAID}",
        "脸部清晰度低于设定。多人都这样时，擦镜头，查对焦。",
    ),
    Fault.FACE_UNEVEN: FaultText(
        "脸上的光一边亮一边暗",
        "光从一边照过来，脸的另一边看不清。",
        ("请转一点身，正对着光看摄像头", _OR, _PHONE),
        f"脸上的光一边亮一边暗。请转一点身，正对着光看摄像头。{_OR_SAID}",
        "脸的左右两半亮度相差大于设定。查窗户侧光和补光灯的位置。",
    ),
    Fault.FACE_EYES: FaultText(
        "请露出眼睛，看着摄像头",
        "画面里有脸，可是还看不清两只眼睛。",
        ("请睁眼平视，拨开头发，墨镜请摘下", _OR, _PHONE),
        f"画面里还看不清两只眼睛。请睁眼平视，拨开头发，墨镜请摘下。{_OR_SAID}",
        "找到了脸，没有找到平齐的两只眼睛。常出现时查眼镜反光、摄像头高度和光线。",
    ),
    Fault.FACE_BACKGROUND: FaultText(
        "身后的背景不够干净",
        "这种照片要求身后是一片浅色，没有别的东西。",
        ("请把身后的人和东西移开，再试一次", _OR, _PHONE),
        f"身后的背景不够干净。请身后的人先站到旁边，东西先移开，再试一次。{_OR_SAID}",
        "头部两侧的背景不均匀或太暗，而所配照片标准要求纯色。查背景板和背景灯。",
    ),
}

_COMPARISON: dict[Fault, FaultText] = {
    Fault.FACE_NO_MODEL: FaultText(
        "本机不比对人脸",
        "本机没有装比对人脸的部分，您的事可以换个办法办。",
        _INSTEAD,
        f"本机不比对人脸。{_SAID}",
        "没有配备人脸模型文件。不是故障；需要时按说明放入并登记。",
    ),
    Fault.FACE_NO_CHIP_PHOTO: FaultText(
        "没有照片可以比对",
        "证件芯片里的照片本机看不了，不是您的证件有问题。",
        _INSTEAD,
        f"证件芯片里的照片本机看不了，不是您的证件有问题。{_SAID}",
        "没有配备芯片照片的解码程序，或它没有给出照片。文字信息照常可用。",
    ),
    Fault.FACE_DIFFERENT: FaultText(
        "这次没有比对上",
        "拍到的和证件照片不够像，光线和年月都会有影响。",
        ("可以再试一次，或选“不使用人脸”", _AT_COUNTER, _PHONE),
        "这次没有比对上，光线和年月都会有影响。您可以再试一次，也可以选不使用人脸，换个办法接着办，"
        "还可以到人工窗口，由工作人员核对。",
        "相似度低于设定。不说明是不是本人；请人工核对，不要只凭这个结果拒绝。",
    ),
}

FACE_FAULTS: dict[Fault, FaultText] = {**_CAMERA, **_PORTRAIT, **_COMPARISON}

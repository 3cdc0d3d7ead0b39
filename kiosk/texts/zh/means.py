"""Words of being identified without a card, and of stepping up, in Simplified Chinese."""

from kiosk.flow.states import State
from kiosk.texts.screen_text import ScreenText

MEANS_SCREENS: dict[State, ScreenText] = {
    State.STEP_UP: ScreenText(
        "还差一步确认",
        "办这件事要再核对一次，前面确认过的都还在",
        "办这件事要再核对一次身份，前面确认过的都还在。屏幕上列出了可以用的方式，请选一种，"
        "也可以直接放上身份证。",
    ),
    State.FACE: ScreenText(
        "请看摄像头，核对是本人",
        "只和身份证里的照片比对；画面不保存，不传出本机",
        "请看摄像头。本机把画面和身份证里的照片比对，画面不保存，也不传出去。点开始比对就表示同意；"
        "也可以选不使用人脸，换个办法接着办。",
    ),
    State.MOBILE: ScreenText(
        "请输入手机号码",
        "用来收验证码，离开即清除，屏幕上只显示头尾",
        "请输入十一位手机号码，用来收短信验证码。",
    ),
    State.SMS_CODE: ScreenText(
        "请输入短信里的验证码",
        "六位数字，五分钟内有效",
        "请看手机短信，输入六位验证码。没有收到，可以重新获取。",
    ),
    State.IDENTIFYING: ScreenText(
        "正在核对", "请稍等，最多十秒；核对完不会留在本机", "正在核对，请稍等，最多十秒。"
    ),
}
MEANS_WORDS: dict[str, str] = {
    "means_IDCARD_FACE": "身份证加人脸",
    "means_IDCARD_FACE_detail": "先放身份证，再看摄像头",
    "face_tile": "看一下摄像头",
    "face_tile_detail": "和身份证照片比对，不保存",
    "face_start": "同意，开始比对",
    "face_again": "再试一次",
    "face_without": "不使用人脸",
    "face_busy": "正在比对，请看摄像头",
    "face_left": "还可以试 {n} 次，也可以选“不使用人脸”。",
    "face_privacy": "不愿意用人脸也能办：请选“不使用人脸”",
    "face_not_now": "摄像头现在不能用",
    "face_not_now_body": "可以等它恢复，也可以选“不使用人脸”接着办。",
    "means_QR_APP": "出示手机身份码",
    "means_QR_APP_detail": "打开政务应用里的身份码",
    "means_EID": "出示电子身份证",
    "means_EID_detail": "打开手机里的电子身份证",
    "means_EBL": "出示电子营业执照",
    "means_EBL_detail": "企业办事用，由经办人出示",
    "means_SMS": "收短信验证码",
    "means_SMS_detail": "用实名登记的手机号",
    "means_UKEY": "插入企业数字证书",
    "means_UKEY_detail": "插好后在证书上确认",
    "means_STAFF": "请工作人员核对本人",
    "means_STAFF_detail": "不用人脸，工作人员当面核对",
    "scan_title_EID": "请打开手机上的电子身份证，对准扫码窗口",
    "scan_title_EBL": "请打开手机上的电子营业执照，对准扫码窗口",
    "scan_title_STAFF": "请工作人员出示工作码，对准扫码窗口",
    "step_now_AL0": "还没有确认身份",
    "step_now_AL1": "已确认：知道号码或验证码",
    "step_now_AL2": "已确认：本人证件",
    "step_now_AL3": "已确认：本人证件和本人",
    "step_now_AL4": "已确认：工作人员当面核对",
    "step_need_AL0": "不用确认",
    "step_need_AL1": "验证码即可",
    "step_need_AL2": "要本人证件",
    "step_need_AL3": "要本人证件，并核对是本人",
    "step_need_AL4": "要工作人员当面核对",
    "step_now": "{now}，这些都还在",
    "step_need": "这件事",
    "step_none_here": "本机现在没有能用的方式",
    "step_elsewhere": "别处可用",
    "step_at_neighbour": "{names}：到 {neighbour} 或人工窗口",
    "step_at_counter": "{names}：到人工窗口",
    "step_other": "换人办理",
    "sms_hint": "已输入 {n} 位，共 6 位",
    "sms_again": "重新获取",
    "sms_to": "已发到 {mobile}，五分钟内有效",
    "sms_unreadable": "请输入六位数字",
    "busy_identifying": "正在核对",
    "busy_sending": "正在发送验证码",
    "busy_key": "请在数字证书上确认",
    "company": "企业名称",
    "credit_code": "统一社会信用代码",
    "handler": "经办人",
    "handler_no": "经办人证件号码",
}

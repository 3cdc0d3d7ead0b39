"""What citizens have in their hands: phones, licences, U-keys; as the dock plays them."""

from dataclasses import dataclass

import requests

from kiosk.identity import Means

JIA = ("测试甲", "440524188001010014", "10099000000")
YI = ("测试乙", "11010519491231002X", "10099000001")
"""Name, number and mobile number as the simulated providers know them."""
COMPANY = ("示例市某某科技有限公司", "91990100MA990001X7")
"""Its legal representative is JIA."""
STRANGER = "10099999999"
KINDS = {Means.QR_APP: "app", Means.EID: "eid", Means.EBL: "ebl", Means.STAFF: "staff"}
STAFF_NO = "S99001"


@dataclass(frozen=True)
class Hands:
    """At a platform that was started for a demo or a test."""

    url: str

    def code(self, means: Means, number: str) -> str:
        """The QR that the phone shows now."""
        return str(self.order(do="code", kind=KINDS[means], number=number)["text"])

    def sms(self, mobile: str) -> str:
        """The digits of the last text message."""
        return str(self.order(do="sms", mobile=mobile)["code"])

    def plug(self, credit_code: str) -> None:
        self.order(do="plug", number=credit_code)

    def order(self, **what: str) -> dict[str, object]:
        answer = requests.post(f"{self.url}/_world/identity", json=what, timeout=10)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

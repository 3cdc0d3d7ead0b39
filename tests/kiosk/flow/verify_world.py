"""Of the world round the flow: codes held under the reader, and answers about papers, late, of
others or not at all."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.certificates.claims import Verdict
from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.events import ImagingBack, Touched
from kiosk.flow.scan.scan import Check
from kiosk.flow.states import State
from kiosk.messages.certificates import CodeVerified
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hosts import Cancel
from kiosk.messages.imaging import CodeRead, PreviewHint, ReadCode
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench

HELD = ["HTTPS://V.EXAMPLE/V/2KDEJ", "", "7KQ2M9XWE4TA", "x" * 4096]
ENDS = [CompletionCode.TIMED_OUT, CompletionCode.HARDWARE_ERROR, CompletionCode.CANCELED]
FOUND = CodeVerified("", Verdict.GENUINE, "户籍证明", "示例市公安局", "测*甲", "2026-02-01")


class Verifies(RuleBasedStateMachine):
    bench: Bench

    def take(self, event: object) -> None:
        raise NotImplementedError

    @rule(typed=st.booleans(), mine=st.booleans(), verdict=st.sampled_from([*Verdict, None]))
    def somebody_verifies_a_paper(self, typed: bool, mine: bool, verdict: Verdict | None) -> None:
        """From wherever they are, with a reader that works."""
        self.take(ImagingBack())
        self.take(StatusChanged(Device.CODE_READER, DeviceStatus(DeviceState.ONLINE)))
        self.take(Touched("find"))
        self.take(Touched("verify"))
        if typed:
            self.take(Touched("by_hand"))
            for char in HELD[2]:
                self.take(Touched("type", char))
            self.take(Touched("next"))
        else:
            self.a_code_is_held(HELD[0], True)
        self.it_is_judged(mine, verdict)

    @rule(text=st.sampled_from(HELD), mine=st.booleans())
    def a_code_is_held(self, text: str, mine: bool) -> None:
        command = self.bench.model.scan.command if mine else "not mine"
        self.take(CodeRead(command, "QRCode", text))

    @rule(mine=st.booleans(), verdict=st.sampled_from([*Verdict, None]))
    def it_is_judged(self, mine: bool, verdict: Verdict | None) -> None:
        asked = self.bench.model.check.asked
        request = asked.request_id if asked is not None and mine else "not mine"
        self.take(replace(FOUND, request_id=request, verdict=verdict))

    @rule(end=st.sampled_from(ENDS), mine=st.booleans())
    def the_reader_ends_it(self, end: CompletionCode, mine: bool) -> None:
        command = self.bench.model.scan.command if mine else "not mine"
        self.take(PreviewHint(command, Fault.CODE_NOT_TEXT))
        self.take(CommandFailed(command, Device.CODE_READER, end, Fault.CAMERA_SILENT))

    @invariant()
    def the_reader_is_asked_only_where_a_code_is_waited_for(self) -> None:
        model = self.bench.model
        begun = [one.command for one in self.bench.all_said(ReadCode)]
        ended = [one.command for one in self.bench.all_said(Cancel)]
        assert len(begun) == len(set(begun))
        if model.scan.command:
            assert model.state is State.SCAN and model.scan.command in begun
            assert model.scan.command not in ended

    @invariant()
    def nothing_of_a_paper_is_left_where_another_one_begins(self) -> None:
        model = self.bench.model
        if model.state is State.IDLE:
            assert model.check == Check()
        if model.state is State.VERDICT:
            check = model.check
            assert check.asked or check.found or check.refused

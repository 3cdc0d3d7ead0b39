"""Of the world round the flow: who somebody is, said late, of others, or not at all."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.events import ImagingBack, ImagingLost, Touched
from kiosk.flow.identify.known import person_of
from kiosk.flow.states import State
from kiosk.identity import Assurance, IdentityCard, Means
from kiosk.messages.cards import CardRead
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hosts import Cancel
from kiosk.messages.identity import CodeSent, IdentityFound
from kiosk.messages.imaging import CodeRead, CompareFace, FaceCompared, PreviewHint
from kiosk.messages.items import ItemShown
from kiosk.messages.queries import RunQuery
from kiosk.messages.service import Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.means_way import ALL, COMPANY, MOBILE, demanding
from tests.kiosk.item_samples import FINES
from tests.kiosk.samples import JIA, YI

WAYS = [
    ("AL1", ("SMS", "QR_APP")),
    ("AL2", ("IDCARD", "SSCARD")),
    ("AL2", ("EBL", "UKEY")),
    ("AL3", ("IDCARD_FACE",)),
    ("AL3", ("UKEY", "IDCARD_FACE")),
]
PEOPLE = st.sampled_from([YI, YI, JIA])
ENDS = [
    (CompletionCode.TIMED_OUT, Fault.FACE_NONE),
    (CompletionCode.UNSUPPORTED_COMMAND, Fault.FACE_NO_MODEL),
    (CompletionCode.INVALID_DATA, Fault.FACE_NO_CHIP_PHOTO),
    (CompletionCode.HARDWARE_ERROR, Fault.CAMERA_SILENT),
    (CompletionCode.CANCELED, Fault.DEVICE_BUSY),
]
FAULTS = [Fault.SMS_WRONG, Fault.SMS_LOCKED, Fault.IDENTITY_NO_ANSWER, Fault.IDENTITY_CODE_USED]


class Identities(RuleBasedStateMachine):
    bench: Bench
    stood: dict[str, str]
    """session -> the number of the person who confirmed in it"""

    def take(self, event: object) -> None:
        raise NotImplementedError

    @rule(online=st.booleans(), means=st.sampled_from([ALL, (Means.SMS,), ()]))
    def the_terminal_asks_about(self, online: bool, means: tuple[Means, ...]) -> None:
        hall = self.bench.model.hall
        if hall is not None:
            self.take(replace(hall, means=means))
        self.take(ImagingBack() if online else ImagingLost())
        state = DeviceState.ONLINE if online else DeviceState.OFFLINE
        self.take(StatusChanged(Device.CODE_READER, DeviceStatus(state)))
        self.take(StatusChanged(Device.FACE_CAMERA, DeviceStatus(state)))

    @rule(way=st.sampled_from(WAYS), steps=st.integers(0, 6), who=PEOPLE)
    def somebody_does_what_asks_for_more(
        self, way: tuple[str, tuple[str, ...]], steps: int, who: IdentityCard
    ) -> None:
        self.take(Touched("find"))
        self.take(Touched("item", FINES))
        shown = demanding(way[0], *way[1])
        self.take(ItemShown(self.bench.model.visit.asked, FINES, 1, shown))
        self.take(Touched("begin"))
        for _ in range(steps):
            self.go_on_identifying(who)

    def go_on_identifying(self, who: IdentityCard) -> None:
        model, shown = self.bench.model, self.bench.screen
        if model.state in (State.CHOOSE_MEANS, State.STEP_UP) and shown.tiles:
            self.take(Touched("means", shown.tiles[-1].arg))
        elif model.state is State.READ_CARD and model.reading:
            self.take(CardRead(model.reading, who, 1.0))
        elif model.state in (State.MOBILE, State.SMS_CODE):
            for digit in MOBILE if model.state is State.MOBILE else "123456":
                self.take(Touched("key", digit))
            self.take(Touched("next"))
        elif model.state is State.SCAN:
            self.take(CodeRead(model.scan.command, "QRCode", "a code"))
        elif model.state is State.FACE and not model.face.command:
            self.take(Touched("again"))
        elif model.state is State.FACE:
            self.take(FaceCompared(model.face.command, True, 0.9))
        elif model.state is State.IDENTIFYING and model.asking.means is Means.SMS:
            self.take(CodeSent(model.asking.asked, 60, 300))
            self.take(self._found(who, True))
        elif model.state is State.IDENTIFYING:
            self.take(self._found(who, True))
        elif model.state is State.CONFIRM:
            self.take(Touched("confirm"))

    @rule(who=PEOPLE, mine=st.booleans())
    def somebody_is_named(self, who: IdentityCard, mine: bool) -> None:
        self.take(self._found(who, mine))

    def _found(self, who: IdentityCard, mine: bool) -> IdentityFound:
        asking = self.bench.model.asking
        means = asking.means or Means.QR_APP
        request = asking.asked if mine else "not mine"
        if means in (Means.EBL, Means.UKEY):
            level = Assurance.AL3 if means is Means.UKEY else Assurance.AL2
            return IdentityFound(request, means, level, *COMPANY, who.name, who.id_no)
        level = Assurance.AL1 if means is Means.SMS else Assurance.AL2
        if means is Means.STAFF:
            return IdentityFound(request, means, Assurance.AL4, "大厅工作人员", "S99001")
        return IdentityFound(request, means, level, who.name, who.id_no)

    @rule(fault=st.sampled_from(FAULTS), mine=st.booleans())
    def nobody_is_named(self, fault: Fault, mine: bool) -> None:
        self.take(Refused(self.bench.model.asking.asked if mine else "not mine", fault))

    @rule(mine=st.booleans())
    def a_code_is_sent(self, mine: bool) -> None:
        request = self.bench.model.asking.asked if mine else "not mine"
        self.take(CodeSent(request, 60, 300))

    @precondition(lambda self: self.bench.where() is State.SCAN)
    @rule(text=st.sampled_from(["a code", "https://example.invalid/", ""]))
    def a_code_is_held_there(self, text: str) -> None:
        self.take(CodeRead(self.bench.model.scan.command, "QRCode", text))

    @rule(same=st.booleans(), mine=st.booleans())
    def a_face_is_compared(self, same: bool, mine: bool) -> None:
        command = self.bench.model.face.command if mine else "not mine"
        self.take(PreviewHint(command, Fault.FACE_FAR))
        self.take(FaceCompared(command, same, 0.9 if same else 0.1))

    @rule(end=st.sampled_from(ENDS), mine=st.booleans())
    def nobody_is_compared(self, end: tuple[CompletionCode, Fault], mine: bool) -> None:
        command = self.bench.model.face.command if mine else "not mine"
        self.take(CommandFailed(command, Device.FACE_CAMERA, *end))

    @invariant()
    def the_camera_is_asked_only_where_a_face_is_waited_for(self) -> None:
        model = self.bench.model
        begun = [one.command for one in self.bench.all_said(CompareFace)]
        ended = [one.command for one in self.bench.all_said(Cancel)]
        assert len(begun) == len(set(begun))
        if model.face.command:
            assert model.state is State.FACE
            assert model.face.command in begun
            assert model.face.command not in ended

    @invariant()
    def nobody_is_held_before_the_camera(self) -> None:
        shown = self.bench.screen
        if self.bench.where() is State.FACE:
            assert shown.secondary is not None
            assert (shown.secondary.verb, shown.secondary.enabled) == ("back", True)

    @invariant()
    def one_person_a_session(self) -> None:
        """Who confirmed stays the one, whatever is proved of them later."""
        model = self.bench.model
        if model.confirmed and model.holder is not None and person_of(model.holder):
            number = person_of(model.holder).upper()
            assert self.stood.setdefault(model.session_id, number) == number

    @invariant()
    def nobody_asks_with_more_than_was_proved(self) -> None:
        model = self.bench.model
        asked = [one for one in self.bench.said if isinstance(one, RunQuery)]
        if asked and model.state is State.QUERY_WAIT and asked[-1].sealed:
            assert model.holder is not None
            assert asked[-1].assurance <= model.holder.assurance

    @invariant()
    def a_mobile_number_goes_with_the_step(self) -> None:
        asking = self.bench.model.asking
        if asking.mobile:
            assert asking.means is Means.SMS

import QtQuick

// Shows something for as long as it is held: "on" is sent when a finger or a key comes down, "off"
// when it is let go, wherever the finger is then, or taken away by the window.
Item {
    id: root

    property var action: Hand.none
    readonly property bool live: action.enabled ?? false
    readonly property bool touchable: live && enabled && visible
    readonly property bool holding: objectName !== "" && (finger || key)
    readonly property bool lit: holding || (action.on ?? false)
    property bool finger: false
    property bool key: false

    function letGo(): void {
        finger = false;
        key = false;
    }

    function hold(event: KeyEvent, down: bool): void {
        if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter && event.key !== Qt.Key_Space)
            return;
        event.accepted = true;
        if (!event.isAutoRepeat)
            key = down && live;
    }

    objectName: Hand.nameOf(action)
    visible: objectName !== ""
    activeFocusOnTab: touchable
    implicitWidth: label.x + label.width + Tokens.mm(5)
    implicitHeight: Math.max(Tokens.target + Tokens.mm(3), label.implicitHeight + Tokens.small)

    Accessible.role: Accessible.Button
    Accessible.name: label.text
    Accessible.focusable: live
    Accessible.pressed: holding
    // Who cannot hold presses once to see and once more to hide.
    Accessible.onPressAction: key = !key && live

    Keys.onPressed: event => root.hold(event, true)
    Keys.onReleased: event => root.hold(event, false)
    onActiveFocusChanged: {
        if (!activeFocus)
            key = false;
    }
    // Under the idle warning nothing is sent: there every touch would mean "I am here".
    onHoldingChanged: {
        if (enabled && objectName !== "")
            Hand.touched(action.verb, holding ? "on" : "off");
    }
    Window.onActiveChanged: {
        if (!Window.active)
            letGo();
    }

    MouseArea {
        anchors.fill: parent
        enabled: root.live
        onPressed: root.finger = true
        onReleased: root.finger = false
        onCanceled: root.finger = false
    }
    KSurface {
        anchors.fill: parent
        raised: false
        color: root.lit ? Tokens.act : Tokens.surface
        border: Tokens.contrast ? Tokens.line : Tokens.act
        borderWidth: Tokens.mm(0.5)
    }
    KIcon {
        id: eye
        x: Tokens.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        name: root.action.icon ?? ""
        color: root.lit ? Tokens.actInk : Tokens.actText
        size: Tokens.body * 1.35
        weight: 1.9
    }
    KText {
        id: label
        x: eye.x + (eye.visible ? eye.width + Tokens.small : 0)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, Tokens.mm(Tokens.large ? 46 : 60))
        text: root.action.label ?? ""
        color: root.lit ? Tokens.actInk : Tokens.actText
        lineHeight: 0.9
    }
    KFocus {
        visible: root.activeFocus
    }
}

import QtQuick

// A small toggle: a ring that fills with a check mark.
KTouch {
    id: root

    readonly property bool on: action.on ?? false

    role: Accessible.CheckBox
    Accessible.checked: on
    implicitWidth: ring.width + label.implicitWidth + Tokens.mm(3.5) + 2 * Tokens.mm(6)
    implicitHeight: Math.max(Tokens.option, label.implicitHeight + 2 * Tokens.small)
    radius: Tokens.option / 2
    opacity: live ? 1 : 0.45

    KSurface {
        anchors.fill: parent
        radius: root.radius
        raised: false
        color: root.on || root.held ? Tokens.actSoft : Tokens.surface
        border: root.on ? Tokens.act : Tokens.line
        borderWidth: root.on ? Tokens.mm(0.75) : Tokens.hair
    }
    Rectangle {
        id: ring
        x: Tokens.mm(6)
        anchors.verticalCenter: parent.verticalCenter
        width: Tokens.mm(8.5)
        height: width
        radius: width / 2
        color: root.on ? Tokens.act : Tokens.surface
        border.width: Tokens.mm(0.6)
        border.color: root.on ? Tokens.act : Tokens.inkFaint

        KIcon {
            anchors.centerIn: parent
            name: root.on ? "check" : (root.action.icon ?? "")
            color: root.on ? Tokens.actInk : Tokens.inkSoft
            size: parent.width * 0.7
            weight: root.on ? 3 : 2
        }
    }
    KText {
        id: label
        anchors.left: ring.right
        anchors.leftMargin: Tokens.mm(3.5)
        anchors.right: parent.right
        anchors.rightMargin: Tokens.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        text: root.action.label
        color: root.on ? Tokens.actText : Tokens.ink
        font.bold: root.on
    }
}

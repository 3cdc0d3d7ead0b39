import QtQuick

// A label and its value: beside each other, or where there is room the value large under the label.
Item {
    id: root

    property var fact: ({})
    property bool stacked: false
    property real labelWidth: 0
    property int size: Tokens.strong
    readonly property string tone: fact.tone ?? "plain"
    readonly property bool toned: tone !== "plain"
    readonly property real room: width - (eye.visible ? eye.width + Tokens.gap : 0)

    implicitHeight: Math.max(value.y + value.height, eye.visible ? eye.implicitHeight : 0)

    KText {
        id: label
        width: root.stacked ? root.room : root.labelWidth
        y: root.stacked ? 0 : value.y
        text: root.fact.label ?? ""
        color: Tokens.inkSoft
        font.pixelSize: root.stacked ? Tokens.body : root.size
    }
    KIcon {
        id: mark
        x: root.stacked ? 0 : label.width + Tokens.small
        y: value.y + (root.size * 1.45 - height) / 2
        name: root.toned ? root.tone : ""
        color: Tokens.tone(root.tone)
        size: root.size * 1.1
        weight: 2
    }
    KText {
        id: value
        x: mark.x + (mark.visible ? mark.width + Tokens.small : 0)
        y: root.stacked ? label.height : eye.visible ? Math.max(0, (eye.implicitHeight - implicitHeight) / 2) : 0
        width: root.room - x
        text: root.fact.value ?? ""
        color: root.toned ? Tokens.tone(root.tone) : Tokens.ink
        font.pixelSize: root.size
        font.bold: root.toned || root.stacked
        font.features: Tokens.figures
    }
    KHold {
        id: eye
        anchors.right: parent.right
        y: (root.height - height) / 2
        width: implicitWidth
        height: implicitHeight
        action: root.fact.hold ?? Hand.none
    }
}

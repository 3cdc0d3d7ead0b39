import QtQuick

// A band: a hint, something to know, a fault. Its icon and its words say what its colour says.
Item {
    id: root

    property var notice
    readonly property real inset: Tokens.mm(Tokens.large ? 4 : 5.5)
    readonly property string tone: notice?.tone ?? "info"

    visible: !!notice
    implicitHeight: notice ? Math.max(words.height, mark.height) + 2 * root.inset : 0

    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text

    Rectangle {
        anchors.fill: parent
        radius: Tokens.radius
        color: Tokens.toneSoft(root.tone)
        border.width: Tokens.contrast ? Tokens.hair : 0
        border.color: Tokens.tone(root.tone)
    }
    KIcon {
        id: mark
        x: Tokens.pad
        y: root.inset + (title.font.pixelSize * 1.45 - height) / 2
        name: root.tone === "plain" ? "info" : root.tone
        color: Tokens.tone(root.tone)
        size: Tokens.body * 1.4
        weight: 2
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Tokens.mm(4.5)
        anchors.right: parent.right
        anchors.rightMargin: Tokens.pad
        y: root.inset
        spacing: Tokens.mm(0.5)

        KText {
            id: title
            width: parent.width
            text: root.notice?.title ?? ""
            font.bold: true
            color: Tokens.tone(root.tone)
        }
        KText {
            visible: text !== ""
            width: parent.width
            text: root.notice?.body ?? ""
        }
        KText {
            visible: text !== ""
            width: parent.width
            text: root.notice?.code ?? ""
            color: Tokens.inkSoft
            font.pixelSize: Tokens.caption
            font.features: Tokens.figures
        }
    }
}

import QtQuick

// A QR code for a telephone, what it is for beside it. Always dark on white: cameras want it so.
Item {
    id: root

    property var code
    readonly property bool large: code?.large ?? false
    readonly property real side: Tokens.mm(large ? (Tokens.wide ? 48 : 62) : Tokens.wide ? 28 : 34)

    visible: !!code
    implicitHeight: visible ? Math.max(side, words.implicitHeight) : 0

    Rectangle {
        id: sheet
        width: root.side
        height: root.side
        radius: Tokens.mm(2)
        color: "#FFFFFF"

        Image {
            anchors.fill: parent
            source: root.code ? "image://code/" + encodeURIComponent(root.code.payload) : ""
            smooth: false
            fillMode: Image.PreserveAspectFit
        }
    }
    Column {
        id: words
        x: sheet.width + Tokens.pad
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.tiny

        KText {
            width: parent.width
            text: root.code?.title ?? ""
            font.bold: true
        }
        KText {
            width: parent.width
            text: root.code?.note ?? ""
            color: Tokens.inkSoft
            font.pixelSize: Tokens.caption
        }
    }
}

import QtQuick

// What has been typed so far, or the hint; an error stands under it with its icon.
Item {
    id: root

    property var keypad
    readonly property string shown: keypad?.shown ?? ""
    readonly property string error: keypad?.error ?? ""

    implicitHeight: box.height + (error !== "" ? note.implicitHeight + Tokens.small : 0)

    KSurface {
        id: box
        width: parent.width
        height: Tokens.mm(Tokens.large ? 32 : 29)
        raised: false
        border: root.error !== "" ? Tokens.tone("bad") : Tokens.act
        borderWidth: Tokens.mm(0.75)

        Row {
            anchors.fill: parent
            anchors.leftMargin: Tokens.pad
            anchors.rightMargin: Tokens.pad
            spacing: Tokens.small

            KText {
                id: typed
                visible: root.shown !== ""
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, parent.width - caret.width - Tokens.small)
                height: parent.height
                verticalAlignment: Text.AlignVCenter
                text: root.shown
                font.pixelSize: Tokens.figure
                font.bold: true
                font.features: Tokens.figures
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Tokens.body
                wrapMode: Text.NoWrap
            }
            Rectangle {
                id: caret
                anchors.verticalCenter: parent.verticalCenter
                width: Tokens.mm(0.9)
                height: Tokens.figure * 1.1
                radius: width / 2
                color: Tokens.now
            }
            KText {
                visible: root.shown === ""
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - caret.width - Tokens.small
                text: root.keypad?.hint ?? ""
                color: Tokens.inkSoft
                font.pixelSize: Tokens.strong
            }
        }
    }
    Row {
        id: note
        visible: root.error !== ""
        anchors.top: box.bottom
        anchors.topMargin: Tokens.small
        width: parent.width
        spacing: Tokens.small

        KIcon {
            id: mark
            name: "bad"
            color: Tokens.tone("bad")
            size: Tokens.body * 1.3
            weight: 2
        }
        KText {
            width: note.width - mark.width - note.spacing
            text: root.error
            color: Tokens.tone("bad")
            font.bold: true
        }
    }
}

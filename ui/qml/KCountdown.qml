import QtQuick

// The idle warning, over everything. Any touch outside the way out goes on.
Item {
    id: root

    property var countdown
    property bool low: false
    readonly property int seconds: countdown?.left ?? 0
    readonly property int total: Math.max(1, countdown?.total ?? 1)

    visible: !!countdown

    Rectangle {
        anchors.fill: parent
        color: Tokens.veil
    }
    MouseArea {
        anchors.fill: parent
        onClicked: goOn.send()
    }
    Item {
        id: sheet
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.low ? root.height - height - Tokens.margin : (root.height - height) / 2
        width: Math.min(parent.width - 2 * Tokens.margin, Tokens.mm(244))
        height: stack.height + 2 * Tokens.mm(13)

        KSurface {
            anchors.fill: parent
            radius: Tokens.mm(9)
            raised: false
        }
        Column {
            id: stack
            x: Tokens.mm(13)
            y: Tokens.mm(13)
            width: parent.width - 2 * x
            spacing: Tokens.mm(5)

            KText {
                width: parent.width
                text: root.countdown?.title ?? ""
                font.pixelSize: Tokens.title
                font.bold: true
                horizontalAlignment: Text.AlignHCenter
                lineHeight: 0.92
            }
            KText {
                width: parent.width
                height: font.pixelSize * 1.15
                text: root.seconds
                color: Tokens.now
                font.pixelSize: Tokens.mm(38)
                font.bold: true
                font.features: Tokens.figures
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
            Rectangle {
                width: parent.width
                height: Tokens.mm(2.5)
                radius: height / 2
                color: Tokens.sunken

                Rectangle {
                    width: parent.width * Math.min(1, root.seconds / root.total)
                    height: parent.height
                    radius: height / 2
                    color: Tokens.now

                    Behavior on width {
                        NumberAnimation {
                            duration: Tokens.calm
                            easing.type: Easing.OutCubic
                        }
                    }
                }
            }
            KText {
                visible: text !== ""
                width: parent.width
                text: root.countdown?.body ?? ""
                color: Tokens.inkSoft
                font.pixelSize: Tokens.strong
                horizontalAlignment: Text.AlignHCenter
            }
            Item {
                width: 1
                height: Tokens.tiny
            }
            KButton {
                id: goOn
                action: root.countdown?.go_on ?? Hand.none
                primary: true
                width: parent.width
            }
            KButton {
                action: root.countdown?.leave ?? Hand.none
                width: parent.width
            }
        }
    }
}

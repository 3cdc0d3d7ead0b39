pragma ComponentBehavior: Bound
import QtQuick

// The main card. With something to remember it is drawn as a ticket: the huge number above a
// perforation, the facts below it.
Item {
    id: root

    property var card
    readonly property string big: card?.big ?? ""
    readonly property bool ticket: big !== ""
    readonly property real inset: Tokens.sheet

    visible: !!card
    implicitHeight: visible ? stack.height + 2 * inset : 0

    KSurface {
        anchors.fill: parent
        radius: Tokens.mm(8)
    }
    Column {
        id: stack
        x: root.inset
        y: root.inset
        width: root.width - 2 * root.inset
        spacing: Tokens.sheetGap

        KText {
            visible: text !== ""
            width: parent.width
            text: root.card?.heading ?? ""
            font.pixelSize: Tokens.heading
            font.bold: true
            horizontalAlignment: root.ticket ? Text.AlignHCenter : Text.AlignLeft
        }
        KText {
            visible: root.ticket
            width: parent.width
            height: font.pixelSize * 1.12
            text: root.big
            color: Tokens.actText
            font.pixelSize: Tokens.huge
            font.bold: true
            font.features: Tokens.figures
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Tokens.title
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
        Item {
            id: cut
            visible: root.ticket && facts.visible
            width: parent.width
            height: notch.width

            Repeater {
                model: cut.visible ? Math.max(0, Math.floor(cut.width / Tokens.mm(5))) : 0

                Rectangle {
                    required property int index
                    x: index * Tokens.mm(5) + Tokens.mm(1)
                    y: (cut.height - height) / 2
                    width: Tokens.mm(3)
                    height: Tokens.mm(0.6)
                    radius: height / 2
                    color: Tokens.line
                }
            }
            Item {
                x: -root.inset - Tokens.hair
                width: notch.width / 2 + Tokens.hair
                height: notch.height
                clip: true

                Rectangle {
                    id: notch
                    x: -width / 2
                    width: Tokens.mm(10)
                    height: width
                    radius: width / 2
                    color: Tokens.ground
                    border.color: Tokens.line
                    border.width: Tokens.hair
                }
            }
            Item {
                x: cut.width + root.inset - notch.width / 2
                width: notch.width / 2 + Tokens.hair
                height: notch.height
                clip: true

                Rectangle {
                    width: notch.width
                    height: width
                    radius: width / 2
                    color: Tokens.ground
                    border.color: Tokens.line
                    border.width: Tokens.hair
                }
            }
        }
        Rectangle {
            visible: !root.ticket && facts.visible && (root.card?.heading ?? "") !== ""
            width: parent.width
            height: Tokens.hair
            color: Tokens.line
        }
        KFacts {
            id: facts
            width: parent.width
            facts: root.card?.facts ?? []
        }
        KText {
            visible: text !== ""
            width: parent.width
            text: root.card?.note ?? ""
            color: Tokens.inkSoft
            horizontalAlignment: root.ticket && !facts.visible ? Text.AlignHCenter : Text.AlignLeft
        }
    }
}

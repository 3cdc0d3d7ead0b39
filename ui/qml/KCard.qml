pragma ComponentBehavior: Bound
import QtQuick

// The main card. With something to remember it is drawn as a ticket: the huge number above a
// perforation, the facts below it.
Item {
    id: root

    property var card
    // Height that may be used; where it is plenty, type and spaces grow into it.
    property real room: 0
    readonly property string big: card?.big ?? ""
    readonly property bool ticket: big !== ""
    readonly property bool headed: (card?.heading ?? "") !== ""
    readonly property real inset: Tokens.sheet + (roomy ? Tokens.mm(2) : 0)

    // What the roomy card takes, without the huge number.
    readonly property real line: Tokens.heading * 1.8 + 2 * Tokens.sheetGap
    readonly property real need: 2 * Tokens.sheet + Tokens.mm(4) + (headed ? line : 0) + (card?.note ? line : 0) + facts.need
    readonly property bool roomy: !!card && width > 0 && room > need + (ticket ? Tokens.huge * 1.5 : 0)
    readonly property real bigSize: roomy ? Math.max(Tokens.huge, Math.min(Tokens.mm(84), (room - need) * 0.6)) : Tokens.huge

    visible: !!card
    implicitHeight: visible ? stack.height + 2 * inset : 0

    KSurface {
        anchors.fill: parent
        radius: Tokens.mm(8)
    }
    Column {
        id: stack
        x: Tokens.sheet
        y: root.inset
        width: root.width - 2 * x
        spacing: Tokens.sheetGap

        KText {
            visible: text !== ""
            width: parent.width
            text: root.card?.heading ?? ""
            font.pixelSize: root.roomy ? Math.max(Tokens.heading, Tokens.mm(12.4)) : Tokens.heading
            font.bold: true
            horizontalAlignment: root.ticket ? Text.AlignHCenter : Text.AlignLeft
        }
        KText {
            visible: root.ticket
            width: parent.width
            height: font.pixelSize * 1.12
            text: root.big
            color: Tokens.actText
            font.pixelSize: root.bigSize
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
                x: -Tokens.sheet - Tokens.hair
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
                x: cut.width + Tokens.sheet - notch.width / 2
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
            visible: !root.ticket && facts.visible && root.headed
            width: parent.width
            height: Tokens.hair
            color: Tokens.line
        }
        KFacts {
            id: facts
            width: parent.width
            facts: root.card?.facts ?? []
            roomy: root.roomy
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

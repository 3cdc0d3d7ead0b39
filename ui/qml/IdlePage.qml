import QtQuick

// The quiet screen between two citizens. A touch anywhere begins.
Item {
    id: page

    required property var now
    required property real half
    readonly property bool low: now.modes.low
    // The blue runs to the edges of the glass.
    readonly property real x0: Tokens.margin
    readonly property real y0: Tokens.mm(Tokens.wide ? 7 : 10)

    MouseArea {
        anchors.fill: parent
        enabled: !!page.now.primary
        onClicked: Hand.touched(page.now.primary.verb, page.now.primary.arg)
    }
    Rectangle {
        id: hero
        x: -page.x0
        y: -page.y0
        width: act.split ? act.x - Tokens.mm(10) : page.width - 2 * x
        height: (act.split ? page.height + Tokens.mm(6) : act.y - Tokens.mm(10)) - y
        gradient: Gradient {
            GradientStop {
                position: 0
                color: Tokens.contrast ? "#000000" : "#0B3D91"
            }
            GradientStop {
                position: 1
                color: Tokens.contrast ? "#000000" : "#1450B4"
            }
        }

        PicHall {
            centre: Tokens.wide && !act.split ? 0.74 : 0.5
            width: parent.width
            height: parent.height - (centre > 0.5 ? 0 : words.y + words.height + Tokens.pad)
            anchors.bottom: parent.bottom
        }
        Column {
            id: words
            x: Tokens.margin
            y: act.grows || page.low ? Tokens.mm(12) : Tokens.mm(20)
            width: (parent.width - 2 * x) * (Tokens.wide && !act.split ? 0.5 : 1)
            spacing: Tokens.mm(3)

            KText {
                width: parent.width
                text: page.now.title
                color: "#FFFFFF"
                font.pixelSize: act.grows ? Tokens.title : Tokens.display
                font.bold: true
                lineHeight: 0.95
            }
            KText {
                visible: text !== ""
                width: parent.width
                text: page.now.lead
                color: Tokens.contrast ? "#FFFFFF" : "#DCE7FA"
                font.pixelSize: act.grows ? Tokens.strong : Tokens.heading
            }
        }
    }
    PageAct {
        id: act
        readonly property bool split: Tokens.wide && grows && !page.low
        now: page.now
        low: page.low
        x: split ? Math.round(page.width * 0.42) : 0
        y: split ? 0 : (grows ? (page.low ? page.half : Math.round(page.height * 0.34)) : page.height - implicitHeight)
        width: page.width - x
        height: page.height - y
    }
}

import QtQuick

// The quiet screen between two citizens: a greeting, what the hand does, how to begin, the truth
// about this machine. Where there is one way to begin, a touch anywhere is enough.
Item {
    id: page

    required property var now
    required property real half
    readonly property bool low: now.modes.low
    readonly property bool wide: Tokens.wide
    readonly property var way: now.primary ?? (now.tiles.length === 1 ? now.tiles[0] : null)
    // The blue runs to the edges of the glass.
    readonly property real beyondX: Tokens.margin
    readonly property real beyondY: Tokens.mm(wide ? 7 : 10)
    readonly property real column: wide ? Math.round(width * 0.44) : 0

    MouseArea {
        anchors.fill: parent
        enabled: !!page.way
        onClicked: Hand.touched(page.way.verb, page.way.arg)
    }
    Rectangle {
        id: hero
        x: -page.beyondX
        y: -page.beyondY
        width: page.wide ? page.column : page.width - 2 * x
        height: (page.wide ? page.height + Tokens.mm(6) : (band.visible ? band.y : act.y) - Tokens.mm(8)) - y
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
            visible: height > Tokens.mm(36)
            width: parent.width
            height: parent.height - words.y - words.height - Tokens.pad
            anchors.bottom: parent.bottom
        }
        Column {
            id: words
            x: Tokens.margin
            y: Tokens.mm(14)
            width: parent.width - 2 * x
            spacing: Tokens.mm(2)

            KText {
                width: parent.width
                text: page.now.title
                color: "#FFFFFF"
                font.pixelSize: page.wide ? Tokens.title : Tokens.display
                font.bold: true
                lineHeight: 0.95
            }
            KText {
                visible: text !== ""
                width: parent.width
                text: page.now.lead
                color: Tokens.contrast ? "#FFFFFF" : "#DCE7FA"
                font.pixelSize: Tokens.reading
            }
        }
    }
    Rectangle {
        id: band
        readonly property real room: act.y - Tokens.mm(8) - (page.wide ? 0 : Tokens.mm(Tokens.large ? 88 : 78))

        visible: page.now.picture !== "" && room > Tokens.mm(58)
        x: act.x
        y: act.y - Tokens.mm(6) - height
        width: act.width
        height: page.wide ? act.y - Tokens.mm(6) : Math.min(Tokens.mm(98), room)
        radius: Tokens.mm(8)
        color: Tokens.actSoft
        border.width: Tokens.contrast ? Tokens.hair : 0
        border.color: Tokens.line

        KPicture {
            id: hand
            x: Tokens.mm(6)
            y: Tokens.mm(6)
            width: hint.visible ? Math.min(band.width * (Tokens.large ? 0.3 : 0.38), height * 600 / 470) : band.width - 2 * x
            height: band.height - 2 * y
            picture: page.now.picture
        }
        Column {
            id: hint
            visible: page.now.picture_text !== ""
            anchors.verticalCenter: parent.verticalCenter
            x: hand.x + hand.width + Tokens.mm(6)
            width: parent.width - x - Tokens.mm(5)
            spacing: Tokens.small

            KText {
                width: parent.width
                text: page.now.picture_text
                color: Tokens.actText
                font.pixelSize: Tokens.large ? Tokens.strong : Tokens.heading
                font.bold: true
                lineHeight: 0.95
            }
            KText {
                visible: text !== ""
                width: parent.width
                text: page.now.picture_note
                color: Tokens.inkSoft
                font.pixelSize: Tokens.caption
                lineHeight: 0.95
            }
        }
    }
    PageAct {
        id: act
        now: page.now
        low: page.low
        x: page.wide ? page.column : 0
        y: page.height - height
        width: page.width - x
        height: Math.min(natural, page.height - (page.low ? page.half : page.wide ? 0 : Tokens.mm(60)))
    }
}

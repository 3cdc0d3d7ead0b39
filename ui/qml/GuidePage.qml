import QtQuick

// A text to read, or lines that lead on, with what can be done about it at the foot. What is masked
// in it shows while it is held. A picture that it belongs to stands above it. Wide: words and buttons
// stand on the left; what finds no room there stands on the right, above the text and below it.
Item {
    id: page

    required property var now
    required property real half
    readonly property bool wide: Tokens.wide
    readonly property bool low: now.modes.low
    // Large, so many buttons alone fill the left.
    readonly property bool apart: wide && Tokens.large && now.options.length > 2
    readonly property bool overfull: wide && say.whole + Tokens.pad + act.height > height && told.implicitHeight + Tokens.mm(60) < height
    readonly property real upper: wide ? (told.visible ? told.height + Tokens.gap : 0) : say.height + Tokens.pad
    readonly property real lower: (wide ? (apart ? ways.y : height + Tokens.pad) : act.y) - Tokens.pad
    // What the eye takes of that.
    readonly property real held: eye.visible ? eye.height + Tokens.gap : 0
    // What the picture takes.
    readonly property real drawn: now.chart ? Math.round((lower - upper) * 0.62) : 0
    // The lower half belongs to the lines: the notice stands above it.
    readonly property bool above: low && !wide && now.tiles.length > 0
    readonly property real saying: wide ? Math.round((width - Tokens.pad) * 0.4) : width

    PageSay {
        id: say
        now: page.now
        width: page.saying
        noticed: page.wide ? !page.overfull : page.above
        room: (page.above ? page.half : act.y) - Tokens.pad
    }
    KNotice {
        id: told
        visible: page.overfull && !!page.now.notice
        x: text.x
        width: text.width
        notice: page.now.notice
    }
    KHold {
        id: eye
        action: page.now.hold ?? Hand.none
        anchors.right: parent.right
        y: page.low ? page.lower - height : page.upper
        width: implicitWidth
        height: implicitHeight
    }
    KChart {
        visible: !!page.now.chart
        chart: page.now.chart
        x: text.x
        y: page.upper
        width: text.width
        height: page.drawn
    }
    KSections {
        id: text
        sections: page.now.sections
        x: page.wide ? page.saying + Tokens.pad : 0
        y: page.upper + (page.low ? 0 : page.held) + (page.drawn > 0 ? page.drawn + Tokens.pad : 0)
        width: page.width - x
        height: page.lower - (page.low ? page.held : 0) - y
    }
    KRows {
        rows: page.now.tiles
        low: page.low
        x: text.x
        y: page.low ? Math.max(page.half, page.upper) : page.upper
        width: text.width
        height: page.lower - y
    }
    KOptions {
        id: ways
        options: page.apart ? page.now.options : []
        x: text.x
        y: page.height - height
        width: text.width
    }
    PageAct {
        id: act
        now: page.now
        listed: true
        optioned: page.apart
        low: page.low
        noticed: !page.wide && !page.above
        y: page.height - height
        width: page.saying
        height: implicitHeight
    }
}

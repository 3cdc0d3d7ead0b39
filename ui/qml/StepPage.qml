import QtQuick

// Every screen of a session. Upright: words, then what to look at, then what to touch. Wide: words
// on the left, the rest on the right. Low: what can be touched stays in the lower half.
Item {
    id: page

    required property var now
    required property real half
    property var look: ({})
    readonly property bool rating: look.rating ?? false
    readonly property bool low: now.modes.low
    readonly property real gutter: Tokens.mm(Tokens.wide ? 16 : 9)
    readonly property real saying: Tokens.wide ? Math.round((width - gutter) * 0.4) : width

    PageSay {
        id: say
        now: page.now
        width: page.saying
        bare: page.look.bare ?? false
        centred: page.look.centred ?? false
    }
    PageShow {
        id: show
        now: page.now
        noticed: page.low
        x: Tokens.wide ? page.saying + page.gutter : 0
        y: Tokens.wide || say.height === 0 ? 0 : say.height + page.gutter
        width: page.width - x
        height: act.grows && !page.low ? implicitHeight : Math.max(0, act.y - y - (act.any ? page.gutter : 0))
    }
    PageAct {
        id: act
        now: page.now
        rating: page.rating
        noticed: !page.low
        low: page.low
        x: Tokens.wide && !(page.low && grows) ? show.x : 0
        y: grows ? (page.low ? page.half : (show.any ? show.y + show.implicitHeight + page.gutter : show.y)) : page.height - implicitHeight
        width: page.width - x
        height: page.height - y
    }
}

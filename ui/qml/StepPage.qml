import QtQuick

// Every screen of a session. Upright: words, then what to look at, then what to touch. Wide: words
// on the left, the rest on the right. Low: what can be touched stays in the lower half.
Item {
    id: page

    required property var now
    required property real half
    // How single screens differ.
    readonly property var looks: ({
            "trouble": {
                "bare": true
            },
            "rate": {
                "rating": true
            },
            "goodbye": {
                "centred": true
            },
            "help": {
                "picture": "help"
            },
            "on_screen": {
                "picture": "photo"
            },
            "carry": {
                "picture": "photo"
            }
        })
    readonly property var look: looks[now.screen] ?? ({})
    readonly property bool wide: Tokens.wide
    readonly property bool low: now.modes.low
    readonly property bool rating: look.rating ?? false
    readonly property string picture: now.picture !== "" ? now.picture : look.picture ?? ""
    // Nothing to say on the left: what there is stands in the middle.
    readonly property bool sole: wide && !say.any && !now.notice
    readonly property real gutter: Tokens.mm(wide ? 14 : Tokens.large ? 6 : 8)
    // What can be touched takes the whole width below the words.
    readonly property bool under: act.grows && (low || wide && Tokens.large && !!now.keyboard)
    readonly property bool alone: under && picture === "" && !now.notice && !now.card && !now.trouble
    readonly property real saying: wide && !alone ? Math.round((width - gutter) * 0.4) : width
    readonly property real rightX: !wide ? 0 : sole ? Math.round(width * 0.1) : saying + gutter
    // Between the words and what can be touched at the foot.
    readonly property real free: Math.max(0, act.y - show.y - (act.any ? Tokens.mm(Tokens.large ? 6 : 8) : 0))
    // More is said on the left than it holds: the notice stands on the right.
    readonly property bool overfull: wide && !act.grows && say.whole > height
    readonly property real rightWidth: width - rightX - (sole ? rightX : 0)

    PageSay {
        id: say
        now: page.now
        width: page.saying
        bare: page.look.bare ?? false
        centred: !page.wide && (page.look.centred ?? false)
        noticed: page.wide && !page.under && !page.overfull
        room: page.under ? act.y - Tokens.pad : page.wide ? page.height : page.height - act.least - page.gutter
    }
    KPicture {
        id: beside
        readonly property bool aside: page.wide && !page.sole && (!!page.now.card || !!page.now.trouble || act.grows)
        visible: aside && picture !== "" && height > Tokens.mm(32)
        picture: page.picture
        width: page.saying
        y: say.height + page.gutter
        height: (page.under ? act.y - page.gutter : page.height) - y
    }
    PageShow {
        id: show
        now: page.now
        picture: beside.aside ? "" : page.picture
        low: page.low
        room: act.grows ? 0 : page.free
        noticed: page.under || page.low && !page.wide || page.sole || page.overfull
        x: page.rightX
        y: page.wide || !say.any ? 0 : say.height + page.gutter
        width: page.rightWidth
        height: act.grows && !page.under ? implicitHeight : page.free
    }
    PageAct {
        id: act
        now: page.now
        rating: page.rating
        noticed: !page.low && !page.wide
        low: page.under || page.low
        reach: page.low ? page.height - page.half : height
        x: page.under ? 0 : page.rightX
        y: grows ? Math.min(page.height - least, page.low ? page.half : page.under ? page.height : show.any ? show.y + show.implicitHeight + page.gutter : show.y) : page.height - implicitHeight
        width: page.under ? page.width : page.rightWidth
        height: page.height - y
    }
}

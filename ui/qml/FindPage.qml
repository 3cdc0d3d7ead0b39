import QtQuick

// Looking for a service item: what was typed, what it finds, and the letters to type. Wide: the
// letters on the left, what is found on the right. Low: what can be touched lies in the lower half.
Item {
    id: page

    required property var now
    required property real half
    readonly property bool wide: Tokens.wide
    readonly property bool low: now.modes.low
    readonly property bool searching: now.tiles.some(tile => tile.verb === "item")
    readonly property real saying: wide ? Math.round((width - Tokens.pad) * 0.54) : width
    // More is said on the left than it holds: the notice stands on the right.
    readonly property bool overfull: wide && say.whole + field.implicitHeight + 2 * Tokens.pad > keys.y
    readonly property real listTop: low ? Math.max(half, field.y + field.height + Tokens.gap) : wide ? 0 : field.y + field.height + Tokens.pad

    PageSay {
        id: say
        now: page.now
        width: page.saying
        noticed: page.wide && !page.overfull
        room: keys.y - Tokens.pad - field.implicitHeight - Tokens.pad
    }
    KField {
        id: field
        keypad: page.now.keyboard
        y: say.height + Tokens.pad
        width: page.saying
    }
    KNotice {
        id: told
        visible: (!page.wide || page.overfull) && !!page.now.notice
        x: found.x
        y: page.listTop
        width: found.width
        notice: page.now.notice
    }
    KTiles {
        tiles: page.searching ? [] : page.now.tiles
        x: found.x
        y: found.y
        width: found.width
        height: found.height
    }
    KRows {
        id: found
        rows: page.searching ? page.now.tiles : []
        low: page.low
        x: page.wide ? page.saying + Tokens.pad : 0
        y: page.listTop + (told.visible ? told.height + Tokens.gap : 0)
        width: page.width - x
        height: (page.wide ? page.height : keys.y - Tokens.pad) - y
    }
    KKeyboard {
        id: keys
        keyboard: page.now.keyboard
        y: page.height - height
        width: page.saying
        height: implicitHeight
    }
}

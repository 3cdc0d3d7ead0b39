import QtQuick

// What can be touched: choices or keys share the room, the buttons stand at the foot.
Item {
    id: root

    required property var now
    property bool rating: false
    // The tiles are lines of a list, elsewhere on the page.
    property bool listed: false
    // The options stand elsewhere on the page.
    property bool optioned: false
    readonly property var choice: listed ? [] : now.tiles
    property bool noticed: true
    property bool low: false
    readonly property bool grows: choice.length > 0 || !!now.keypad || !!now.keyboard || rating
    readonly property bool beside: low && Tokens.wide
    // Letters take the whole height: the buttons stand under the field.
    readonly property bool aside: beside && !!now.keyboard
    readonly property bool any: grows || foot.height > 0
    // What the keys take.
    readonly property real typing: now.keyboard ? letters.height : keys.used
    // What the controls may take at the foot; what has been typed may stand above it.
    property real reach: height
    // What the keys, the field and the buttons take at least.
    readonly property real below: aside || foot.height === 0 ? 0 : foot.height + Tokens.pad
    readonly property real written: field.implicitHeight + (aside ? foot.height + Tokens.pad : 0)
    readonly property real pressed: now.keyboard ? letters.height : keys.least
    readonly property real least: !field.visible ? implicitHeight : below + (beside ? Math.max(pressed, written) : pressed + Tokens.pad + written)
    readonly property real free: height - (foot.height > 0 ? foot.height + Tokens.pad : 0)

    // What it takes where there is room enough.
    readonly property real natural: foot.height + (choice.length > 0 ? choices.natural + (foot.height > 0 ? Tokens.pad : 0) : 0)

    implicitHeight: foot.height

    KTiles {
        id: choices
        tiles: root.choice
        low: root.low
        width: parent.width
        height: root.free
    }
    KField {
        id: field
        visible: !!keypad
        keypad: root.now.keypad ?? root.now.keyboard
        width: root.beside ? Math.round(root.width * 0.38) : parent.width
        y: root.beside || Tokens.wide && !root.low ? 0 : root.free - root.typing - Tokens.pad - implicitHeight
    }
    KKeyboard {
        id: letters
        keyboard: root.now.keyboard
        x: root.beside ? field.width + Tokens.pad : 0
        y: (root.aside ? root.height : root.free) - height
        width: parent.width - x
        height: implicitHeight
    }
    KKeypad {
        id: keys
        keypad: root.now.keypad
        x: root.beside ? field.width + Tokens.pad : 0
        y: root.free - used
        width: parent.width - x
        height: Math.min(root.free - (root.beside ? 0 : field.implicitHeight + Tokens.pad), Math.max(least, root.reach - root.below))
    }
    KRating {
        levels: root.rating ? root.now.options : []
        width: parent.width
        height: root.free
    }
    Column {
        id: foot
        anchors.bottom: parent.bottom
        width: root.aside ? field.width : parent.width
        spacing: Tokens.mm(Tokens.large ? 4.5 : 6)

        KNotice {
            width: parent.width
            notice: root.noticed ? root.now.notice : null
        }
        KOptions {
            width: parent.width
            options: root.rating || root.optioned ? [] : root.now.options
        }
        KCode {
            width: parent.width
            code: root.now.code
        }
        KActions {
            width: parent.width
            primary: root.now.primary
            secondary: root.now.secondary
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// What can be touched: choices or keys share the room, the buttons stand at the foot.
Item {
    id: root

    required property var now
    property bool rating: false
    property bool noticed: true
    property bool low: false
    readonly property bool grows: now.tiles.length > 0 || !!now.keypad || rating
    readonly property bool beside: low && Tokens.wide
    readonly property bool any: grows || foot.height > 0
    readonly property real free: height - (foot.height > 0 ? foot.height + Tokens.pad : 0)

    // What it takes where there is room enough.
    readonly property real natural: foot.height + (now.tiles.length > 0 ? choices.natural + (foot.height > 0 ? Tokens.pad : 0) : 0)

    implicitHeight: foot.height

    KTiles {
        id: choices
        tiles: root.now.tiles
        low: root.low
        width: parent.width
        height: root.free
    }
    KField {
        id: field
        visible: !!root.now.keypad
        keypad: root.now.keypad
        width: root.beside ? Math.round(root.width * 0.38) : parent.width
        y: root.beside || Tokens.wide && !root.low ? 0 : root.free - keys.used - Tokens.pad - implicitHeight
    }
    KKeypad {
        id: keys
        keypad: root.now.keypad
        x: root.beside ? field.width + Tokens.pad : 0
        y: root.free - used
        width: parent.width - x
        height: root.free - (root.beside ? 0 : field.implicitHeight + Tokens.pad)
    }
    KRating {
        levels: root.rating ? root.now.options : []
        width: parent.width
        height: root.free
    }
    Column {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Tokens.mm(Tokens.large ? 4.5 : 6)

        KNotice {
            width: parent.width
            notice: root.noticed ? root.now.notice : null
        }
        Flow {
            visible: !root.rating && root.now.options.length > 0
            width: parent.width
            spacing: Tokens.gap

            Repeater {
                model: root.rating ? 0 : root.now.options.length

                KOption {
                    required property int index
                    action: root.now.options[index] ?? Hand.none
                    width: Math.min(implicitWidth, foot.width)
                }
            }
        }
        KActions {
            width: parent.width
            primary: root.now.primary
            secondary: root.now.secondary
        }
    }
}

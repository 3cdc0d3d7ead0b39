pragma ComponentBehavior: Bound
import QtQuick

// The choices in reading order. They share the room there is; where it is too little for their
// least size the list scrolls, and a bar shows that it does.
Flickable {
    id: root

    property var tiles: []
    property bool low: false
    readonly property int count: tiles.length
    readonly property int columns: Tokens.wide && width > Tokens.mm(300) ? Math.min(4, Math.max(count, 1)) : (count < 4 ? 1 : 2)
    readonly property int rows: Math.ceil(count / columns)
    readonly property real natural: rows * ((columns === 1 ? Tokens.mm(Tokens.large ? 62 : 50) : Tokens.tileMost) + Tokens.gap) - Tokens.gap
    readonly property real most: columns === 1 ? Tokens.mm(Tokens.large ? 72 : 66) : Tokens.tileMost
    readonly property real cell: Math.max(columns === 1 ? Tokens.mm(Tokens.large ? 42 : 32) : Tokens.tileLeast, Math.min(most, Math.floor((height + Tokens.gap) / Math.max(rows, 1) - Tokens.gap)))
    readonly property real needed: rows * (cell + Tokens.gap) - Tokens.gap

    visible: count > 0
    readonly property real sunk: low && !interactive ? Math.max(0, height - needed) : 0

    contentHeight: sunk + needed
    interactive: needed > height
    boundsBehavior: Flickable.StopAtBounds
    clip: interactive

    Repeater {
        model: root.count

        KTile {
            required property int index
            readonly property var tile: root.tiles[index] ?? Hand.none

            action: tile
            width: (root.width + Tokens.gap) / root.columns - Tokens.gap
            height: root.cell
            roomy: root.cell > Tokens.tileLeast + Tokens.caption * 3.6
            x: (index % root.columns) * (width + Tokens.gap)
            y: root.sunk + Math.floor(index / root.columns) * (height + Tokens.gap)
            live: tile.verb !== ""
            onActiveFocusChanged: {
                if (activeFocus && root.interactive)
                    root.contentY = Math.max(0, Math.min(y - Tokens.gap, root.needed - root.height));
            }
        }
    }

    KScroll {
        parent: root.parent
        list: root
    }
}

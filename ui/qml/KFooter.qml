pragma ComponentBehavior: Bound
import QtQuick

// Always there, always in the same order. Two rows where the words need the room.
Rectangle {
    id: root

    property var actions: []
    // During a session every action keeps its place, also where its neighbours are missing.
    property bool steady: true
    readonly property bool finds: actions.some(action => action.verb === "find")
    readonly property var places: ["back", "home", "large", "contrast", "voice", "low", "lang", ...(finds ? ["find"] : []), "help"]
    readonly property bool placed: steady && actions.every(action => places.includes(action.verb))
    readonly property int count: placed ? places.length : Math.max(1, actions.length)
    readonly property real side: Tokens.mm(Tokens.wide ? 12 : 9)
    readonly property real space: Tokens.mm(3.5)
    readonly property real least: Tokens.mm(Tokens.large ? 46 : 24)
    readonly property int fitting: Math.max(1, Math.floor((width - 2 * side + space) / (least + space)))
    readonly property int rows: Math.ceil(count / fitting)
    readonly property int columns: Math.ceil(count / rows)
    readonly property bool beside: Tokens.wide || Tokens.large
    readonly property real cell: Tokens.mm(beside ? (Tokens.large ? 21 : 17) : 29.5)

    color: Tokens.surface
    implicitHeight: rows * (cell + space) - space + 2 * Tokens.mm(beside ? 3.5 : 4.5)

    FontMetrics {
        id: metrics
        font.family: Tokens.family
        font.pixelSize: Tokens.caption
    }
    Rectangle {
        width: parent.width
        height: Tokens.hair
        color: Tokens.line
    }
    Repeater {
        model: root.actions.length

        KTouch {
            id: item
            required property int index
            // Beside the icon stands as much of the label as fits; the rest takes a second line.
            readonly property real room: width - icon.width - 3 * Tokens.mm(2)
            readonly property real used: Math.min(room, metrics.advanceWidth(action.label) + 1)
            readonly property int place: root.placed ? root.places.indexOf(action.verb) : index
            readonly property bool lit: action.on || held
            readonly property bool calls: action.verb === "help"
            readonly property color words: lit ? Tokens.actInk : Tokens.actText

            action: root.actions[index] ?? Hand.none
            role: action.on ? Accessible.CheckBox : Accessible.Button
            Accessible.checked: action.on
            width: (root.width - 2 * root.side + root.space) / root.columns - root.space
            height: root.cell
            x: root.side + (place % root.columns) * (width + root.space)
            y: Tokens.mm(root.beside ? 3.5 : 4.5) + Math.floor(place / root.columns) * (height + root.space)
            radius: Tokens.mm(4.5)
            opacity: live ? 1 : 0.4

            KSurface {
                anchors.fill: parent
                radius: item.radius
                raised: false
                color: item.lit ? Tokens.act : (item.calls ? Tokens.actSoft : Tokens.surface)
                border: item.calls || item.lit ? Tokens.act : Tokens.line
            }
            KIcon {
                id: icon
                x: root.beside ? Tokens.mm(2) + (item.room - item.used) / 2 : (item.width - width) / 2
                y: root.beside ? (item.height - height) / 2 : Tokens.mm(2.2)
                name: Icons.has(item.action.icon) ? item.action.icon : item.action.verb
                color: item.words
                size: Tokens.mm(root.beside ? 9 : 9.8)
                weight: 1.9
            }
            KText {
                id: label
                x: root.beside ? icon.x + icon.width + Tokens.mm(2) : Tokens.tiny / 2
                y: root.beside ? 0 : icon.y + icon.height
                width: root.beside ? item.used : item.width - 2 * x
                height: root.beside ? item.height : item.height - y - Tokens.tiny / 2
                horizontalAlignment: root.beside ? Text.AlignLeft : Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                text: item.action.label
                color: item.lit ? Tokens.actInk : Tokens.ink
                font.pixelSize: Tokens.caption
                wrapMode: Text.WordWrap // a word is smaller rather than broken
                fontSizeMode: Text.Fit
                minimumPixelSize: Tokens.smallest
                lineHeight: 0.86
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// Letters row by row, each row in the middle. What is not a single letter takes one key and a half.
Item {
    id: root

    property var keyboard
    readonly property var rows: keyboard?.rows ?? []
    readonly property int most: Math.max(1, ...rows.map(row => row.length))
    readonly property real space: Tokens.mm(3.2)
    readonly property real cell: Math.floor((width + space) / most) - space
    readonly property real tall: Tokens.mm(Tokens.large ? (Tokens.wide ? 20.5 : 24) : Tokens.wide ? 16 : 20)

    implicitHeight: rows.length * (tall + space) - space

    Repeater {
        model: root.rows.length

        Row {
            id: line
            required property int index
            readonly property var keys: root.rows[index] ?? []

            y: index * (root.tall + root.space)
            anchors.horizontalCenter: root.horizontalCenter
            spacing: root.space

            Repeater {
                model: line.keys.length

                KTouch {
                    id: key
                    required property int index
                    readonly property bool letter: action.label.length === 1
                    readonly property bool drawn: Icons.has(action.icon ?? "")

                    action: line.keys[index] ?? Hand.none
                    width: letter ? root.cell : root.cell * 1.5
                    height: root.tall

                    KSurface {
                        anchors.fill: parent
                        color: key.held ? Tokens.act : key.letter ? Tokens.surface : Tokens.sunken
                        raised: !key.held
                    }
                    KIcon {
                        anchors.centerIn: parent
                        visible: key.drawn
                        name: key.drawn ? key.action.icon : ""
                        color: key.held ? Tokens.actInk : Tokens.actText
                        size: Tokens.mm(10)
                    }
                    KText {
                        anchors.centerIn: parent
                        visible: !key.drawn
                        text: key.action.label
                        color: key.held ? Tokens.actInk : Tokens.ink
                        font.pixelSize: Math.min(key.letter ? Tokens.heading : Tokens.caption, root.tall * 0.66)
                        font.bold: key.letter
                    }
                }
            }
        }
    }
}

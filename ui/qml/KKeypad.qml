pragma ComponentBehavior: Bound
import QtQuick

// Twelve keys in the order given: three columns, or six where the room is flat.
Item {
    id: root

    property var keypad
    readonly property var keys: keypad?.keys ?? []
    readonly property int columns: height < 4 * Tokens.target + 3 * Tokens.gap + Tokens.mm(12) ? 6 : 3
    readonly property int rows: Math.max(1, Math.ceil(keys.length / columns))
    readonly property real cell: Math.max(Tokens.target, Math.min(Tokens.mm(36), Math.floor((height + Tokens.gap) / rows) - Tokens.gap))
    // What they take where the room is flat, in the least size.
    readonly property real least: Math.ceil(keys.length / 6) * (Tokens.target + Tokens.gap) - Tokens.gap
    readonly property real used: rows * (cell + Tokens.gap) - Tokens.gap

    visible: keys.length > 0

    Repeater {
        model: root.keys.length

        KTouch {
            id: key
            required property int index
            // A drawing stands over its word where there is room for both.
            readonly property bool drawn: Icons.has(action.icon ?? "")
            readonly property bool glyph: drawn && height > face.size + Tokens.caption * 1.5

            action: root.keys[index] ?? Hand.none
            width: (root.width + Tokens.gap) / root.columns - Tokens.gap
            height: root.cell
            x: (index % root.columns) * (width + Tokens.gap)
            y: Math.floor(index / root.columns) * (height + Tokens.gap)
            opacity: live ? 1 : 0.45

            KSurface {
                anchors.fill: parent
                color: key.held ? Tokens.act : (key.drawn ? Tokens.sunken : Tokens.surface)
                raised: !key.held
            }
            KIcon {
                id: face
                anchors.horizontalCenter: parent.horizontalCenter
                y: (parent.height - height - (face.visible ? under.implicitHeight : 0)) / 2
                name: key.glyph ? key.action.icon : ""
                color: key.held ? Tokens.actInk : Tokens.actText
                size: Math.min(Tokens.mm(12), key.height * 0.45)
            }
            KText {
                id: under
                anchors.horizontalCenter: parent.horizontalCenter
                y: key.glyph ? face.y + face.height : (parent.height - height) / 2
                width: parent.width - 2 * Tokens.small
                horizontalAlignment: Text.AlignHCenter
                text: key.action.label
                color: key.held ? Tokens.actInk : Tokens.ink
                font.pixelSize: key.drawn ? Tokens.caption : Tokens.figure
                fontSizeMode: key.drawn ? Text.FixedSize : Text.HorizontalFit
                minimumPixelSize: Tokens.caption
                wrapMode: key.drawn ? Text.Wrap : Text.NoWrap
                font.bold: !key.drawn
                font.features: Tokens.figures
            }
        }
    }
}

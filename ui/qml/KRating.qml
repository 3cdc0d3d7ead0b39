pragma ComponentBehavior: Bound
import QtQuick

// Five levels, each with its own face: rows where there is height, columns where it is flat.
Item {
    id: root

    property var levels: []
    readonly property int count: Math.max(1, levels.length)
    readonly property bool rows: height > count * (Tokens.target + Tokens.gap + Tokens.mm(6))
    readonly property real cell: rows ? Math.min(Tokens.mm(58), (height + Tokens.gap) / count - Tokens.gap) : Math.min(height, Tokens.mm(70))

    visible: levels.length > 0

    Repeater {
        model: root.levels.length

        KTouch {
            id: level
            required property int index
            readonly property string face: Icons.has(action.icon) ? action.icon : "face_" + action.arg

            action: root.levels[index] ?? Hand.none
            role: Accessible.RadioButton
            Accessible.checked: action.on
            width: root.rows ? root.width : (root.width + Tokens.gap) / root.count - Tokens.gap
            height: root.cell
            x: root.rows ? 0 : index * (width + Tokens.gap)
            y: root.rows ? index * (height + Tokens.gap) : 0

            KSurface {
                anchors.fill: parent
                color: level.held || level.action.on ? Tokens.actSoft : Tokens.surface
                border: level.held || level.action.on ? Tokens.act : Tokens.line
                raised: !level.held
            }
            KIcon {
                id: face
                x: root.rows ? Tokens.mm(9) : (level.width - width) / 2
                y: root.rows ? (level.height - height) / 2 : Math.max(Tokens.small, (level.height - height - label.height) / 2 - Tokens.tiny)
                name: level.face
                size: root.rows ? Math.min(Tokens.mm(34), root.cell * 0.62) : Tokens.mm(17)
                weight: 1.6
            }
            KText {
                id: label
                x: root.rows ? face.x + face.width + Tokens.pad : Tokens.tiny
                y: root.rows ? (level.height - height) / 2 : face.y + face.height + Tokens.tiny
                width: level.width - x - Tokens.tiny
                horizontalAlignment: root.rows ? Text.AlignLeft : Text.AlignHCenter
                text: level.action.label
                font.pixelSize: root.rows ? (root.cell > Tokens.mm(44) ? Tokens.figure : Tokens.heading) : Tokens.caption
            }
        }
    }
}

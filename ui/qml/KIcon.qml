import QtQuick
import QtQuick.Shapes

// One of our own drawings, in one colour. An unknown name draws nothing.
Item {
    id: root

    property string name
    property color color: Tokens.actText
    property real size: Tokens.mm(11)
    property real weight: 1.75

    implicitWidth: size
    implicitHeight: size
    visible: Icons.has(name)

    Shape {
        width: 24
        height: 24
        scale: root.size / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: root.color
            strokeWidth: root.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg {
                path: Icons.lines(root.name)
            }
        }
        ShapePath {
            strokeWidth: -1
            fillColor: root.color
            PathSvg {
                path: Icons.fills(root.name)
            }
        }
    }
}

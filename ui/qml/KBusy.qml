import QtQuick
import QtQuick.Shapes

// The machine works: a ring that turns, and the words.
Item {
    id: root

    property string words
    property bool alone: false
    readonly property real stroke: Tokens.mm(alone ? 3 : 1.6)

    visible: words !== ""
    implicitHeight: alone ? ring.height + Tokens.mm(10) + label.implicitHeight : Math.max(ring.height, label.implicitHeight)
    Accessible.role: Accessible.ProgressBar
    Accessible.name: words

    Item {
        id: ring
        width: Tokens.mm(root.alone ? 48 : Tokens.large ? 15 : 12)
        height: width
        x: root.alone ? (root.width - width) / 2 : 0
        y: root.alone ? 0 : (root.height - height) / 2

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: "transparent"
            border.width: root.stroke
            border.color: Tokens.contrast ? "#4A4A4A" : Tokens.line
        }
        Shape {
            anchors.fill: parent

            ShapePath {
                strokeColor: Tokens.now
                strokeWidth: root.stroke
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                PathAngleArc {
                    centerX: ring.width / 2
                    centerY: ring.height / 2
                    radiusX: ring.width / 2 - root.stroke / 2
                    radiusY: radiusX
                    startAngle: -90
                    sweepAngle: 100
                }
            }
            RotationAnimation on rotation {
                running: root.visible && !Tokens.still
                from: 0
                to: 360
                duration: 1400
                loops: Animation.Infinite
            }
        }
    }
    KText {
        id: label
        x: root.alone ? 0 : ring.width + Tokens.mm(5)
        y: root.alone ? ring.height + Tokens.mm(10) : (root.height - height) / 2
        width: root.width - x
        text: root.words
        horizontalAlignment: root.alone ? Text.AlignHCenter : Text.AlignLeft
        font.pixelSize: root.alone ? Tokens.heading : Tokens.strong
        font.bold: true
        color: Tokens.now
    }
}

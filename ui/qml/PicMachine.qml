import QtQuick
import QtQuick.Shapes

// The front of the terminal below the screen: paper slot on the left, card reader on the right.
// The part that is meant is lit, the other one rests.
Item {
    id: root

    property bool reader: false
    property bool slot: false
    property bool chip: false

    width: 600
    height: 440

    Rectangle {
        x: 10
        y: 10
        width: 580
        height: 236
        radius: 30
        color: Tokens.contrast ? "#161616" : "#E3EAF5"
        border.color: Tokens.line
        border.width: 2
    }
    Rectangle {
        x: 66
        y: 74
        width: 196
        height: 60
        radius: 16
        color: Tokens.contrast ? "#2A2A2A" : "#D3DDEC"
        border.color: root.slot ? Tokens.now : "transparent"
        border.width: 4

        Rectangle {
            anchors.centerIn: parent
            width: 160
            height: 14
            radius: 7
            color: Tokens.contrast ? "#000000" : "#25395C"
        }
    }
    Rectangle {
        x: 330
        y: 42
        width: 210
        height: 172
        radius: 24
        color: root.reader ? (Tokens.contrast ? "#262200" : "#0B3D91") : (Tokens.contrast ? "#2A2A2A" : "#D3DDEC")
        border.color: root.reader ? Tokens.now : "transparent"
        border.width: 5

        // The slot of a card with contacts, where one is asked for instead of one to lay down.
        Rectangle {
            visible: root.chip
            anchors.horizontalCenter: parent.horizontalCenter
            y: 62
            width: 150
            height: 16
            radius: 8
            color: "#000000"
            border.color: Tokens.contrast ? "#FFD60A" : "#A9C6F7"
            border.width: 3
        }
        Shape {
            id: waves
            visible: !root.chip
            x: 58
            y: 36
            width: 100
            height: 100
            opacity: root.reader ? 0.95 : 0.5

            ShapePath {
                strokeColor: root.reader ? (Tokens.contrast ? "#FFD60A" : "#A9C6F7") : "#93A3BC"
                strokeWidth: 8
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                PathSvg {
                    path: "M26 62a16 16 0 0 0 0-24M46 78a38 38 0 0 0 0-56M66 94a60 60 0 0 0 0-88"
                }
            }
        }
    }
}

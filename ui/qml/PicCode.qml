pragma ComponentBehavior: Bound
import QtQuick

// A sheet with a code is held under the scan window, and a line of light runs over it.
Item {
    id: root

    property bool running: false
    readonly property color ink: Tokens.contrast ? "#000000" : "#17263F"

    width: 600
    height: 470

    Rectangle {
        x: 60
        y: 10
        width: 480
        height: 130
        radius: 30
        color: Tokens.contrast ? "#161616" : "#E3EAF5"
        border.color: Tokens.line
        border.width: 3

        Rectangle {
            anchors.centerIn: parent
            width: 270
            height: 62
            radius: 16
            color: Tokens.contrast ? "#262200" : "#0B3D91"
            border.color: Tokens.now
            border.width: 5
        }
    }
    Item {
        id: held
        x: 150
        y: 190

        Rectangle {
            width: 300
            height: 250
            radius: 10
            color: "#FFFFFF"
            border.color: "#B9C7DD"
            border.width: 3

            Repeater {
                model: [[150, 44, 118], [150, 74, 90], [150, 104, 104], [150, 134, 70], [34, 190, 234], [34, 218, 180]]

                Rectangle {
                    required property var modelData
                    x: modelData[0]
                    y: modelData[1]
                    width: modelData[2]
                    height: 10
                    radius: 5
                    color: "#B9C7DD"
                }
            }
            Grid {
                x: 34
                y: 40
                columns: 7

                Repeater {
                    model: "1110111101010111101110001000111010110100101110101".split("")

                    Rectangle {
                        required property string modelData
                        width: 15
                        height: 15
                        color: modelData === "1" ? root.ink : "#FFFFFF"
                    }
                }
            }
        }
        Rectangle {
            id: light
            x: 22
            y: 90
            width: 130
            height: 7
            radius: 3
            color: Tokens.now

            SequentialAnimation on y {
                running: root.running && !Tokens.still
                loops: Animation.Infinite
                NumberAnimation {
                    from: 40
                    to: 140
                    duration: 1300
                    easing.type: Easing.InOutSine
                }
                NumberAnimation {
                    from: 140
                    to: 40
                    duration: 1300
                    easing.type: Easing.InOutSine
                }
            }
        }
    }
    PicHand {
        x: 400
        y: 330
        scale: 0.9
        transformOrigin: Item.Top
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// A slip comes out of the slot, and a hand below takes it.
Item {
    id: root

    property bool running: false

    width: 600
    height: 440

    Item {
        x: 64
        y: 104
        width: 260
        height: 360
        clip: true

        Item {
            id: slip
            y: 0
            width: parent.width
            height: parent.height

            Rectangle {
                x: 34
                y: -10
                width: 132
                height: 194
                color: "#FFFFFF"
                border.color: Tokens.contrast ? "#FFFFFF" : "#B9C7DD"
                border.width: 3

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 30
                    width: 86
                    height: 34
                    radius: 6
                    color: "#0B3D91"
                }
                Repeater {
                    model: [96, 78, 90, 60]

                    Rectangle {
                        required property int index
                        required property int modelData
                        x: (132 - modelData) / 2
                        y: 82 + index * 20
                        width: modelData
                        height: 9
                        radius: 4
                        color: "#B9C7DD"
                    }
                }
            }
            PicHand {
                x: 82
                y: 140
                scale: 0.9
                transformOrigin: Item.Top
            }

            SequentialAnimation on y {
                running: root.running && !Tokens.still
                loops: Animation.Infinite
                NumberAnimation {
                    from: -190
                    to: 0
                    duration: 1200
                    easing.type: Easing.OutCubic
                }
                PauseAnimation {
                    duration: 1500
                }
            }
        }
    }
}

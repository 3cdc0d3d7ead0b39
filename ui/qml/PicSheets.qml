pragma ComponentBehavior: Bound
import QtQuick

// Sealed sheets come out of the slot; a hand takes them only when all are there.
Item {
    id: root

    property bool running: false
    property bool taken: false

    width: 600
    height: 470

    Item {
        x: 40
        y: 104
        width: 300
        height: 366
        clip: true

        Item {
            id: sheets
            width: parent.width
            height: parent.height

            Repeater {
                model: [14, 0]

                Rectangle {
                    required property int index
                    required property int modelData
                    x: 30 + modelData
                    y: -30 + modelData
                    width: 188
                    height: 266
                    color: "#FFFFFF"
                    border.color: Tokens.contrast ? "#FFFFFF" : "#B9C7DD"
                    border.width: 3
                }
            }
            Rectangle {
                x: 74
                y: 26
                width: 100
                height: 18
                radius: 5
                color: "#0B3D91"
            }
            Repeater {
                model: [136, 120, 144, 100, 130]

                Rectangle {
                    required property int index
                    required property int modelData
                    x: 52
                    y: 66 + index * 22
                    width: modelData
                    height: 9
                    radius: 4
                    color: "#B9C7DD"
                }
            }
            Rectangle {
                x: 152
                y: 174
                width: 48
                height: 48
                radius: 24
                color: "transparent"
                border.color: "#C43030"
                border.width: 5
            }
            PicHand {
                visible: root.taken
                x: 104
                y: 206
                scale: 0.9
                transformOrigin: Item.Top
            }

            SequentialAnimation on y {
                running: root.running && !Tokens.still
                loops: Animation.Infinite
                NumberAnimation {
                    from: -250
                    to: 0
                    duration: 1600
                    easing.type: Easing.OutCubic
                }
                PauseAnimation {
                    duration: 1500
                }
            }
        }
    }
}

import QtQuick

// A hand pushes a card into its slot, chip first; while it is read the card stays where it is.
Item {
    id: root

    property bool running: false
    property bool reading: false
    readonly property real inY: -66
    readonly property real outY: 74

    width: 600
    height: 440

    // What is above the slot's edge is inside the machine.
    Item {
        x: 330
        y: 112
        width: 210
        height: 420
        clip: true

        Item {
            id: carried
            x: 44
            y: root.reading ? root.inY : Tokens.still ? 8 : root.outY
            width: 122
            height: 186

            Rectangle {
                x: 18
                y: 96
                width: 84
                height: 190
                radius: 34
                visible: !root.reading
                color: "#E3B48C"
            }
            Rectangle {
                anchors.fill: parent
                radius: 13
                color: "#FFFFFF"
                border.color: Tokens.contrast ? "#FFD60A" : "#0B3D91"
                border.width: 4

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 20
                    width: 44
                    height: 38
                    radius: 7
                    color: "#F0C14B"
                    border.color: "#9A7415"
                    border.width: 3
                }
                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 120
                    width: 82
                    height: 9
                    radius: 4
                    color: "#B9C7DD"
                }
                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 140
                    width: 60
                    height: 9
                    radius: 4
                    color: "#B9C7DD"
                }
            }
            PicHand {
                visible: !root.reading
                x: 24
                y: 120
            }

            SequentialAnimation on y {
                running: root.running && !root.reading && !Tokens.still
                loops: Animation.Infinite
                NumberAnimation {
                    from: root.outY
                    to: root.inY
                    duration: 1100
                    easing.type: Easing.OutCubic
                }
                PauseAnimation {
                    duration: 2000
                }
            }
        }
    }
}

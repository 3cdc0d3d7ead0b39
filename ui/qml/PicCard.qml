pragma ComponentBehavior: Bound
import QtQuick

// A hand puts an identity card on the reader (or, leaving, takes it away); while it is read the
// card lies still and a bar of light passes over it.
Item {
    id: root

    property bool running: false
    property bool reading: false
    property bool leaving: false
    readonly property real restX: 342
    readonly property real restY: 62

    width: 600
    height: 440

    Item {
        id: carried
        x: root.reading || Tokens.still && !root.leaving ? root.restX : root.restX - 20
        y: root.reading ? root.restY : root.restY + 96
        width: 186
        height: 122

        Rectangle {
            x: 92
            y: 40
            width: 84
            height: 130
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

            Repeater {
                model: [72, 52, 62, 88]

                Rectangle {
                    required property int index
                    required property int modelData
                    x: 18
                    y: 24 + index * 20 + (index === 3 ? 6 : 0)
                    width: modelData
                    height: 9
                    radius: 4
                    color: "#B9C7DD"
                }
            }
            Rectangle {
                x: 122
                y: 22
                width: 46
                height: 56
                radius: 6
                color: "#DCE7FA"

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 10
                    width: 18
                    height: 18
                    radius: 9
                    color: "#7F9CCB"
                }
                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 32
                    width: 32
                    height: 24
                    radius: 10
                    color: "#7F9CCB"
                }
            }
            Rectangle {
                id: light
                visible: root.reading
                x: 4
                width: 10
                height: parent.height - 8
                y: 4
                radius: 4
                color: "#F59A3C"

                SequentialAnimation on x {
                    running: root.running && root.reading && !Tokens.still
                    loops: Animation.Infinite
                    NumberAnimation {
                        from: 4
                        to: 172
                        duration: 900
                        easing.type: Easing.InOutQuad
                    }
                    NumberAnimation {
                        from: 172
                        to: 4
                        duration: 900
                        easing.type: Easing.InOutQuad
                    }
                }
            }
        }
        PicHand {
            visible: !root.reading
            x: 84
            y: 70
        }

        SequentialAnimation on y {
            running: root.running && !root.reading && !Tokens.still
            loops: Animation.Infinite
            NumberAnimation {
                from: root.leaving ? root.restY : root.restY + 150
                to: root.leaving ? root.restY + 150 : root.restY
                duration: 1100
                easing.type: Easing.OutCubic
            }
            PauseAnimation {
                duration: 2000
            }
        }
    }
}

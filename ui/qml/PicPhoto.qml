pragma ComponentBehavior: Bound
import QtQuick

// A telephone takes a picture of the number on the screen.
Item {
    id: root

    readonly property color dark: Tokens.contrast ? "#000000" : "#17263F"
    readonly property color rim: Tokens.contrast ? "#FFFFFF" : "#17263F"

    component Slip: Rectangle {
        width: 190
        height: 120
        radius: 14
        color: "#FFFFFF"
        border.color: "#B9C7DD"
        border.width: 3

        Repeater {
            model: [[46, 12, 98, 10], [34, 36, 122, 46], [52, 96, 86, 9]]

            Rectangle {
                required property int index
                required property var modelData
                x: modelData[0]
                y: modelData[1]
                width: modelData[2]
                height: modelData[3]
                radius: index === 1 ? 8 : 4
                color: index === 1 ? "#0B3D91" : "#B9C7DD"
            }
        }
    }

    width: 600
    height: 470

    Rectangle {
        x: 40
        y: 10
        width: 400
        height: 330
        radius: 26
        color: Tokens.contrast ? "#161616" : "#E3EAF5"
        border.color: Tokens.line
        border.width: 3

        Slip {
            x: 44
            y: 64
            scale: 1.3
            transformOrigin: Item.TopLeft
        }
    }
    PicHand {
        x: 372
        y: 232
        scale: 1
        transformOrigin: Item.Top
    }
    Rectangle {
        x: 330
        y: 96
        width: 176
        height: 290
        radius: 26
        color: root.dark
        border.color: root.rim
        border.width: 4

        Rectangle {
            x: 14
            y: 30
            width: 148
            height: 206
            radius: 6
            color: Tokens.contrast ? "#262626" : "#F2F5FA"

            Slip {
                x: 14
                y: 62
                scale: 0.63
                transformOrigin: Item.TopLeft
            }
            Repeater {
                model: [[6, 50, 0], [118, 50, 90], [118, 132, 180], [6, 132, 270]]

                Item {
                    required property var modelData
                    x: modelData[0]
                    y: modelData[1]
                    width: 24
                    height: 24
                    rotation: modelData[2]

                    Rectangle {
                        width: 24
                        height: 5
                        color: Tokens.now
                    }
                    Rectangle {
                        width: 5
                        height: 24
                        color: Tokens.now
                    }
                }
            }
        }
        Rectangle {
            x: 72
            y: 246
            width: 32
            height: 32
            radius: 16
            color: root.dark
            border.color: "#FFFFFF"
            border.width: 4
        }
    }
}

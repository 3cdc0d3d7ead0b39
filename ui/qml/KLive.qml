import QtQuick

// What a camera sees, ten times a second, with the corners of a finder over it.
Item {
    id: root

    property string name
    property int look: 0

    visible: name !== ""

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height * 16 / 9)
        height: width * 9 / 16
        radius: Tokens.radius
        color: Tokens.sunken
        border.color: Tokens.line
        border.width: Tokens.hair

        Image {
            anchors.fill: parent
            anchors.margins: Tokens.small
            source: root.visible ? `image://live/${root.name}/${root.look}` : ""
            cache: false
            asynchronous: false
            fillMode: Image.PreserveAspectFit
        }
        Item {
            anchors.centerIn: parent
            width: parent.height * 0.62
            height: width

            Repeater {
                model: 4

                Item {
                    required property int index
                    width: Tokens.mm(14)
                    height: width
                    x: index % 2 === 0 ? 0 : parent.width - width
                    y: index < 2 ? 0 : parent.height - height
                    rotation: [0, 90, 270, 180][index]

                    Rectangle {
                        width: parent.width
                        height: Tokens.mm(1.6)
                        color: Tokens.now
                    }
                    Rectangle {
                        width: Tokens.mm(1.6)
                        height: parent.height
                        color: Tokens.now
                    }
                }
            }
        }
    }
    Timer {
        interval: 100
        repeat: true
        running: root.visible && !Tokens.still
        onTriggered: root.look += 1
    }
}

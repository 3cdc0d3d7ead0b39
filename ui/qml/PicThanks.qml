import QtQuick

// All is done.
Item {
    id: root

    width: 320
    height: 320

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Tokens.toneSoft("good")
        border.width: Tokens.contrast ? 4 : 0
        border.color: Tokens.tone("good")
    }
    Rectangle {
        anchors.centerIn: parent
        width: 220
        height: 220
        radius: 110
        color: Tokens.contrast ? Tokens.tone("good") : "#1B8A55"

        KIcon {
            anchors.centerIn: parent
            name: "check"
            color: Tokens.contrast ? "#000000" : "#FFFFFF"
            size: 150
            weight: 2
        }
    }
}

import QtQuick

// The least that a window can show: the peer of the terminal's own screen.
Rectangle {
    color: "white"

    Text {
        anchors.centerIn: parent
        text: "自助"
        font.pixelSize: 96
    }
}

import QtQuick

// A small button of the dock.
Rectangle {
    id: button

    required property string text

    signal touched

    implicitWidth: label.implicitWidth + 24
    implicitHeight: 36
    radius: 8
    color: press.pressed ? "#E6EEFC" : "#FFFFFF"
    border.color: "#D6DFEB"
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: touched()

    Text {
        id: label

        anchors.centerIn: parent
        text: button.text
        font.family: "Noto Sans CJK SC"
        font.pixelSize: 14
        color: "#101F3C"
    }

    TapHandler {
        id: press

        onTapped: button.touched()
    }
}

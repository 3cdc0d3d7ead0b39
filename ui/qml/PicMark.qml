import QtQuick

// One large sign in a disc: all is done, somebody helps.
Item {
    id: root

    property string icon
    property string tone: "good"
    readonly property color core: Tokens.contrast ? Tokens.tone(tone) : tone === "good" ? "#1B8A55" : tone === "info" ? Tokens.act : Tokens.tone(tone)

    width: 320
    height: 320

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Tokens.toneSoft(root.tone)
        border.width: Tokens.contrast ? 4 : 0
        border.color: Tokens.tone(root.tone)
    }
    Rectangle {
        anchors.centerIn: parent
        width: 220
        height: 220
        radius: 110
        color: root.core

        KIcon {
            anchors.centerIn: parent
            name: root.icon
            color: Tokens.contrast ? "#000000" : "#FFFFFF"
            size: 140
            weight: 1.8
        }
    }
}

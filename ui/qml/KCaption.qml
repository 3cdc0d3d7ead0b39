import QtQuick

// What the voice says, for those who read it.
Rectangle {
    id: root

    property string words

    visible: words !== ""
    implicitHeight: visible ? text.implicitHeight + 2 * Tokens.mm(4) : 0
    color: Tokens.contrast ? "#000000" : "#17263F"

    Rectangle {
        visible: Tokens.contrast
        width: parent.width
        height: Tokens.hair
        color: Tokens.line
    }
    KIcon {
        id: mark
        x: Tokens.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "voice"
        color: "#FFFFFF"
        size: Tokens.body * 1.3
    }
    KText {
        id: text
        anchors.left: mark.right
        anchors.leftMargin: Tokens.gap
        anchors.right: parent.right
        anchors.rightMargin: Tokens.margin
        anchors.verticalCenter: parent.verticalCenter
        text: root.words
        color: "#FFFFFF"
    }
}

import QtQuick

// Shows, where a list is longer than its room, how much there is and where one stands.
Rectangle {
    id: root

    required property Flickable list

    visible: list.interactive
    x: list.x + list.width + Tokens.mm(3)
    y: list.y
    width: Tokens.mm(2.5)
    height: list.height
    radius: width / 2
    color: Tokens.sunken

    Rectangle {
        width: parent.width
        radius: width / 2
        color: Tokens.actText
        y: root.list.visibleArea.yPosition * root.height
        height: root.list.visibleArea.heightRatio * root.height
    }
}

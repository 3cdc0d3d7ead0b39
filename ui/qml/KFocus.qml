import QtQuick

// The ring round what has the focus of the keyboard. It belongs into the control itself.
Rectangle {
    id: root

    property real around: Tokens.radius

    z: 10
    anchors.fill: parent
    anchors.margins: -(Tokens.focusGap + Tokens.focusWidth)
    radius: around + Tokens.focusGap + Tokens.focusWidth
    color: "transparent"
    border.color: Tokens.focus
    border.width: Tokens.focusWidth
}

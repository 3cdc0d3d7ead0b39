import QtQuick

// A raised sheet: border, and under it a thin edge instead of a shadow, which costs nothing to draw.
Item {
    id: root

    property color color: Tokens.surface
    property color border: Tokens.line
    property real borderWidth: Tokens.hair
    property real radius: Tokens.radius
    property bool raised: true

    Rectangle {
        visible: root.raised && !Tokens.contrast
        width: root.width
        height: root.height
        y: Tokens.mm(0.7)
        radius: root.radius
        color: Tokens.line
        opacity: 0.7
    }
    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.color
        border.color: root.border
        border.width: root.borderWidth
    }
}

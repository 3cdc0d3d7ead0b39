import QtQuick

// One of our own drawings, in one colour. An unknown name draws nothing.
Image {
    id: root

    property string name
    property color color: Tokens.actText
    property real size: Tokens.mm(11)
    property real weight: 1.75

    width: size
    height: size
    sourceSize: Qt.size(Math.round(size), Math.round(size))
    visible: Icons.has(name)
    source: visible ? "image://drawn/" + encodeURIComponent(Icons.svg(name, color, weight)) : ""
}

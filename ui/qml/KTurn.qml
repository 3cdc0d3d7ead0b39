import QtQuick

// To the page before and the one after, with where one is between them.
Item {
    id: root

    property var preview
    readonly property var before: preview?.before ?? null
    readonly property var after: preview?.after ?? null
    readonly property real side: Math.round(Math.min(width * 0.32, Tokens.mm(78)))

    visible: !!before && !!after
    implicitHeight: visible ? Tokens.option : 0

    KButton {
        visible: root.visible
        action: root.before ?? Hand.none
        width: root.side
        height: parent.height
        small: true
    }
    KText {
        anchors.centerIn: parent
        width: root.width - 2 * root.side - 2 * Tokens.small
        text: root.preview?.place ?? ""
        font.pixelSize: Tokens.body
        font.features: Tokens.figures
        horizontalAlignment: Text.AlignHCenter
    }
    KButton {
        visible: root.visible
        anchors.right: parent.right
        action: root.after ?? Hand.none
        width: root.side
        height: parent.height
        small: true
    }
}

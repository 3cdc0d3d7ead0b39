import QtQuick

// The one primary action, always lower right, and the way beside it.
Item {
    id: root

    property var primary
    property var secondary
    readonly property bool both: !!primary && !!secondary

    visible: !!primary || !!secondary
    implicitHeight: visible ? Math.max(first.visible ? first.implicitHeight : 0, second.visible ? second.implicitHeight : 0) : 0

    KButton {
        id: second
        visible: !!root.secondary
        action: root.secondary ?? Hand.none
        width: root.both ? Math.round((root.width - Tokens.gap) * 0.42) : root.width
        height: root.implicitHeight
    }
    KButton {
        id: first
        visible: !!root.primary
        action: root.primary ?? Hand.none
        primary: true
        anchors.right: parent.right
        width: root.both ? root.width - Tokens.gap - second.width : root.width
        height: root.implicitHeight
    }
}

import QtQuick

// The primary action (filled) or the one beside it (outlined).
KTouch {
    id: root

    property bool primary: false
    // One of several, not what the screen is about.
    property bool small: false
    // What cannot be touched now lies flat and grey, and can still be read.
    readonly property bool filled: primary && live
    readonly property color face: !live ? Tokens.sunken : primary ? (held ? Tokens.actHeld : Tokens.act) : (held ? Tokens.actSoft : Tokens.surface)
    readonly property color words: !live ? Tokens.inkSoft : primary ? Tokens.actInk : Tokens.actText

    readonly property real iconRoom: Tokens.heading * 1.15 + Tokens.small
    readonly property real room: width - 2 * Tokens.gap
    readonly property bool pictured: Icons.has(action.icon ?? "") && metrics.advanceWidth(action.label) <= room - iconRoom

    implicitHeight: Math.max(root.small ? Tokens.option : Tokens.button, label.implicitHeight + 2 * Tokens.gap)

    FontMetrics {
        id: metrics
        font: label.font
    }
    KSurface {
        anchors.fill: parent
        color: root.face
        border: !root.live ? Tokens.inkFaint : root.filled ? root.face : (Tokens.contrast ? Tokens.line : Tokens.act)
        borderWidth: root.filled ? 0 : root.live ? Tokens.mm(0.5) : Tokens.hair
        raised: root.live && !root.held
    }
    Row {
        anchors.centerIn: parent
        spacing: Tokens.small

        KIcon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.pictured ? root.action.icon : ""
            color: root.words
            size: Tokens.heading * 1.15
            weight: 2
        }
        KText {
            id: label
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.room - (root.pictured ? root.iconRoom : 0))
            text: root.action.label
            color: root.words
            font.pixelSize: root.small ? Tokens.body : Tokens.heading
            font.bold: root.filled
            horizontalAlignment: Text.AlignHCenter
        }
    }
}

import QtQuick

// A small icon and the words beside it.
Row {
    id: root

    property string icon
    property string words
    property color color: Tokens.inkSoft

    visible: words !== ""
    spacing: Tokens.mm(2)

    KIcon {
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        color: root.color
        size: Tokens.caption * 1.05
        weight: 2
    }
    KText {
        text: root.words
        color: root.color
        font.pixelSize: Tokens.caption
        font.features: Tokens.figures
        wrapMode: Text.NoWrap
    }
}

import QtQuick

// A few words that mark a tile.
Rectangle {
    id: root

    property string words
    property string tone: "plain"
    readonly property string told: tone === "plain" ? "info" : tone

    visible: words !== ""
    width: label.implicitWidth + 2 * Tokens.small
    height: label.implicitHeight + Tokens.mm(0.5)
    radius: height / 2
    color: Tokens.toneSoft(told)
    border.width: Tokens.contrast ? Tokens.hair : 0
    border.color: Tokens.tone(told)

    KText {
        id: label
        anchors.centerIn: parent
        text: root.words
        font.pixelSize: Tokens.caption
        font.bold: true
        color: Tokens.tone(root.told)
        wrapMode: Text.NoWrap
    }
}

import QtQuick

Text {
    color: Tokens.ink
    font.family: Tokens.family
    font.pixelSize: Tokens.body
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}

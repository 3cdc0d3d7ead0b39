import QtQuick

// One large figure with its label above.
Column {
    id: root

    property var fact: ({})
    property int size: Tokens.figure
    readonly property string tone: fact.tone ?? "plain"
    readonly property real natural: Math.ceil(Math.max(value.implicitWidth, label.implicitWidth))

    KText {
        id: label
        width: root.width
        text: root.fact.label ?? ""
        color: Tokens.inkSoft
        font.pixelSize: Tokens.caption
    }
    KText {
        id: value
        width: root.width
        text: root.fact.value ?? ""
        color: root.tone === "plain" ? Tokens.actText : Tokens.tone(root.tone)
        font.pixelSize: root.size
        font.bold: true
        font.features: Tokens.figures
        lineHeight: 0.95
    }
}

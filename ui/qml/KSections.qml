pragma ComponentBehavior: Bound
import QtQuick

// A text in parts, longer than the screen: it scrolls.
KPaged {
    id: root

    property var sections: []

    contentHeight: all.implicitHeight
    Column {
        id: all
        width: root.width - (root.interactive ? Tokens.mm(6) : 0)
        spacing: Tokens.gap

        Repeater {
            model: root.sections.length

            KSurface {
                id: part
                required property int index
                readonly property var section: root.sections[index] ?? ({
                        "heading": "",
                        "lines": []
                    })

                width: all.width
                height: words.implicitHeight + 2 * Tokens.pad
                raised: false

                Column {
                    id: words
                    x: Tokens.pad
                    y: Tokens.pad
                    width: parent.width - 2 * x
                    spacing: Tokens.small

                    KText {
                        visible: text !== ""
                        width: parent.width
                        text: part.section.heading
                        color: Tokens.actText
                        font.pixelSize: Tokens.strong
                        font.bold: true
                    }
                    KFacts {
                        width: parent.width
                        facts: part.section.facts ?? []
                    }
                    Repeater {
                        model: part.section.lines.length

                        KText {
                            required property int index
                            width: words.width
                            text: part.section.lines[index] ?? ""
                            font.pixelSize: Tokens.body
                        }
                    }
                }
            }
        }
    }
}

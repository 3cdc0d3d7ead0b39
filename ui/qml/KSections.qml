pragma ComponentBehavior: Bound
import QtQuick

// A text in parts, longer than the screen: it scrolls by touch and, page by page, by key.
Flickable {
    id: root

    property var sections: []

    contentHeight: all.implicitHeight
    interactive: contentHeight > height + 1
    clip: interactive
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: interactive
    Keys.onReturnPressed: root.turn()
    Keys.onSpacePressed: root.turn()

    function turn(): void {
        const last = contentHeight - height;
        contentY = contentY >= last - 1 ? 0 : Math.min(last, contentY + height * 0.8);
    }

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
    Item {
        parent: root.parent
        visible: root.activeFocus
        x: root.x
        y: root.y
        width: root.width
        height: root.height

        KFocus {}
    }
    KScroll {
        parent: root.parent
        list: root
    }
}

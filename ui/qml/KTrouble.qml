pragma ComponentBehavior: Bound
import QtQuick

// A fault told whole: what happened, what is kept, what can be done now, in order.
Item {
    id: root

    property var trouble
    readonly property string tone: trouble?.tone ?? "warn"
    readonly property var now: trouble?.now ?? []
    readonly property bool tight: Tokens.large || Tokens.wide
    readonly property real inset: Tokens.sheet
    // Height that may be used: the lines move apart into it, up to a limit.
    property real room: 0
    readonly property real least: Tokens.wide ? Tokens.sheetGap : Tokens.mm(tight ? 4.5 : 6)
    readonly property real lines: {
        let sum = 0;
        for (const child of stack.children)
            sum += child.visible ? child.height : 0;
        return sum;
    }
    readonly property real ease: Math.max(0, Math.min(Tokens.mm(4), (room - 2 * inset - lines) / (now.length + 5) - least - 1))

    visible: !!trouble
    implicitHeight: visible ? stack.height + 2 * inset : 0

    KSurface {
        anchors.fill: parent
        radius: Tokens.mm(8)
    }
    Column {
        id: stack
        x: root.inset
        y: root.inset
        width: root.width - 2 * root.inset
        spacing: root.least + root.ease

        Item {
            width: parent.width
            height: root.tight ? Math.max(badge.height, title.height) : title.y + title.height

            Rectangle {
                id: badge
                width: Tokens.mm(root.tight ? 24 : 30)
                height: width
                radius: width / 2
                color: Tokens.toneSoft(root.tone)
                border.width: Tokens.contrast ? Tokens.hair : 0
                border.color: Tokens.tone(root.tone)

                KIcon {
                    anchors.centerIn: parent
                    name: root.tone === "plain" ? "info" : root.tone
                    color: Tokens.tone(root.tone)
                    size: parent.width * 0.56
                    weight: 1.9
                }
            }
            KText {
                id: title
                x: root.tight ? badge.width + Tokens.mm(6) : 0
                y: root.tight ? Math.max(0, (badge.height - height) / 2) : badge.height + Tokens.mm(6)
                width: parent.width - x
                text: root.trouble?.title ?? ""
                font.pixelSize: Tokens.title
                font.bold: true
                lineHeight: 0.92
            }
        }
        KText {
            visible: text !== ""
            width: parent.width
            text: root.trouble?.cause ?? ""
            font.pixelSize: Tokens.reading
        }
        Rectangle {
            visible: root.now.length > 0
            width: parent.width
            height: Tokens.hair
            color: Tokens.line
        }
        KText {
            visible: root.now.length > 0 && text !== ""
            width: parent.width
            text: root.trouble?.now_heading ?? ""
            color: Tokens.inkSoft
        }
        Repeater {
            model: root.now.length

            Row {
                id: line
                required property int index

                width: stack.width
                spacing: Tokens.gap

                Rectangle {
                    id: numeral
                    y: (todo.font.pixelSize * 1.45 - height) / 2
                    width: Tokens.mm(Tokens.large ? 14.5 : 11.5)
                    height: width
                    radius: width / 2
                    color: Tokens.actSoft
                    border.width: Tokens.contrast ? Tokens.hair : 0
                    border.color: Tokens.actText

                    KText {
                        anchors.centerIn: parent
                        text: line.index + 1
                        color: Tokens.actText
                        font.pixelSize: Tokens.caption
                        font.bold: true
                        font.features: Tokens.figures
                    }
                }
                KText {
                    id: todo
                    width: line.width - numeral.width - line.spacing
                    text: root.now[line.index] ?? ""
                    font.pixelSize: Tokens.reading
                }
            }
        }
        Rectangle {
            visible: marks.visible
            width: parent.width
            height: Tokens.hair
            color: Tokens.line
        }
        Flow {
            id: marks
            // Asked of the words: what stands in something hidden is itself not visible.
            visible: code.words !== "" || phone.words !== ""
            width: parent.width
            spacing: Tokens.pad

            KMark {
                id: code
                icon: "code"
                words: root.trouble?.code ?? ""
            }
            KMark {
                id: phone
                icon: "phone"
                words: root.trouble?.phone ?? ""
            }
        }
    }
}

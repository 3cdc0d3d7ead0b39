pragma ComponentBehavior: Bound
import QtQuick

// Choices as lines of a list: a name, and in a few words what it is. Longer than its room it scrolls.
Flickable {
    id: root

    property var rows: []
    property bool low: false
    readonly property real sunk: low && !interactive ? Math.max(0, height - list.implicitHeight) : 0

    visible: rows.length > 0
    contentHeight: sunk + list.implicitHeight
    interactive: list.implicitHeight > height
    boundsBehavior: Flickable.StopAtBounds
    clip: interactive

    function reveal(row: Item): void {
        contentY = Math.max(0, Math.min(row.y - Tokens.gap, contentHeight - height));
    }

    Column {
        id: list
        y: root.sunk
        width: root.width - Tokens.mm(6)
        spacing: Tokens.mm(3.2)

        Repeater {
            model: root.rows.length

            KTouch {
                id: row
                required property int index

                // Something said beside what was looked for: quieter, with a line of its own.
                readonly property bool quiet: action.tone === "info"

                action: root.rows[index] ?? Hand.none
                spokenName: [action.title, action.detail, action.badge].filter(part => !!part).join(", ")
                width: list.width
                height: Math.max(Tokens.mm(25), words.implicitHeight + 2 * Tokens.small)
                onActiveFocusChanged: {
                    if (activeFocus && root.interactive)
                        root.reveal(row);
                }

                KSurface {
                    anchors.fill: parent
                    color: row.held ? Tokens.actSoft : row.quiet ? Tokens.toneSoft("info") : Tokens.surface
                    border: row.held ? Tokens.act : Tokens.line
                    raised: !row.held && !row.quiet
                }
                KIcon {
                    id: mark
                    x: Tokens.mm(6)
                    anchors.verticalCenter: parent.verticalCenter
                    name: Icons.has(row.action.icon ?? "") ? row.action.icon : ""
                    color: Tokens.actText
                    size: Tokens.mm(10)
                }
                Column {
                    id: words
                    x: mark.x + mark.width + Tokens.mm(5)
                    width: parent.width - x - Tokens.mm(16)
                    anchors.verticalCenter: parent.verticalCenter

                    KText {
                        width: parent.width
                        text: row.action.title ?? ""
                        font.pixelSize: Tokens.strong
                        font.bold: true
                    }
                    KText {
                        visible: text !== ""
                        width: parent.width
                        text: row.action.detail ?? ""
                        color: row.quiet ? Tokens.ink : Tokens.inkSoft
                        font.pixelSize: Tokens.caption
                    }
                    KText {
                        visible: text !== ""
                        width: parent.width
                        text: row.quiet ? row.action.badge ?? "" : ""
                        color: Tokens.inkSoft
                        font.pixelSize: Tokens.caption
                    }
                    KBadge {
                        words: row.quiet ? "" : row.action.badge ?? ""
                        tone: row.action.tone ?? "plain"
                    }
                }
                KIcon {
                    x: parent.width - width - Tokens.mm(4)
                    anchors.verticalCenter: parent.verticalCenter
                    name: "next"
                    color: Tokens.inkFaint
                    size: Tokens.mm(8)
                }
            }
        }
    }

    KScroll {
        parent: root.parent
        x: root.x + root.width - width
        list: root
    }
}

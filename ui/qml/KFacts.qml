pragma ComponentBehavior: Bound
import QtQuick

// Large figures side by side, then rows of label and value.
Column {
    id: root

    property var facts: []
    property bool centred: false
    readonly property int rowSize: Tokens.large ? Tokens.body : Tokens.strong
    readonly property var figures: facts.filter(fact => fact.large)
    readonly property var rows: facts.filter(fact => !fact.large)
    // As wide as the longest label, so that values stand in one line of their own.
    readonly property real labelWidth: Math.min(width * 0.45, Tokens.mm(7) + rows.reduce((most, fact) => Math.max(most, metrics.advanceWidth(fact.label)), 0))

    spacing: Tokens.sheetGap
    visible: facts.length > 0

    FontMetrics {
        id: metrics
        font.family: Tokens.family
        font.pixelSize: root.rowSize
    }

    Flow {
        id: big
        visible: root.figures.length > 0
        width: parent.width
        spacing: Tokens.gap

        // Each figure takes what it needs, and an equal part of what is left over.
        readonly property real needed: {
            let sum = 0;
            for (const child of children) {
                const figure = child as KFigure;
                sum += figure ? figure.natural + spacing : 0;
            }
            return sum;
        }
        readonly property real over: Math.floor((width + spacing - needed) / Math.max(1, root.figures.length)) - 1

        Repeater {
            model: root.figures.length

            KFigure {
                required property int index
                fact: root.figures[index] ?? ({})
                width: Math.min(big.width, big.over < 0 ? Math.floor((big.width - big.spacing) / 2) : natural + big.over)
            }
        }
    }
    Rectangle {
        visible: big.visible && root.rows.length > 0
        width: parent.width
        height: Tokens.hair
        color: Tokens.line
    }
    Column {
        visible: root.rows.length > 0
        width: parent.width
        spacing: Tokens.mm(5)

        Repeater {
            model: root.rows.length

            Row {
                id: row
                required property int index
                readonly property var fact: root.rows[index] ?? ({})
                readonly property string tone: fact.tone ?? "plain"

                width: parent.width
                spacing: Tokens.small

                KText {
                    id: name
                    width: root.labelWidth
                    text: row.fact.label ?? ""
                    color: Tokens.inkSoft
                    font.pixelSize: root.rowSize
                }
                KIcon {
                    id: mark
                    anchors.verticalCenter: parent.verticalCenter
                    name: row.tone === "plain" ? "" : row.tone
                    color: Tokens.tone(row.tone)
                    size: root.rowSize * 1.1
                    weight: 2
                }
                KText {
                    width: row.width - name.width - row.spacing - (mark.visible ? mark.width + row.spacing : 0)
                    text: row.fact.value ?? ""
                    color: row.tone === "plain" ? Tokens.ink : Tokens.tone(row.tone)
                    font.pixelSize: root.rowSize
                    font.bold: row.tone !== "plain"
                    font.features: Tokens.figures
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// Large figures side by side, then rows of label and value.
Column {
    id: root

    property var facts: []
    // There is height to spare: larger figures, and rows with the value under its label.
    property bool roomy: false
    readonly property var figures: facts.filter(fact => fact.large)
    readonly property var rows: facts.filter(fact => !fact.large)
    readonly property bool stacked: roomy && figures.length === 0
    readonly property int ample: figures.length > 0 ? Tokens.mm(10.6) : Tokens.mm(Tokens.large ? 14.2 : 13.2)
    readonly property int rowSize: roomy ? ample : Tokens.large ? Tokens.body : Tokens.strong
    readonly property real ampleGap: figures.length > 0 ? Tokens.mm(Tokens.wide ? 6 : 10) : Tokens.mm(18)
    readonly property real rowGap: roomy ? ampleGap : Tokens.mm(5)
    // As wide as the longest label, so that values stand in one line of their own.
    readonly property real labelWidth: Math.min(width * 0.45, Tokens.mm(7) + widest(rows, rowSize))
    readonly property int grand: Tokens.mm(Tokens.large ? 19 : Tokens.wide ? 16 : 17)
    // What the figures take side by side in that size, with a little to spare.
    readonly property real grandSum: figures.reduce((sum, fact) => sum + Tokens.pad + Math.max(1.1 * Tokens.advance(fact.value, grand), Tokens.advance(fact.label, Tokens.caption)), 0)
    readonly property int fitting: Math.max(Tokens.figure, grand * Math.min(1, width / Math.max(1, grandSum)))
    readonly property int figureSize: roomy ? fitting : Tokens.figure

    // The height that all this takes where it is roomy; does not depend on whether it is.
    readonly property real need: {
        const lines = figures.length === 0 ? 0 : grandSum * fitting <= width * grand ? 1 : Math.ceil(figures.length / 2);
        const left = width - (figures.length > 0 ? widest(rows, ample) + Tokens.mm(24) : Tokens.mm(12));
        let sum = lines * 1.5 * (Tokens.caption + 1.5 * fitting) + (lines > 0 && rows.length > 0 ? 3 * spacing : 0);
        for (const fact of rows)
            sum += ampleGap + 1.5 * ample * Math.ceil(1.1 * Tokens.advance(fact.value, ample) / left) + (figures.length > 0 ? 0 : 1.5 * Tokens.body);
        return sum;
    }

    function widest(facts: var, size: real): real {
        return facts.reduce((most, fact) => Math.max(most, Tokens.advance(fact.label, size)), 0);
    }

    spacing: Tokens.sheetGap
    visible: facts.length > 0

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
        readonly property real half: Math.floor((width - spacing) / 2)
        readonly property real over: Math.floor((width + spacing - needed) / Math.max(1, root.figures.length)) - 1

        Repeater {
            model: root.figures.length

            KFigure {
                required property int index
                fact: root.figures[index] ?? ({})
                size: root.figureSize
                width: big.over >= 0 ? natural + big.over : natural <= big.half ? big.half : big.width
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
        spacing: root.rowGap

        Repeater {
            model: root.rows.length

            KFactRow {
                id: row
                required property int index
                fact: root.rows[index] ?? ({})
                stacked: root.stacked
                labelWidth: root.labelWidth
                size: root.rowSize
                width: root.width

                Rectangle {
                    visible: root.stacked && row.index > 0
                    y: -root.rowGap / 2
                    width: parent.width
                    height: Tokens.hair
                    color: Tokens.line
                }
            }
        }
    }
}

import QtQuick

// A paper before it is printed. Upright: words, the page, what can be done. Wide: the words and what
// can be done on the left, the page on the right.
Item {
    id: page

    required property var now
    readonly property bool wide: Tokens.wide
    readonly property var preview: now.preview
    readonly property real saying: wide ? Math.round((width - Tokens.mm(14)) * 0.5) : width
    readonly property real upper: wide ? 0 : say.height + Tokens.gap

    PageSay {
        id: say
        now: page.now
        width: page.saying
        room: act.y - Tokens.gap
    }
    KSheet {
        id: sheet
        source: page.preview?.picture ?? ""
        mark: page.preview?.mark ?? ""
        name: page.now.title
        x: page.wide ? page.saying + Tokens.mm(14) : 0
        y: page.upper + Tokens.mm(5)
        width: page.width - x
        height: (page.wide ? page.height : act.y - Tokens.pad) - y
    }
    Column {
        id: act
        y: page.height - height
        width: page.saying
        spacing: Tokens.gap

        KNotice {
            width: parent.width
            notice: page.now.notice
        }
        KText {
            visible: text !== "" && !page.now.notice
            width: parent.width
            text: page.preview?.note ?? ""
            font.bold: true
            horizontalAlignment: page.wide ? Text.AlignLeft : Text.AlignHCenter
        }
        KTurn {
            width: parent.width
            height: implicitHeight
            preview: page.preview
        }
        KActions {
            width: parent.width
            height: implicitHeight
            primary: page.now.primary
            secondary: page.now.secondary
        }
    }
}

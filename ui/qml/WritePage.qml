import QtQuick

// Writing a few words: what stands so far, whole, and the letters to write with. Wide: the words on
// the left, the letters on the right. Low: what can be touched lies in the lower half; wide, the
// letters then stand at the very bottom and what is done with the words below these.
Item {
    id: page

    required property var now
    required property real half
    readonly property bool wide: Tokens.wide
    readonly property bool apart: wide && now.modes.low
    readonly property real saying: wide ? Math.round((width - Tokens.pad) * 0.42) : width
    readonly property string written: now.keyboard?.shown ?? ""

    PageSay {
        id: say
        now: page.now
        width: page.saying
    }
    KSurface {
        id: box
        y: say.height + Tokens.pad
        width: page.saying
        height: (page.apart ? act.y - Tokens.pad : page.wide ? page.height : keys.y - Tokens.pad) - y
        raised: false
        border: Tokens.act
        borderWidth: Tokens.mm(0.75)

        Flickable {
            id: scroll
            anchors.fill: parent
            anchors.margins: Tokens.pad
            contentHeight: text.implicitHeight
            // The end of what is written stays in sight.
            contentY: Math.max(0, contentHeight - height)
            interactive: contentHeight > height + 1
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            KText {
                id: text
                width: scroll.width
                text: page.written === "" ? page.now.keyboard?.hint ?? "" : page.written + "▏"
                color: page.written === "" ? Tokens.inkSoft : Tokens.ink
                font.pixelSize: Tokens.strong
                wrapMode: Text.Wrap
            }
        }
    }
    KKeyboard {
        id: keys
        keyboard: page.now.keyboard
        x: page.wide ? page.saying + Tokens.pad : 0
        y: (page.apart ? page.height : act.y - Tokens.pad) - height
        width: page.width - x
        height: implicitHeight
    }
    KActions {
        id: act
        x: page.apart ? 0 : keys.x
        y: page.height - height
        width: page.apart ? page.saying : keys.width
        height: implicitHeight
        primary: page.now.primary
        secondary: page.now.secondary
    }
}

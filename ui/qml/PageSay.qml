import QtQuick

// What the screen says: where we are, the one question, what the machine does. Where that is more
// than its room the steps are left out, and what is still more scrolls.
KPaged {
    id: root

    required property var now
    property bool bare: false
    property bool centred: false
    property bool noticed: false
    // Height that may be used.
    property real room: Infinity
    readonly property bool told: !bare && (now.title !== "" || now.lead !== "")
    readonly property bool any: now.steps.length > 0 || told || busy.visible
    // What all of it takes with the notice, also where that stands elsewhere.
    readonly property real whole: wanted(true)
    readonly property bool cramped: wanted(noticed) > room

    function wanted(noticed: bool): real {
        let sum = 0;
        for (const part of [stepper.implicitHeight, words.height, noticed ? notice.implicitHeight : 0])
            sum += part > 0 ? part + (sum > 0 ? Tokens.pad : 0) : 0;
        return sum;
    }

    about: now.screen + now.title
    implicitHeight: noticed && now.notice ? notice.y + notice.height : words.y + words.height
    height: Math.min(implicitHeight, Math.max(0, room))
    contentHeight: implicitHeight

    KStepper {
        id: stepper
        visible: steps.length > 0 && !root.cramped
        width: root.width
        steps: root.now.steps
    }
    Column {
        id: words
        y: stepper.visible ? stepper.height + Tokens.pad : 0
        width: root.width
        spacing: Tokens.pad

        Column {
            visible: root.told
            width: parent.width
            spacing: Tokens.tiny

            KText {
                visible: text !== ""
                width: parent.width
                text: root.now.title
                font.pixelSize: Tokens.title
                font.bold: true
                horizontalAlignment: root.centred ? Text.AlignHCenter : Text.AlignLeft
                lineHeight: 0.95
            }
            KText {
                visible: text !== ""
                width: parent.width
                text: root.now.lead
                font.pixelSize: Tokens.strong
                color: Tokens.inkSoft
                horizontalAlignment: root.centred ? Text.AlignHCenter : Text.AlignLeft
            }
        }
        KBusy {
            id: busy
            width: parent.width
            words: root.now.picture !== "" || root.now.card ? root.now.busy : ""
        }
    }
    KNotice {
        id: notice
        visible: root.noticed && !!root.now.notice
        y: words.y + (words.height > 0 ? words.height + Tokens.pad : 0)
        width: root.width
        notice: root.now.notice
    }
}

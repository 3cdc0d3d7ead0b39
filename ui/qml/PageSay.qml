import QtQuick

// What the screen says: where we are, the one question, what the machine does.
Column {
    id: root

    required property var now
    property bool bare: false
    property bool centred: false
    property bool noticed: false
    readonly property bool told: !bare && (now.title !== "" || now.lead !== "")
    readonly property bool any: now.steps.length > 0 || told || busy.visible

    spacing: Tokens.pad

    KStepper {
        width: parent.width
        steps: root.now.steps
    }
    Column {
        visible: root.told
        width: parent.width
        spacing: Tokens.tiny

        KText {
            id: title
            visible: text !== ""
            width: parent.width
            text: root.now.title
            font.pixelSize: Tokens.title
            font.bold: true
            horizontalAlignment: root.centred ? Text.AlignHCenter : Text.AlignLeft
            lineHeight: 0.95
        }
        KText {
            id: lead
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
    KNotice {
        width: parent.width
        notice: root.noticed ? root.now.notice : null
    }
}

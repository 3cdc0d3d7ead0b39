import QtQuick

// What there is to look at: the picture takes the room that card and trouble leave. Low: what there
// is stands as far down as it goes.
KPaged {
    id: root

    required property var now
    property string picture
    property bool noticed: false
    property bool low: false
    // Height that card and trouble may grow into, 0 where it depends on them.
    property real room: 0
    readonly property bool pictured: picture !== ""
    readonly property bool alone: now.picture === "" && !now.card && !now.trouble && now.busy !== ""
    readonly property bool told: noticed && !!now.notice
    readonly property bool any: pictured || !!now.card || !!now.trouble || told || alone
    readonly property real below: (now.card ? card.implicitHeight + Tokens.gap : 0) + (now.trouble ? trouble.implicitHeight + Tokens.gap : 0) + (told ? notice.implicitHeight + Tokens.gap : 0)
    readonly property bool drawn: pictured && height - below > Tokens.mm(32)
    readonly property real needed: drawn ? height : below - Tokens.gap
    readonly property real spare: room - (told ? notice.implicitHeight + Tokens.gap : 0)

    about: now.screen + now.title
    implicitHeight: any ? (pictured ? Tokens.mm(Tokens.large || Tokens.wide ? 80 : 92) + below : below - Tokens.gap) : 0
    contentHeight: Math.max(needed, low ? height : 0)
    interactive: any && needed > height + 1

    KBusy {
        parent: root
        anchors.centerIn: parent
        width: root.width
        alone: true
        words: root.alone ? root.now.busy : ""
    }
    KPicture {
        id: drawing
        picture: root.drawn ? root.picture : ""
        width: root.width
        height: root.height - root.below
    }
    Column {
        y: root.drawn ? drawing.height + Tokens.gap : root.low ? Math.max(0, root.height - root.needed) : 0
        width: root.width
        spacing: Tokens.gap

        KCard {
            id: card
            width: parent.width
            card: root.now.card
            room: root.pictured ? Math.min(root.spare - Tokens.mm(110), root.spare * 0.55) : root.spare
        }
        KTrouble {
            id: trouble
            width: parent.width
            trouble: root.now.trouble
            room: root.pictured ? 0 : root.spare
        }
        KNotice {
            id: notice
            width: parent.width
            notice: root.noticed ? root.now.notice : null
        }
    }
}

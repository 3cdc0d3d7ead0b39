import QtQuick

// What there is to look at: the picture takes the room that card and trouble leave.
Flickable {
    id: root

    required property var now
    property bool noticed: false
    property bool pictured: now.picture !== ""
    readonly property bool empty: !pictured && !root.now.card && !root.now.trouble
    readonly property bool any: working.visible || pictured || card.visible || trouble.visible || notice.visible
    readonly property real below: (card.visible ? card.implicitHeight + Tokens.gap : 0) + (trouble.visible ? trouble.implicitHeight + Tokens.gap : 0) + (notice.visible ? notice.implicitHeight + Tokens.gap : 0)

    contentHeight: (drawing.visible ? drawing.height + Tokens.gap : 0) + below - Tokens.gap
    interactive: any && contentHeight > height + 1
    clip: interactive
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: interactive
    Keys.onReturnPressed: root.turn()
    Keys.onSpacePressed: root.turn()

    // By key: one page on, from the last one back to the first.
    function turn(): void {
        const last = contentHeight - height;
        contentY = contentY >= last - 1 ? 0 : Math.min(last, contentY + height * 0.8);
    }

    implicitHeight: any ? (pictured ? drawing.implicitHeight + below : below - Tokens.gap) : 0

    KBusy {
        id: working
        parent: root
        anchors.centerIn: parent
        width: root.width
        alone: true
        words: root.empty ? root.now.busy : ""
    }
    KPicture {
        id: drawing
        picture: root.now.picture
        width: root.width
        visible: root.pictured && root.height - root.below > Tokens.mm(32)
        height: visible ? root.height - root.below : 0
    }
    Column {
        y: drawing.visible ? drawing.height + Tokens.gap : 0
        width: root.width
        spacing: Tokens.gap

        KCard {
            id: card
            width: parent.width
            card: root.now.card
        }
        KTrouble {
            id: trouble
            width: parent.width
            trouble: root.now.trouble
        }
        KNotice {
            id: notice
            width: parent.width
            notice: root.noticed ? root.now.notice : null
        }
    }

    Rectangle {
        parent: root.parent
        visible: root.activeFocus
        x: root.x - Tokens.focusWidth - Tokens.focusGap
        y: root.y - Tokens.focusWidth - Tokens.focusGap
        width: root.width + 2 * (Tokens.focusWidth + Tokens.focusGap)
        height: root.height + 2 * (Tokens.focusWidth + Tokens.focusGap)
        radius: Tokens.radius
        color: "transparent"
        border.color: Tokens.focus
        border.width: Tokens.focusWidth
    }
    KScroll {
        parent: root.parent
        list: root
    }
}

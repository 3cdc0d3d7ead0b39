import QtQuick

// What may be longer than its room: it scrolls by touch and, page by page, by key, and a bar shows
// that it does.
Flickable {
    id: root

    // What stands here: another one begins at its top.
    property string about

    contentWidth: width
    interactive: contentHeight > height + 1
    clip: interactive
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: interactive
    onAboutChanged: contentY = 0
    onInteractiveChanged: contentY = 0
    Keys.onReturnPressed: root.turn()
    Keys.onSpacePressed: root.turn()

    // By key: one page on, from the last one back to the first.
    function turn(): void {
        const last = contentHeight - height;
        contentY = contentY >= last - 1 ? 0 : Math.min(last, contentY + height * 0.8);
    }

    Item {
        parent: root.parent
        visible: root.activeFocus
        x: root.x
        y: root.y
        width: root.width
        height: root.height

        KFocus {}
    }
    KScroll {
        parent: root.parent
        list: root
    }
}

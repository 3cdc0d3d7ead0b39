import QtQuick

// A picture to read: whole at first, larger by the buttons, moved by touch or, piece by piece, by
// key. Always dark on white, as it was drawn.
Flickable {
    id: root

    property var chart
    readonly property real factor: Math.pow(1.5, chart?.zoom ?? 0)

    contentWidth: width * factor
    contentHeight: height * factor
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: factor > 1
    Accessible.role: Accessible.Graphic
    Accessible.name: root.chart?.name ?? ""
    Keys.onReturnPressed: root.turn()
    Keys.onSpacePressed: root.turn()
    onFactorChanged: {
        contentX = (contentWidth - width) / 2;
        contentY = 0;
    }

    // To the right, then to the next row from the left, from the last one back to the first.
    function turn(): void {
        const right = contentWidth - width, down = contentHeight - height;
        if (contentX < right - 1) {
            contentX = Math.min(right, contentX + width * 0.8);
            return;
        }
        contentX = 0;
        contentY = contentY >= down - 1 ? 0 : Math.min(down, contentY + height * 0.8);
    }

    Rectangle {
        width: root.contentWidth
        height: root.contentHeight
        color: "#FFFFFF"

        Image {
            anchors.fill: parent
            anchors.margins: Tokens.small
            source: root.chart?.picture ?? ""
            cache: false
            smooth: true
            mipmap: true
            fillMode: Image.PreserveAspectFit
        }
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
}

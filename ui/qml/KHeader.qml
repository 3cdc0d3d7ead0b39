import QtQuick

// Place and time, network and, once known, the citizen's masked name. Nothing here is touched.
Rectangle {
    id: root

    property var header
    readonly property string network: header?.network ?? "unknown"
    readonly property real side: Tokens.margin
    readonly property real inner: width - 2 * side
    readonly property real line: Math.round(Tokens.strong * 1.4)
    // In large text the network stands under the time, and the name takes the line of the zone.
    readonly property bool lowered: Tokens.large && !Tokens.wide
    readonly property real second: lowered ? net.width : who.visible ? who.width : 0
    readonly property bool stacked: !lowered && who.visible && who.width + zone.implicitWidth + emblem.width + 2 * Tokens.pad > inner

    color: Tokens.surface
    implicitHeight: Math.max(emblem.height, place.height) + (stacked ? who.height + Tokens.tiny : 0) + 2 * Tokens.mm(Tokens.wide ? 4.5 : 6.5)

    readonly property string known: header?.who ?? ""
    // Both do not fit into one line: then the masked name alone.
    readonly property bool crowded: lowered && Tokens.advance(known + (header?.network_text ?? ""), Tokens.caption) + Tokens.mm(58) > inner

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Tokens.hair
        color: Tokens.line
    }
    Rectangle {
        id: emblem
        x: root.side
        y: place.y + (place.height - height) / 2
        width: Tokens.mm(20)
        height: width
        radius: Tokens.mm(4.5)
        color: Tokens.act

        KIcon {
            anchors.centerIn: parent
            name: "hall"
            color: Tokens.actInk
            size: parent.width * 0.66
            weight: 2
        }
    }
    Column {
        id: place
        anchors.left: emblem.right
        anchors.leftMargin: Tokens.mm(5)
        y: Tokens.mm(Tokens.wide ? 4.5 : 6.5)
        width: root.inner - emblem.width - Tokens.mm(5) - Tokens.gap - time.width - (root.lowered ? 0 : net.width + Tokens.mm(6))

        KText {
            width: parent.width
            height: root.line
            text: root.header?.site ?? ""
            font.pixelSize: Tokens.strong
            font.bold: true
            fontSizeMode: Text.Fit
            minimumPixelSize: Tokens.smallest
            verticalAlignment: Text.AlignVCenter
        }
        KText {
            id: zone
            width: root.inner - emblem.width - Tokens.mm(5) - (root.stacked ? 0 : root.second + Tokens.gap)
            text: root.lowered && who.visible ? " " : root.header?.zone ?? ""
            color: Tokens.inkSoft
            font.pixelSize: Tokens.caption
            font.features: Tokens.figures
        }
    }
    KText {
        id: time
        anchors.right: parent.right
        anchors.rightMargin: root.side
        y: place.y
        height: root.line
        verticalAlignment: Text.AlignVCenter
        text: root.header?.time ?? ""
        font.pixelSize: Tokens.heading
        font.bold: true
        font.features: Tokens.figures
        wrapMode: Text.NoWrap
    }
    KMark {
        id: net
        x: root.width - root.side - width - (root.lowered ? 0 : time.width + Tokens.mm(6))
        y: place.y + (root.lowered ? root.line : (root.line - height) / 2)
        icon: "network_" + root.network
        words: root.header?.network_text ?? ""
        color: Tokens.tone({
            "up": "good",
            "down": "warn"
        }[root.network] ?? "plain")
    }
    KMark {
        id: who
        x: root.lowered ? place.x : root.width - root.side - width
        y: place.y + (root.stacked ? place.height + Tokens.tiny : root.line)
        icon: "person"
        words: root.crowded ? root.known.split(" · ")[0] : root.known
    }
}

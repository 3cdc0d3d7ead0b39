import QtQuick

// Place and time, network and, once known, the citizen's masked name. Nothing here is touched.
Rectangle {
    id: root

    property var header
    readonly property string network: header?.network ?? "unknown"
    readonly property real side: Tokens.margin
    readonly property real inner: width - 2 * side
    // Where the name has no room beside the zone it takes a line of its own.
    readonly property bool stacked: who.visible && who.width + zone.implicitWidth + emblem.width + 2 * Tokens.pad > inner

    color: Tokens.surface
    implicitHeight: Math.max(emblem.height, place.height) + (stacked ? who.height + Tokens.tiny : 0) + 2 * Tokens.mm(Tokens.wide ? 4.5 : 6.5)

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
        width: root.inner - emblem.width - Tokens.mm(5) - Tokens.gap - moment.width

        KText {
            width: parent.width
            height: font.pixelSize * 1.4
            text: root.header?.site ?? ""
            font.pixelSize: Tokens.strong
            font.bold: true
            fontSizeMode: Text.Fit
            minimumPixelSize: Tokens.smallest
            verticalAlignment: Text.AlignVCenter
        }
        KText {
            id: zone
            width: root.inner - emblem.width - Tokens.mm(5) - (root.stacked || !who.visible ? 0 : who.width + Tokens.gap)
            text: root.header?.zone ?? ""
            color: Tokens.inkSoft
            font.pixelSize: Tokens.caption
            font.features: Tokens.figures
        }
    }
    Row {
        id: moment
        anchors.right: parent.right
        anchors.rightMargin: root.side
        y: place.y
        height: Tokens.strong * 1.4
        spacing: Tokens.mm(6)

        KMark {
            anchors.verticalCenter: parent.verticalCenter
            icon: "network_" + root.network
            words: root.header?.network_text ?? ""
            color: Tokens.tone({
                "up": "good",
                "down": "warn"
            }[root.network] ?? "plain")
        }
        KText {
            anchors.verticalCenter: parent.verticalCenter
            text: root.header?.time ?? ""
            font.pixelSize: Tokens.heading
            font.bold: true
            font.features: Tokens.figures
            wrapMode: Text.NoWrap
        }
    }
    KMark {
        id: who
        anchors.right: parent.right
        anchors.rightMargin: root.side
        y: root.stacked ? place.y + place.height + Tokens.tiny : place.y + Tokens.strong * 1.4
        icon: "person"
        words: root.header?.who ?? ""
    }
}

import QtQuick

// A large choice: picture above the words where it is tall, beside them where it is flat.
KTouch {
    id: root

    // There is height for a badge on a line of its own.
    property bool roomy: false
    readonly property bool filled: action.primary ?? false
    readonly property string tone: action.tone ?? "plain"
    readonly property bool toned: tone !== "plain"
    readonly property bool flat: height < Tokens.mm(Tokens.large ? 86 : 68)
    readonly property bool broad: flat && width > Tokens.mm(160)
    readonly property bool narrow: flat && !broad
    // Height to spare: larger words.
    readonly property bool grand: !Tokens.large && height > Tokens.mm(broad ? 57 : 88)
    readonly property color words: filled ? Tokens.actInk : Tokens.ink
    readonly property color softWords: filled ? Tokens.actInkSoft : (toned ? Tokens.tone(tone) : Tokens.inkSoft)
    readonly property real inset: Tokens.mm(broad ? 10 : flat ? 6 : 8)

    spokenName: [action.title, action.badge, action.detail].filter(part => !!part).join(", ")

    KSurface {
        anchors.fill: parent
        color: root.filled ? (root.held ? Tokens.actHeld : Tokens.act) : (root.held ? Tokens.actSoft : Tokens.surface)
        border: root.held ? Tokens.act : (root.filled ? color : Tokens.line)
        raised: !root.held
    }
    Rectangle {
        id: plate
        x: root.inset
        y: root.flat ? (root.height - height) / 2 : root.inset
        visible: Icons.has(root.action.icon ?? "") && (root.flat ? root.broad || !Tokens.large : wordsColumn.y >= y + height)
        width: Tokens.mm(root.narrow ? 17 : root.grand ? 28 : root.broad ? 23 : 20)
        height: width
        radius: Tokens.mm(5)
        color: root.filled ? Tokens.actDeep : Tokens.actSoft
        border.width: Tokens.contrast ? Tokens.hair : 0
        border.color: root.filled ? Tokens.actInk : Tokens.line

        KIcon {
            id: picture
            anchors.centerIn: parent
            name: root.action.icon ?? ""
            color: root.filled ? (Tokens.contrast ? Tokens.act : Tokens.actInk) : Tokens.actText
            size: plate.width * 0.62
        }
    }
    KBadge {
        id: badge
        words: root.narrow ? "" : root.action.badge ?? ""
        tone: root.tone
        x: root.width - width - root.inset
        y: root.broad ? (root.height - height) / 2 : root.inset
    }
    Column {
        id: wordsColumn
        x: root.flat && plate.visible ? plate.x + plate.width + Tokens.mm(root.broad ? 8 : 5) : root.inset
        width: root.width - x - root.inset - (root.broad && badge.visible ? badge.width + Tokens.small : 0)
        y: root.flat ? (root.height - height) / 2 : root.height - height - root.inset + Tokens.tiny
        spacing: Tokens.mm(0.5)

        // Where it is narrow the badge stands beside the title, above it where there is height.
        Item {
            width: parent.width
            height: title.y + title.height

            KBadge {
                id: inner
                readonly property bool fits: title.implicitWidth + width + Tokens.small <= parent.width

                visible: root.narrow && words !== "" && (fits || root.roomy)
                x: fits ? parent.width - width : 0
                y: fits ? (title.height - height) / 2 : 0
                words: root.action.badge ?? ""
                tone: root.tone
            }
            KText {
                id: title
                y: inner.visible && !inner.fits ? inner.height + Tokens.mm(0.5) : 0
                width: parent.width
                text: root.action.title ?? ""
                color: root.words
                font.pixelSize: root.narrow ? Tokens.strong : root.grand ? Tokens.mm(12.6) : Tokens.heading
                font.bold: true
                lineHeight: 0.9
            }
        }
        Row {
            visible: detail.text !== ""
            width: parent.width
            spacing: Tokens.tiny

            KIcon {
                id: mark
                y: (detail.font.pixelSize * 1.45 - height) / 2
                name: root.toned ? root.tone : ""
                color: root.softWords
                size: Tokens.caption
                weight: 2.2
            }
            KText {
                id: detail
                width: parent.width - (mark.visible ? mark.width + parent.spacing : 0)
                text: root.action.detail ?? ""
                color: root.softWords
                font.pixelSize: root.grand ? Math.max(Tokens.caption, Math.min(Tokens.body, Tokens.body * width / Tokens.advance(text + " ", Tokens.body))) : Tokens.caption
                font.features: Tokens.figures
            }
        }
    }
}

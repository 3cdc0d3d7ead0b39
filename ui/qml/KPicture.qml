import QtQuick

// Shows the hand what to do. Only the small thing that moves is drawn again.
Item {
    id: root

    property string picture
    readonly property bool chip: picture === "chip_in" || picture === "chip_reading"
    readonly property bool reading: picture === "card_reading" || picture === "chip_reading"
    readonly property bool card: chip || picture === "card_in" || picture === "card_reading" || picture === "card_and_paper" || picture === "card_and_sheets"
    readonly property bool paper: picture === "paper_out" || picture === "card_and_paper"
    readonly property bool sheets: picture === "sheets_out" || picture === "card_and_sheets"
    readonly property var signs: ({
            "thanks": ["check", "good"],
            "help": ["help", "info"],
            "face_in": ["people", "info"],
            "verdict_good": ["check", "good"],
            "verdict_warn": ["warn", "warn"],
            "verdict_bad": ["close", "bad"]
        })

    visible: picture !== ""
    implicitHeight: picture !== "" ? Tokens.mm(80) : 0
    Accessible.role: Accessible.Graphic

    KLive {
        anchors.fill: parent
        name: root.picture.startsWith("live:") ? root.picture.slice(5) : ""
    }
    Item {
        anchors.centerIn: parent
        width: 600
        height: root.reading ? 256 : 470
        scale: Math.min(root.width / width, root.height / height, Tokens.mm(250) / width)

        PicMachine {
            visible: root.card || root.paper || root.sheets
            reader: root.card
            chip: root.chip
            slot: root.paper || root.sheets
        }
        PicSheets {
            visible: root.sheets
            running: visible && root.visible
            taken: root.picture === "card_and_sheets"
        }
        PicPaper {
            visible: root.paper
            running: visible && root.visible
        }
        PicCard {
            visible: root.card && !root.chip
            running: visible && root.visible
            reading: root.reading
            leaving: root.picture === "card_and_paper" || root.picture === "card_and_sheets"
        }
        PicChip {
            visible: root.chip
            running: visible && root.visible
            reading: root.reading
        }
        PicPhoto {
            visible: root.picture === "photo"
        }
        PicCode {
            visible: root.picture === "code_in"
            running: visible && root.visible
        }
        PicMark {
            readonly property var sign: root.signs[root.picture] ?? null

            anchors.centerIn: parent
            visible: sign !== null
            icon: sign?.[0] ?? ""
            tone: sign?.[1] ?? "good"
        }
    }
}

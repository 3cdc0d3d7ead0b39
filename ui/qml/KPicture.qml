import QtQuick

// Shows the hand what to do. Only the small thing that moves is drawn again.
Item {
    id: root

    property string picture
    readonly property bool card: picture === "card_in" || picture === "card_reading" || picture === "card_and_paper"
    readonly property bool paper: picture === "paper_out" || picture === "card_and_paper"

    visible: picture !== ""
    implicitHeight: picture !== "" ? Tokens.mm(80) : 0
    Accessible.role: Accessible.Graphic

    Item {
        anchors.centerIn: parent
        width: 600
        height: root.picture === "card_reading" ? 256 : 470
        scale: Math.min(root.width / width, root.height / height, Tokens.mm(250) / width)

        PicMachine {
            visible: root.card || root.paper
            reader: root.card
            slot: root.paper
        }
        PicPaper {
            visible: root.paper
            running: visible && root.visible
        }
        PicCard {
            visible: root.card
            running: visible && root.visible
            reading: root.picture === "card_reading"
            leaving: root.picture === "card_and_paper"
        }
        PicPhoto {
            visible: root.picture === "photo"
        }
        PicMark {
            anchors.centerIn: parent
            visible: root.picture === "thanks" || root.picture === "help"
            icon: visible ? (root.picture === "help" ? "help" : "check") : ""
            tone: root.picture === "help" ? "info" : "good"
        }
    }
}

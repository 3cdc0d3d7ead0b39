pragma ComponentBehavior: Bound
import QtQuick

// The world around the terminal: cards, paper, network, accidents.
Rectangle {
    id: root

    required property var dock
    required property string platform

    readonly property var groups: [
        {
            "title": "Cards on the reader",
            "actions": [["put", "elder", "测试甲, over 70"], ["put", "woman", "测试乙, number with X"], ["put", "rare", "rare characters"], ["put", "expired", "expired card"], ["put", "wrong", "wrong check digit"], ["take", "", "take the card away"]]
        },
        {
            "title": "ID card reader",
            "actions": [["heal", "id_reader", "works"], ["script", "id_reader: always silent", "silent"], ["script", "id_reader: always storm", "corrupt frames"], ["script", "id_reader: now take_card 400", "next card leaves mid-read"], ["script", "id_reader: now unplug", "unplug"]]
        },
        {
            "title": "Social security card",
            "actions": [["social", "social", "insert a card"], ["social", "needs_auth", "3rd generation, closed"], ["social", "bank", "a bank card"], ["social_take", "", "take it out"], ["script", "ssc_reader: at command 5 hang", "next card hangs"], ["heal", "ssc_reader", "works"]]
        },
        {
            "title": "Phones and keys",
            "actions": [["code", "app", "测试乙's app code"], ["code", "eid", "测试甲's electronic ID"], ["code", "ebl", "a company's licence"], ["code", "staff", "a staff code"], ["code", "", "put it away"], ["text", "", "last text message"], ["key", "in", "plug in the U-key"], ["key", "out", "pull it out"]]
        },
        {
            "title": "Receipt printer",
            "actions": [["heal", "receipt_printer", "works"], ["paper", "", "load paper"], ["script", "receipt_printer: now paper_out", "no paper"], ["script", "receipt_printer: after 600 bytes paper_out", "paper ends mid-ticket"], ["script", "receipt_printer: now cover_open", "open the cover"], ["script", "receipt_printer: now jam", "jam"], ["script", "receipt_printer: always silent", "silent"]]
        },
        {
            "title": "Network and platform",
            "actions": [["network", "down", "cut the network"], ["network", "up", "restore it"], ["platform", "none", "platform works"], ["platform", "500", "answers 500"], ["platform", "html", "answers HTML"]]
        },
        {
            "title": "kill -9",
            "actions": [["kill", "screen", "the screen"], ["kill", "service", "the service"], ["kill", "cards", "the card host"], ["kill", "printers", "the printer host"], ["kill", "imaging", "the imaging host"]]
        }
    ]

    width: 660
    height: 960
    color: "#F2F5FA"

    Column {
        id: words

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: 20
        }
        spacing: 12

        Text {
            text: "The world outside"
            font.family: "Noto Sans CJK SC"
            font.pixelSize: 24
            font.weight: Font.Bold
            color: "#101F3C"
        }

        Text {
            width: parent.width
            text: root.dock.status + "\n" + "platform page: " + root.platform
            wrapMode: Text.Wrap
            font.family: "Noto Sans CJK SC"
            font.pixelSize: 14
            color: "#4C5B75"
        }

        Repeater {
            model: root.groups

            Column {
                id: group

                required property var modelData

                width: words.width
                spacing: 6

                Text {
                    text: group.modelData.title
                    font.family: "Noto Sans CJK SC"
                    font.pixelSize: 15
                    font.weight: Font.Bold
                    color: "#0B3D91"
                }

                Flow {
                    width: parent.width
                    spacing: 6

                    Repeater {
                        model: group.modelData.actions

                        DockButton {
                            required property var modelData

                            text: modelData[2]
                            onTouched: root.dock.play(modelData[0], modelData[1])
                        }
                    }
                }
            }
        }

        Text {
            text: root.dock.said
            font.family: "Noto Sans CJK SC"
            font.pixelSize: 13
            color: "#4C5B75"
        }
    }

    Image {
        anchors {
            left: parent.left
            right: parent.right
            top: words.bottom
            bottom: parent.bottom
            margins: 20
        }
        source: root.dock.receipt
        fillMode: Image.PreserveAspectFit
        verticalAlignment: Image.AlignTop
        mipmap: true
        cache: false
        asynchronous: true
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// Where we are: done steps carry a check mark, the present one the warm colour, labels below.
Item {
    id: root

    property var steps: []
    readonly property real slot: steps.length > 0 ? width / steps.length : width
    readonly property real dot: Tokens.mm(Tokens.large ? 15 : 13)
    readonly property int reached: steps.findIndex(step => step.state === "now")
    readonly property int passed: reached < 0 ? steps.filter(step => step.state === "done").length - 1 : reached

    visible: steps.length > 0
    implicitHeight: steps.length > 0 ? dot + labels.height + Tokens.tiny : 0

    Rectangle {
        x: root.slot / 2
        y: (root.dot - height) / 2
        width: root.slot * (root.steps.length - 1)
        height: Tokens.mm(0.8)
        color: Tokens.line
    }
    Rectangle {
        x: root.slot / 2
        y: (root.dot - height) / 2
        width: root.slot * Math.max(0, root.passed)
        height: Tokens.mm(0.8)
        color: Tokens.act

        Behavior on width {
            NumberAnimation {
                duration: Tokens.calm
                easing.type: Easing.OutCubic
            }
        }
    }
    Row {
        id: labels
        y: root.dot + Tokens.tiny

        Repeater {
            model: root.steps.length

            Item {
                id: step
                required property int index
                readonly property var at: root.steps[index] ?? ({
                        "label": "",
                        "state": "todo"
                    })
                readonly property bool done: at.state === "done"
                readonly property bool now: at.state === "now"

                width: root.slot
                height: name.implicitHeight

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: -root.dot - Tokens.tiny
                    width: root.dot
                    height: root.dot
                    radius: root.dot / 2
                    color: step.done ? Tokens.act : (step.now ? Tokens.now : Tokens.surface)
                    border.width: step.done || step.now ? 0 : Tokens.mm(0.6)
                    border.color: Tokens.inkFaint

                    KIcon {
                        anchors.centerIn: parent
                        name: step.done ? "check" : ""
                        color: Tokens.actInk
                        size: root.dot * 0.62
                        weight: 2.6
                    }
                    KText {
                        anchors.centerIn: parent
                        visible: !step.done
                        text: step.index + 1
                        font.bold: true
                        font.features: Tokens.figures
                        color: step.now ? Tokens.nowInk : Tokens.inkSoft
                    }
                }
                KText {
                    id: name
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: parent.width - Tokens.small
                    horizontalAlignment: Text.AlignHCenter
                    text: step.at.label
                    font.pixelSize: Tokens.caption
                    font.bold: step.now
                    color: step.now ? Tokens.ink : Tokens.inkSoft
                    lineHeight: 0.9
                }
            }
        }
    }
}

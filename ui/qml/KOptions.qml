pragma ComponentBehavior: Bound
import QtQuick

// Small toggles and ways on, in lines as they fit.
Flow {
    id: root

    property var options: []

    visible: options.length > 0
    spacing: Tokens.gap

    Repeater {
        model: root.options.length

        KOption {
            required property int index
            action: root.options[index] ?? Hand.none
            width: Math.min(implicitWidth, root.width)
        }
    }
}

import QtQuick

// What the tokens are made of: the glass as it is, and the modes that the citizen chose.
Item {
    id: root

    required property var now
    required property real mmPerPx
    required property bool still
    required property bool wide

    Binding {
        target: Tokens
        property: "mmPerPx"
        value: root.mmPerPx
    }
    Binding {
        target: Tokens
        property: "still"
        value: root.still
    }
    Binding {
        target: Tokens
        property: "wide"
        value: root.wide
    }
    Binding {
        target: Tokens
        property: "large"
        value: root.now.modes.large
    }
    Binding {
        target: Tokens
        property: "contrast"
        value: root.now.modes.contrast
    }
}

import QtQuick

// Base of every control. A touch counts when it begins and ends inside, however long it lasts;
// Return, Enter and Space do the same for the control that has the focus.
Item {
    id: root

    required property var action
    property string spokenName: action.label
    property int role: Accessible.Button
    property bool live: action.enabled ?? true
    property real radius: Tokens.radius
    readonly property bool held: area.pressed && area.containsMouse
    readonly property bool touchable: live && enabled && visible

    objectName: Hand.nameOf(action)
    activeFocusOnTab: live && objectName !== ""

    Accessible.role: root.role
    Accessible.name: root.spokenName
    Accessible.focusable: root.live
    Accessible.onPressAction: root.send()

    Keys.onReturnPressed: event => root.sendByKey(event)
    Keys.onEnterPressed: event => root.sendByKey(event)
    Keys.onSpacePressed: event => root.sendByKey(event)

    function send(): void {
        if (live && objectName !== "")
            Hand.touched(action.verb, action.arg ?? "");
    }

    function sendByKey(event: KeyEvent): void {
        if (!event.isAutoRepeat)
            send();
    }

    MouseArea {
        id: area

        // What lay under the finger when it came down: a screen that changes meanwhile must not
        // turn the touch into another one.
        property string began

        anchors.fill: parent
        enabled: root.live
        onPressed: began = root.objectName
        onClicked: {
            if (began === root.objectName)
                root.send();
        }
    }

    KFocus {
        visible: root.activeFocus
        around: root.radius
    }
}

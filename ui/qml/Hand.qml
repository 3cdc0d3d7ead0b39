pragma Singleton
import QtQuick

// Where every touch goes: the controls say what was touched, Main hands it to the bridge.
QtObject {
    signal touched(string verb, string arg)

    // Stands in for an action that the snapshot does not have (any more).
    readonly property var none: ({
            "verb": "",
            "arg": "",
            "label": "",
            "icon": "",
            "enabled": false,
            "on": false
        })

    function nameOf(action: var): string {
        return action.arg ? action.verb + ":" + action.arg : action.verb;
    }
}

pragma ComponentBehavior: Bound
import QtQuick

// The screen: header, page, caption, footer, and over them the idle warning. It draws what the
// snapshot says (`now`) and hands touches to the bridge; it decides nothing.
FocusScope {
    id: root

    required property var bridge
    required property real mmPerPx
    property bool still: false
    readonly property var now: bridge.now
    // Nothing slides any more: a picture taken now is the picture that stays.
    readonly property bool settled: !arrive.running
    readonly property var pages: ({
            "idle": idle,
            "find": find,
            "guide": guide,
            "write": write,
            "preview": preview
        })

    focus: true
    Keys.onEscapePressed: bridge.key("back")
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F1)
            bridge.key("help");
    }

    Glass {
        now: root.now
        mmPerPx: root.mmPerPx
        still: root.still
        wide: root.width > root.height
    }
    Connections {
        target: Hand
        function onTouched(verb: string, arg: string): void {
            root.bridge.touch(verb, arg);
        }
    }
    Connections {
        target: root.bridge
        function onMoved(): void {
            root.forceActiveFocus();
            arrive.restart();
        }
    }

    Component {
        id: idle
        IdlePage {
            now: root.now
            half: root.height / 2 - page.y
        }
    }
    Component {
        id: find
        FindPage {
            now: root.now
            half: root.height / 2 - page.y
        }
    }
    Component {
        id: guide
        GuidePage {
            now: root.now
            half: root.height / 2 - page.y
        }
    }
    Component {
        id: preview
        PreviewPage {
            now: root.now
        }
    }
    Component {
        id: write
        WritePage {
            now: root.now
            half: root.height / 2 - page.y
        }
    }
    Component {
        id: step
        StepPage {
            now: root.now
            half: root.height / 2 - page.y
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Tokens.ground
    }
    Item {
        id: all
        anchors.fill: parent
        enabled: !root.now.countdown

        KHeader {
            id: header
            width: parent.width
            header: root.now.header
        }
        Loader {
            id: page
            x: Tokens.margin
            y: header.height + (root.now.modes.low ? caption.height : 0) + Tokens.mm(Tokens.wide ? 7 : 10)
            width: parent.width - 2 * x
            height: (root.now.modes.low ? footer.y : caption.y) - y - Tokens.mm(Tokens.wide ? 6 : 10)
            sourceComponent: root.pages[Places.pages[root.now.screen]] ?? step
            transform: Translate {
                id: shift
            }
        }
        KCaption {
            id: caption
            width: parent.width
            y: root.now.modes.low ? header.height : footer.y - height
            height: implicitHeight
            words: root.now.caption
        }
        KFooter {
            id: footer
            width: parent.width
            y: parent.height - height
            height: implicitHeight
            actions: root.now.footer
            steady: root.now.screen !== "idle"
        }
    }
    NumberAnimation {
        id: arrive
        target: shift
        property: "y"
        from: Tokens.still ? 0 : Tokens.mm(5)
        to: 0
        duration: Tokens.calm
        easing.type: Easing.OutCubic
    }
    KCountdown {
        anchors.fill: parent
        countdown: root.now.countdown
        low: root.now.modes.low
    }
}

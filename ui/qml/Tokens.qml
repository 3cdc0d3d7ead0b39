pragma Singleton
import QtQuick

// Every size, colour and duration of the screen. Sizes are millimetres on the glass; `mm` turns
// them into pixels of the configured screen.
QtObject {
    id: tokens

    property real mmPerPx: 0.248
    property bool large: false
    property bool contrast: false
    property bool wide: false
    // Pictures hold their clearest pose and nothing moves: for galleries and tests.
    property bool still: true

    function mm(size: real): real {
        return Math.round(size / mmPerPx);
    }

    readonly property string family: "Noto Sans CJK SC"
    readonly property var figures: ({
            "tnum": 1
        })

    // Type. A CJK glyph is 0.92 of its em: 6.7 mm of caption stand 6.1 mm high, 10 mm 9.2 mm.
    readonly property int caption: mm(large ? 10 : 6.7)
    readonly property int body: mm(large ? 10.6 : 7.8)
    readonly property int strong: mm(large ? 11.6 : 8.7)
    readonly property int reading: mm(large ? 12 : wide ? 9 : 9.9)
    readonly property int heading: mm(large ? 13.4 : 10.6)
    readonly property int title: mm(large ? 18 : 15.2)
    readonly property int figure: mm(large ? 15.5 : 13)
    readonly property int display: mm(large ? 23 : 21)
    readonly property int huge: mm(wide ? 35 : large ? 41 : 52)
    readonly property int smallest: mm(4.8)

    readonly property FontMetrics metrics: FontMetrics {
        font.family: tokens.family
        font.pixelSize: 100
    }

    // Pixels that the words take in one line.
    function advance(words: string, size: real): real {
        return metrics.advanceWidth(words) * size / 100;
    }

    // Space.
    readonly property int hair: Math.max(1, mm(contrast ? 0.75 : 0.4))
    readonly property int tiny: mm(1.5)
    readonly property int small: mm(3)
    readonly property int gap: mm(4.5)
    readonly property int pad: mm(7.5)
    readonly property int margin: mm(12)
    readonly property int radius: mm(6)
    readonly property int focusWidth: mm(1.2)
    readonly property int focusGap: mm(0.8)

    readonly property int sheet: mm(wide ? 6 : large ? 8 : 10)
    readonly property int sheetGap: mm(wide ? 3.5 : large ? 5 : 8)

    // Targets.
    readonly property int target: mm(large ? 20 : 15)
    readonly property int button: mm(wide ? (large ? 27 : 26) : (large ? 33 : 30))
    readonly property int option: mm(large ? 23 : 19)
    readonly property int tileLeast: mm(large ? 63 : 32)
    readonly property int tileMost: mm(large ? 104 : 106)

    // Colour.
    readonly property color ground: contrast ? "#000000" : "#F2F5FA"
    readonly property color surface: contrast ? "#000000" : "#FFFFFF"
    readonly property color sunken: contrast ? "#1A1A1A" : "#E9EEF6"
    readonly property color line: contrast ? "#FFFFFF" : "#D6DFEB"
    readonly property color ink: contrast ? "#FFFFFF" : "#101F3C"
    readonly property color inkSoft: contrast ? "#F0F0F0" : "#4C5B75"
    readonly property color inkFaint: contrast ? "#B8B8B8" : "#8A96A9"
    readonly property color act: contrast ? "#FFD60A" : "#0B3D91"
    readonly property color actHeld: contrast ? "#FFF3B0" : "#082C6B"
    readonly property color actDeep: contrast ? "#000000" : "#0A3580"
    readonly property color actInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color actInkSoft: contrast ? "#000000" : "#DCE7FA"
    readonly property color actText: contrast ? "#FFD60A" : "#0B3D91"
    readonly property color actSoft: contrast ? "#1F1B00" : "#E6EEFC"
    readonly property color now: contrast ? "#FFB454" : "#B4500B"
    readonly property color nowInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color focus: contrast ? "#5CE1FF" : "#B4500B"
    readonly property color veil: contrast ? "#E6000000" : "#A60A1A36"

    function tone(name: string): color {
        return {
            "good": contrast ? "#7CF5A0" : "#0B6B3E",
            "warn": contrast ? "#FFC04D" : "#95450A",
            "bad": contrast ? "#FF9E94" : "#A81E1E",
            "info": actText
        }[name] ?? inkSoft;
    }

    function toneSoft(name: string): color {
        return contrast ? "#141414" : ({
                "good": "#E3F4EA",
                "warn": "#FDF0E1",
                "bad": "#FCE9E7",
                "info": "#E6EEFC"
            }[name] ?? "#E9EEF6");
    }

    // Motion: it tells where things went and never holds back a touch.
    readonly property int quick: still ? 0 : 150
    readonly property int calm: still ? 0 : 220
}

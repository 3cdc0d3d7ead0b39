import QtQuick
import QtQuick.Shapes

// A hand from below: the thumb lies on what it holds, the sleeve leaves the picture.
Shape {
    id: root

    width: 150
    height: 240

    ShapePath {
        strokeWidth: -1
        fillColor: "#F3CDA9"
        PathSvg {
            path: "M24 4c12-6 25 1 28 14l9 38c8-9 24-12 36-6 14 7 20 22 17 40l-6 36c-2 14-6 24-12 32v36H36v-38C22 142 12 122 10 100L4 26C3 16 12 8 24 4z"
        }
    }
    ShapePath {
        strokeColor: "#DDA97F"
        strokeWidth: 4
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap
        PathSvg {
            path: "M61 56c-4 12-3 24 3 34M18 14c4-3 14-4 18 4"
        }
    }
    ShapePath {
        strokeWidth: -1
        fillColor: "#FFFFFF"
        PathSvg {
            path: "M30 176h72a6 6 0 0 1 6 6v20H24v-20a6 6 0 0 1 6-6z"
        }
    }
    ShapePath {
        strokeWidth: -1
        fillColor: Tokens.contrast ? "#7FA8F0" : "#2F62B8"
        PathSvg {
            path: "M18 198h96l8 42H10z"
        }
    }
}

import QtQuick
import QtQuick.Shapes

// The town and its hall on the horizon of the idle screen, in quiet tones of the same blue.
Item {
    id: root

    readonly property color far: Tokens.contrast ? "#1C1C1C" : "#1A55B8"
    readonly property color near: Tokens.contrast ? "#333333" : "#2A68CC"
    readonly property color front: Tokens.contrast ? "#FFFFFF" : "#DCE8FB"
    readonly property color shade: Tokens.contrast ? "#8C8C8C" : "#A9C6F2"

    // Where the hall stands in the width, 0 to 1.
    property real centre: 0.5

    // The town goes on to both sides of the hall.
    function town(x: real): string {
        return `M${x} 560V330h70v-60h80v110h50V210h90v170h60V150l45-36 45 36v230h70V250h100v90h60V180h80v150h60v-70h90v110h50v-60h50v250z`;
    }

    function trees(x: real): string {
        return `M${x} 560v-80c40-50 90-60 130-20 20-70 90-80 120-20 30-30 70-20 80 20h340c15-50 60-60 85-20 25-60 100-55 120 20 35-45 85-30 125 10v90z`;
    }

    clip: true

    Shape {
        id: drawing
        anchors.bottom: parent.bottom
        x: root.width * root.centre - width / 2
        width: 1000
        height: 560
        transformOrigin: Item.Bottom
        scale: Math.min(1.2, root.height / height)

        ShapePath {
            strokeWidth: -1
            fillColor: Tokens.contrast ? "#FFD60A" : "#F3A65C"
            PathSvg {
                path: "M770 60a70 70 0 1 1 0 140a70 70 0 0 1 0-140z"
            }
        }
        ShapePath {
            strokeWidth: -1
            fillColor: root.far
            PathSvg {
                path: root.town(-2000) + root.town(-1000) + root.town(0) + root.town(1000)
            }
        }
        ShapePath {
            strokeWidth: -1
            fillColor: root.near
            PathSvg {
                path: root.trees(-2000) + root.trees(-1000) + root.trees(0) + root.trees(1000)
            }
        }
        ShapePath {
            strokeWidth: -1
            fillColor: root.front
            PathSvg {
                path: "M500 226L752 336v26H248v-26zM272 374h456v20H272zM290 404h36v92h-36zM372 404h36v92h-36zM454 404h36v92h-36zM510 404h36v92h-36zM592 404h36v92h-36zM674 404h36v92h-36zM262 506h476v20H262zM236 532h528v28H236z"
            }
        }
        ShapePath {
            strokeWidth: -1
            fillColor: root.shade
            PathSvg {
                path: "M500 262a30 30 0 1 1 0 60a30 30 0 0 1 0-60zM326 404h14v92h-14zM408 404h14v92h-14zM546 404h14v92h-14zM628 404h14v92h-14zM490 404h20v92h-20z"
            }
        }
    }
}

import QtQuick

// One page of a paper, whole, as it will come out: a picture that is kept nowhere. A ribbon across
// it says what it is not yet.
Item {
    id: root

    property string source
    property string mark
    property string name
    readonly property real ratio: picture.status === Image.Ready && picture.implicitHeight > 0 ? picture.implicitWidth / picture.implicitHeight : 0.707

    Accessible.role: Accessible.Graphic
    Accessible.name: root.name + " " + root.mark

    Rectangle {
        id: sheet
        anchors.centerIn: parent
        width: Math.min(root.width, root.height * root.ratio)
        height: width / root.ratio
        color: "#FFFFFF"
        border.width: Tokens.hair
        border.color: Tokens.contrast ? "#FFFFFF" : "#B9C7DD"

        Rectangle {
            z: -1
            x: Tokens.mm(0.8)
            y: Tokens.mm(1.2)
            width: parent.width
            height: parent.height
            visible: !Tokens.contrast
            color: "#CBD6E6"
        }
        Image {
            id: picture
            anchors.fill: parent
            anchors.margins: Tokens.hair
            source: root.source
            cache: false
            smooth: true
            mipmap: true
            fillMode: Image.PreserveAspectFit
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: -height / 2
            visible: root.mark !== ""
            width: Math.min(words.implicitWidth + 2 * Tokens.pad, root.width)
            height: words.implicitHeight + 2 * Tokens.tiny
            radius: height / 2
            color: Tokens.toneSoft("warn")
            border.width: Tokens.hair
            border.color: Tokens.tone("warn")

            KText {
                id: words
                anchors.centerIn: parent
                width: Math.min(implicitWidth, root.width - 2 * Tokens.small)
                text: root.mark
                color: Tokens.tone("warn")
                font.pixelSize: Tokens.caption
                font.bold: true
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}

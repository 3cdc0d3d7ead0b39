pragma Singleton
import QtQuick

// Screens with a page of their own, by its name; all others are steps of a session.
QtObject {
    readonly property var pages: ({
            "idle": "idle",
            "find": "find",
            "guide": "guide",
            "query_result": "guide",
            "list": "guide",
            "mine": "guide",
            "mine_case": "guide",
            "places": "guide",
            "theme": "guide",
            "theme_list": "guide",
            "rate_text": "write",
            "preview": "preview",
            "flow_chart": "guide"
        })
}

pragma Singleton
import QtQuick

// Drawn for this product on a 24 x 24 grid: strokes, and where needed filled parts.
QtObject {
    id: icons

    // The same drawing under the names of other things.
    readonly property var alias: ({
            "business": "shop",
            "find": "search",
            "police": "shield",
            "social": "id_card",
            "work": "people",
            "house": "building",
            "family": "elder",
            "means_card": "id_card",
            "means_typed": "keypad",
            "means_none": "ticket"
        })

    function has(name: string): bool {
        return name in strokes || name in solid || name in alias;
    }

    function svg(name: string, color: color, weight: real): string {
        const own = alias[name] ?? name;
        const line = strokes[own] ? `<path fill="none" stroke="${color}" stroke-width="${weight}" stroke-linecap="round" stroke-linejoin="round" d="${strokes[own]}"/>` : "";
        const area = solid[own] ? `<path fill="${color}" d="${solid[own]}"/>` : "";
        return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${line}${area}</svg>`;
    }

    readonly property string circle: "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z"
    readonly property string eyes: circle + "M9 9.6v.8M15 9.6v.8"

    readonly property var solid: ({
            "contrast": "M12 3.5a8.5 8.5 0 0 1 0 17z",
            "keypad": dots([6, 12, 18], [5, 10.5, 16]) + dots([12], [21.5]),
            "hall": "M2.5 9.2L12 3.6l9.5 5.6v1.6h-19z"
        })

    readonly property var strokes: ({
            "ticket": "M3 9V6.5A1.5 1.5 0 0 1 4.5 5h15A1.5 1.5 0 0 1 21 6.5V9a3 3 0 0 0 0 6v2.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5V15a3 3 0 0 0 0-6zM14 5v2.6M14 10.7v2.6M14 16.4V19",
            "document": "M6 3h8l5 5v12a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v5h5M8.5 12.5h7M8.5 16.5h7",
            "form": "M12 3H6a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-5M8.5 8h5M8.5 12h3M19 4.5l2 2-7.8 7.8-2.9.9.9-2.9z",
            "chart": "M3.5 20h17M7 16v-4M12 16V5M17 16V9",
            "search": "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.5 15.5l5 5",
            "person": "M12 4a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
            "people": "M9 5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM2.5 19.5c.5-3.4 3.1-5 6.5-5s6 1.6 6.5 5M15.5 5.4a3.3 3.3 0 0 1 0 6.2M17.5 14.9c2.3.6 3.7 2.1 4 4.6",
            "id_card": "M4 5h16a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 20 19H4a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 4 5zM5.8 9.3h5.4M5.8 12.3h4M5.8 15.3h6.4M15 8.7h3.6v4.6H15z",
            "home": "M3.5 11.5L12 4l8.5 7.5M6 9.8V20h12V9.8M10 20v-5.5h4V20",
            "back": "M14.5 5l-7 7 7 7",
            "next": "M9.5 5l7 7-7 7",
            "large": "M2 18.5L7.6 5h.8L14 18.5M4 14h8M14.9 18.5l3.3-8h.6l3.3 8M16.2 15.7h4.6",
            "contrast": circle,
            "voice": "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11",
            "low": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
            "lang": circle + "M3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5s1.2-6.1 3.8-8.5z",
            "help": "M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M4.5 13.5h2.2a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H6a1.5 1.5 0 0 1-1.5-1.5zM19.5 13.5h-2.2a1 1 0 0 0-1 1V18a1 1 0 0 0 1 1H18a1.5 1.5 0 0 0 1.5-1.5zM19.5 17.5c0 2.4-2.2 3.7-5.5 3.7",
            "eye": "M2.5 12c2.2-4 5.6-6.2 9.5-6.2s7.3 2.2 9.5 6.2c-2.2 4-5.6 6.2-9.5 6.2S4.7 16 2.5 12zM12 9a3 3 0 1 1 0 6a3 3 0 0 1 0-6z",
            "phone": "M6.5 3.5h3l1.6 4.2-2 1.6a12 12 0 0 0 5.6 5.6l1.6-2 4.2 1.6v3a2 2 0 0 1-2.2 2C11 18.9 5.1 13 4.5 5.7a2 2 0 0 1 2-2.2z",
            "print": "M7 9V4h10v5M7 18H4.8a1.3 1.3 0 0 1-1.3-1.3v-6.4A1.3 1.3 0 0 1 4.8 9h14.4a1.3 1.3 0 0 1 1.3 1.3v6.4a1.3 1.3 0 0 1-1.3 1.3H17M7 14.5h10v6H7z",
            "check": "M5 12.5l4.8 4.8L19.5 7",
            "close": "M6 6l12 12M18 6L6 18",
            "good": circle + "M8 12.3l2.8 2.8L16 9.5",
            "info": circle + "M12 11.2v5.3M12 7.6v.4",
            "warn": "M12 4L21.2 20H2.8zM12 10v4.6M12 17.2v.2",
            "bad": "M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3zM12 7.8v5M12 16v.2",
            "clock": circle + "M12 7.5V12l3.2 2",
            "code": "M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
            "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5M20 14v2.5M14 17.5V20h2M18.5 20H20",
            "network_up": "M5 19.5v-3M9.7 19.5v-6.5M14.4 19.5v-10M19 19.5v-14",
            "network_down": "M5 19.5v-3M9.7 19.5v-6.5M14.5 13.5l6 6M20.5 13.5l-6 6M14.4 9.5V8M19 9.5v-4",
            "network_unknown": "M5 19.5v-3M9.7 19.5v-6.5M15 9.2a2.7 2.7 0 1 1 4.2 2.2c-1 .7-1.6 1.3-1.6 2.6v.4M17.6 18.2v.2",
            "delete": "M8.5 5.5H20a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H8.5L2.5 12zM12 9.3l5.4 5.4M17.4 9.3L12 14.7",
            "elder": "M11 3.5a2.3 2.3 0 1 1 0 4.6a2.3 2.3 0 0 1 0-4.6zM11 10v6l-2.5 5M11 16l2.5 5M11 11.5l4.5 2.5M17 21v-6a1.7 1.7 0 0 0-3.2-.8",
            "disabled": "M10.5 3a1.9 1.9 0 1 1 0 3.8a1.9 1.9 0 0 1 0-3.8zM10.5 8.5V14h5.2l2.3 5h2M10.5 10.8h4M8 11.6a5 5 0 1 0 6.8 6.2",
            "soldier": "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
            "shield": "M12 3l7.5 2.8v5.4c0 4.6-3 7.9-7.5 9.8-4.5-1.9-7.5-5.2-7.5-9.8V5.8zM8.5 11.8l2.6 2.6 4.5-4.8",
            "general": "M3.5 20.5h17M5 20.5v-9.5h14v9.5M5 11l1.5-4h11L19 11M9.5 15h5M12 3.5V7",
            "engineering": "M4.5 17.5a7.5 7.5 0 0 1 15 0M3 17.5h18v3H3zM9.5 10.5V6.2A1.2 1.2 0 0 1 10.7 5h2.6a1.2 1.2 0 0 1 1.2 1.2v4.3",
            "closed": circle + "M7 12h10",
            "medical": "M12 4v16M4 12h16",
            "traffic": "M4 16.5v-4l2-5.5h12l2 5.5v4zM4 12.5h16M6.5 16.5v2.5M17.5 16.5v2.5M7.5 14.5h1M15.5 14.5h1",
            "passport": "M6 3h12a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM12 7a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7zM8.5 10.5h7M9 17.5h6",
            "tax": circle + "M8.5 7.5L12 12l3.5-4.5M12 12v5M9 12.5h6M9 15h6",
            "shop": "M4 9.5L5.5 4h13L20 9.5M4 9.5a2.7 2.7 0 0 0 5.3 0a2.7 2.7 0 0 0 5.4 0a2.7 2.7 0 0 0 5.3 0M5.5 12.5V20h13v-7.5M10 20v-4.5h4V20",
            "building": "M5 20.5v-17h9v17M14 9h5v11.5M3 20.5h18M8 7.5h3M8 11.5h3M8 15.5h3",
            "hall": "M5.5 11.5v6M10 11.5v6M14 11.5v6M18.5 11.5v6M3 20h18",
            "touch": "M9 12.5V5.3a1.6 1.6 0 0 1 3.2 0v5.2l4.9 1.1a2.4 2.4 0 0 1 1.8 2.8l-.8 3.6a3.8 3.8 0 0 1-3.7 3h-2.1a4 4 0 0 1-3.2-1.6l-3.7-5a1.5 1.5 0 0 1 2.3-2z",
            "star": "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
            "refresh": "M19.5 12a7.5 7.5 0 1 1-2.4-5.5L19.5 9M19.5 4.5V9H15",
            "screen": "M4 4.5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1zM9 20.5h6M12 16.5v4",
            "camera": "M4 7.5h3.2L9 5h6l1.8 2.5H20a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8.5a1 1 0 0 1 1-1zM12 9.6a3.4 3.4 0 1 1 0 6.8a3.4 3.4 0 0 1 0-6.8z",
            "face_5": eyes + "M7.6 13.2h8.8a4.4 4.4 0 0 1-8.8 0z",
            "face_4": eyes + "M8 13.8a4.6 4.6 0 0 0 8 0",
            "face_3": eyes + "M8.5 15h7",
            "face_2": eyes + "M8.3 16a4.6 4.6 0 0 1 7.4 0",
            "face_1": eyes + "M8 16.5a4.4 4.4 0 0 1 8 0zM7.6 8l2.4 1M16.4 8L14 9"
        })

    function dots(xs: var, ys: var): string {
        return ys.map(y => xs.map(x => "M" + (x - 1.6) + " " + y + "a1.6 1.6 0 1 1 3.2 0a1.6 1.6 0 1 1-3.2 0z").join("")).join("");
    }
}

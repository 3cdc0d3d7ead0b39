"""Words of places in English."""

from kiosk.flow.states import State
from kiosk.texts.screen_text import ScreenText

PLACE_SCREENS: dict[State, ScreenText] = {
    State.PLACES: ScreenText(
        "Services of which place?",
        "Touch a place to see what is done there",
        "Services of which place would you like to see? Touch a place. Touch done for another "
        "place for what can be done here all the same.",
    ),
}
PLACE_WORDS: dict[str, str] = {
    "places": "Place: {name}",
    "places_bare": "Other places",
    "places_home": "Back to this place",
    "places_own": "This terminal stands here",
    "places_up": "The level above",
    "places_now": "Shown now",
    "places_other": "another place",
    "places_none": "There is no place to choose",
    "places_none_body": "Go back and choose by category.",
    "find_place": "Services of {name}",
    "category_12": "Done for another place",
    "elsewhere_detail": "Services of others, done here too",
    "scope_own": "Done at this place",
    "scope_elsewhere": "Done for another place",
    "scope_none": "Done there",
    "elsewhere": "Done here for another place",
    "elsewhere_body": "It belongs to {name}, which decides and answers.",
    "there": "This is done in {name}",
    "there_body": "The guide says where, when and by which telephone.",
}

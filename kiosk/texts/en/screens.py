"""Screens in English."""

from kiosk.flow.states import State
from kiosk.texts.en.means import MEANS_SCREENS
from kiosk.texts.en.mine import MINE_SCREENS
from kiosk.texts.en.places import PLACE_SCREENS
from kiosk.texts.en.prove import PROVE_SCREENS
from kiosk.texts.en.queries import QUERY_SCREENS
from kiosk.texts.en.takeaway import TAKEAWAY_SCREENS
from kiosk.texts.en.verify import VERIFY_SCREENS
from kiosk.texts.screen_text import ScreenText

SCREENS: dict[State, ScreenText] = {
    **MEANS_SCREENS,
    **QUERY_SCREENS,
    **PROVE_SCREENS,
    **TAKEAWAY_SCREENS,
    **VERIFY_SCREENS,
    **MINE_SCREENS,
    **PLACE_SCREENS,
    State.IDLE: ScreenText(
        "Hello. How can we help?",
        "Put your ID card on the reader, or touch the button below",
        "Hello. For a queue ticket, touch the button in the middle of the screen, "
        "or put your ID card on the lit reader at the lower right.",
    ),
    State.CHOOSE_BUSINESS: ScreenText(
        "Which service do you need?",
        "Each one shows how many people wait and for how long",
        "Please choose a service. Each button says how many people are ahead "
        "and how long it takes.",
    ),
    State.CHOOSE_MEANS: ScreenText(
        "How would you like to take your ticket?",
        "Put your ID card down; there are other ways too",
        "Please choose how to take your ticket. Use your ID card, or one of the other ways shown.",
    ),
    State.READ_CARD: ScreenText(
        "Lay your ID card on the reader",
        "The lit area at the lower right; leave it there",
        "Please lay your ID card flat on the lit area at the lower right and leave it there.",
    ),
    State.TYPE_NUMBER: ScreenText(
        "Type your ID number",
        "18 characters, the last may be X; only both ends are shown",
        "Please type your eighteen character ID number with the keys on the screen, "
        "then touch next.",
    ),
    State.CONFIRM: ScreenText(
        "Is this you?",
        "Only a part is shown, to protect your privacy",
        "Please look at the name and number. If it is you, touch this is me.",
    ),
    State.AHEAD: ScreenText(
        "Confirm to take your ticket",
        "Then watch the screens and listen for your number",
        "You chose {group}. {waiting_spoken}. To confirm, touch take ticket.",
    ),
    State.TAKING: ScreenText(
        "Taking your number", "One moment, no need to touch", "Taking your number. One moment."
    ),
    State.PRINTING: ScreenText(
        "Printing your ticket",
        "Your number is {ticket_no}; it is already recorded",
        "Your number is {ticket_no}. It is being printed. One moment.",
    ),
    State.TAKE_AWAY: ScreenText(
        "Take your ticket",
        "The ticket comes out below the screen",
        "Your number is {ticket_no}. Please take your ticket.",
    ),
    State.ON_SCREEN: ScreenText(
        "Please note your number",
        "No paper was printed; take a photo of this page and wait with your number",
        "Your number is {ticket_no}. There is no paper ticket this time. "
        "Please note the number or take a photo of the screen.",
    ),
    State.PRINT_TROUBLE: ScreenText("{fault_title}", "", "{fault_spoken}"),
    State.OPEN_TICKET: ScreenText(
        "You already have a ticket today",
        "No need to queue again, your number is still good",
        "You already have a ticket today. Your number is {ticket_no} and it is still good. "
        "You can print it again.",
    ),
    State.TROUBLE: ScreenText("{fault_title}", "", "{fault_spoken}"),
    State.RATE: ScreenText(
        "Are you satisfied?",
        "One touch, or do not rate",
        "Are you satisfied with this service? Please touch one of the five levels, or do not rate.",
    ),
    State.RATE_WHY: ScreenText(
        "What was not good?",
        "Choose several or none; it is sent when you touch Send",
        "What was not good? You can choose reasons, write something, or say nothing."
        " It is sent when you touch send.",
    ),
    State.RATE_TEXT: ScreenText(
        "What would you like to say?",
        "Up to 500 characters, or nothing",
        "Please write with the letters on the screen, then touch done. You can leave it empty.",
    ),
    State.RATE_CALL: ScreenText(
        "May we call you back?",
        "Nobody calls unless you choose it; your rating counts either way",
        "May we call you back? You need not leave a name or a number.",
    ),
    State.RATE_PHONE: ScreenText(
        "Your mobile number, please",
        "For this call alone, sent encrypted; the screen shows its ends",
        "Please type your mobile number of eleven digits, or touch no number.",
    ),
    State.GOODBYE: ScreenText(
        "Thank you and goodbye",
        "Please take your card, your papers and your belongings",
        "Thank you. Please take your card and your papers. Goodbye.",
    ),
    State.HELP: ScreenText(
        "Do you need help?",
        "Your progress is kept; go back to continue",
        "If you need help, touch call staff, or phone {hotline}. Touch back to continue.",
    ),
    State.FIND: ScreenText(
        "What would you like to do?",
        "Type pinyin, or choose a category",
        "What would you like to do? Type on the keys of the screen, or choose a category.",
    ),
    State.ITEM: ScreenText(
        "{item}",
        "",
        "This is {item}. The screen says how far it goes here, what to bring, how long, how much.",
    ),
    State.QUESTION: ScreenText(
        "Please choose what applies", "You can go back and choose again", "Please choose."
    ),
    State.GUIDE: ScreenText(
        "{item}",
        "Slide up and down to read it all",
        "This is the guide of {item}. Slide up and down to read it all.",
    ),
    State.CORRECT: ScreenText(
        "Which part is wrong?",
        "One touch is enough; who you are is not recorded",
        "Which part of the guide is wrong? Please touch it, and we shall check it.",
    ),
    State.CALC: ScreenText("Please enter", "", "Please enter or choose what the screen asks."),
    State.CALC_RESULT: ScreenText(
        "Result", "", "The result is on the screen. It is for orientation only."
    ),
}

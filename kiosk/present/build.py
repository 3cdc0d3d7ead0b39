"""build(model) -> Snapshot: the whole content of the screen, in the citizen's language."""

from collections.abc import Callable

from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.present import pages_calc as calc
from kiosk.present import pages_find as finding
from kiosk.present import pages_identify as identify
from kiosk.present import pages_items as items
from kiosk.present import pages_lists as lists
from kiosk.present import pages_means as means
from kiosk.present import pages_mine as mine
from kiosk.present import pages_places as places
from kiosk.present import pages_prove as prove
from kiosk.present import pages_query as query
from kiosk.present import pages_rating as rating
from kiosk.present import pages_takeaway as away
from kiosk.present import pages_themes as themes
from kiosk.present import pages_ticket as ticket
from kiosk.present import pages_verify as verify
from kiosk.present import pages_who as who
from kiosk.present import pages_wish as wish
from kiosk.present.chrome import countdown_of, footer_of, header_of, steps_of
from kiosk.present.snapshot import Snapshot
from kiosk.present.values import values_of
from kiosk.texts.language import LANGUAGES, Language
from kiosk.values import replace

Page = Callable[[Model, Snapshot, Language], Snapshot]

PAGES: dict[State, Page] = {
    State.IDLE: identify.idle,
    State.CHOOSE_BUSINESS: identify.choose_business,
    State.CHOOSE_MEANS: who.choose_means,
    State.READ_CARD: identify.read_card,
    State.TYPE_NUMBER: identify.type_number,
    State.CONFIRM: who.confirm,
    State.AHEAD: ticket.ahead,
    State.TAKING: ticket.working,
    State.PRINTING: ticket.working,
    State.TAKE_AWAY: ticket.take_away,
    State.ON_SCREEN: ticket.on_screen,
    State.PRINT_TROUBLE: ticket.print_trouble,
    State.OPEN_TICKET: ticket.open_ticket,
    State.TROUBLE: who.trouble,
    State.RATE: rating.rate,
    State.RATE_WHY: rating.rate_why,
    State.RATE_TEXT: rating.rate_text,
    State.RATE_CALL: rating.rate_call,
    State.RATE_PHONE: rating.rate_phone,
    State.GOODBYE: ticket.goodbye,
    State.HELP: rating.help_page,
    State.FIND: finding.find,
    State.ITEM: items.item,
    State.QUESTION: items.question,
    State.GUIDE: items.guide_page,
    State.CORRECT: items.correct,
    State.CALC: calc.calc,
    State.CALC_RESULT: calc.calc_result,
    State.LISTS: lists.lists,
    State.LIST: lists.list_page,
    State.PLACES: places.places,
    State.THEMES: themes.themes,
    State.THEME: themes.theme,
    State.THEME_LIST: themes.theme_list,
    State.MINE_WAIT: mine.wait,
    State.MINE: mine.mine,
    State.MINE_CASE: mine.case,
    State.SLIP: away.slip,
    State.SLIP_OUT: away.slip_out,
    State.SLIP_TROUBLE: away.slip_trouble,
    State.CARRY: away.carry,
    State.FLOW_CHART: away.flow_chart,
    State.LOOKING: prove.looking,
    State.CERT_HERE: prove.here,
    State.PICKUP_CODE: prove.pickup_code,
    State.ISSUING: prove.issuing,
    State.PREVIEW: prove.preview,
    State.CERT_PRINTING: prove.printing,
    State.CERT_TROUBLE: prove.trouble,
    State.CERT_UNSURE: prove.unsure,
    State.CERT_TAKE: prove.take,
    State.WISH: wish.wish,
    State.WISHING: wish.wishing,
    State.WISH_KEPT: wish.kept,
    **means.PAGES,
    State.VERIFY: verify.verify,
    State.VERDICT: verify.verdict,
    State.QUERY: query.query,
    State.QUERY_WAIT: query.wait,
    State.QUERY_RESULT: query.result,
}


def build(model: Model) -> Snapshot:
    words = LANGUAGES[model.lang]
    text, values = words.screens[model.state], values_of(model, words)
    base = Snapshot(
        screen=model.state.value,
        lang=model.lang,
        title=text.title.format(**values),
        lead=text.lead.format(**values),
        spoken=text.spoken.format(**values),
        header=header_of(model, words),
        modes=model.modes,
        footer=footer_of(model, words),
        steps=steps_of(model, words),
        countdown=countdown_of(model, words),
    )
    page = PAGES[model.state](model, base, words)
    caption = page.spoken if model.modes.voice else ""
    return replace(page, title=page.title if page.trouble is None else "", caption=caption)

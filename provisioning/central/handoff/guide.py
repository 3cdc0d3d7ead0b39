"""A guide for telephones: public, with the situation in its address, from the newest package."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kiosk.items.guide_sheet import BadSituation, guide_path, read_situation, whole_guide
from kiosk.items.model import ServiceItem
from kiosk.items.png import BadPicture, png_size
from kiosk.items.scenario import BadAnswer, walk
from kiosk.items.validity import Standing, standing
from provisioning.central.answers import answered, wrong_method
from provisioning.central.certificates.issue import packages_of
from provisioning.central.hallstate import now
from provisioning.central.packages import Found

LONGEST = 2000
PICTURES = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"


def page(request: HttpRequest, code: str) -> HttpResponse:
    """?s= the situation, ?lang=en. Answers of an older version that fit no more are not used."""
    if request.method != "GET":
        return answered(wrong_method("GET"))
    found = _found(code)
    if found is None:
        return render(request, "central/guide_none.html", {}, status=404)
    lang = "en" if request.GET.get("lang") == "en" else "zh"
    answers, fits = _answers(found.item, request.GET.get("s", ""))
    context = {
        "sheet": whole_guide(found.item, answers, lang),
        "lang": lang,
        "other": guide_path(code, answers.items(), "zh" if lang == "en" else "en"),
        "version": found.item.package_ver,
        "day": now().date(),
        "fits": fits,
        "picture": f"/guide/{code}/flow.png" if _picture(found) else "",
    }
    response = render(request, "central/guide.html", context)
    response["Content-Security-Policy"] = PICTURES
    return response


def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The flow chart of the package."""
    if request.method != "GET":
        return answered(wrong_method("GET"))
    found = _found(code)
    content = _picture(found) if found is not None else b""
    if not content:
        return render(request, "central/guide_none.html", {}, status=404)
    return HttpResponse(content, content_type="image/png")


def _found(code: str) -> Found | None:
    """What terminals show too."""
    found = packages_of(settings.ZIZHU_DATA).find(code)
    if found is None or not found.item.is_service_terminals:
        return None
    gone = standing(found.item, now().date()) in (Standing.CANCELLED, Standing.NOT_YET)
    return None if gone else found


def _answers(item: ServiceItem, text: str) -> tuple[dict[str, str], bool]:
    try:
        answers = read_situation(text[:LONGEST])
        walk(item, answers)
    except (BadSituation, BadAnswer):
        return {}, False
    return answers, True


def _picture(found: Found) -> bytes:
    name = found.item.flowchart
    content = found.package.files.get(name, b"") if name is not None else b""
    try:
        png_size(content)
    except BadPicture:
        return b""
    return content

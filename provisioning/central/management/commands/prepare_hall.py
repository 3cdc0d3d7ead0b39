"""`prepare_hall HALL.json`: the part of setup.prepare that needs the tables."""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from kiosk.queueing.parse import parse_groups
from provisioning.central.exchange.register import enrol
from provisioning.central.hallstate import now
from provisioning.central.identity.people import companies
from provisioning.central.keys import keep, platform_keys, signing_key
from provisioning.central.management.commands.terminal import turn_off
from provisioning.central.models import Hall, QueueGroup, Terminal
from provisioning.central.progress.lamps import tell_calendar
from provisioning.central.setup import sample_persons
from provisioning.central.terminal_keys import digest, folder_of, hand_out, token_of

_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}\Z")
_TEXTS = ("name", "name_en", "zone", "zone_en", "hotline")


class Command(BaseCommand):
    help = "Create or update a hall, its queue groups and its terminals from a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("hall_file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        raw = _checked(json.loads(Path(options["hall_file"]).read_text(encoding="utf-8")))
        tokens = {one["terminal_id"]: token_of(one["terminal_id"]) for one in raw["terminals"]}
        with transaction.atomic():
            hall = _put_hall(raw)
            for one in raw["terminals"]:
                _put_terminal(hall, one, tokens[one["terminal_id"]])
            register = platform_keys(settings.ZIZHU_DATA).register
            for name, id_no in sample_persons():
                enrol(register, name, id_no)
            for company in companies():
                enrol(register, company.name, company.id_no)
        data: Path = settings.ZIZHU_DATA
        keep(data / "platform-sign.pub", lambda: signing_key(data).line)
        for terminal in Terminal.objects.filter(hall=hall):
            if terminal.active and terminal.pk not in tokens:
                self.stderr.write(f"{terminal.pk} is not in the file any more, and is turned off")
                turn_off(terminal, self.stderr)
            hand_out(terminal)
            if options["verbosity"]:
                self.stdout.write(_told(terminal))


def _checked(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise ValueError("hall file: an object is needed")
    for key in ("hall_id", *_TEXTS):
        if not isinstance(raw.get(key), str) or not raw[key]:
            raise ValueError(f"hall file: {key} is missing or not text")
    terminals = raw.get("terminals")
    if not isinstance(terminals, list):
        raise ValueError("hall file: terminals is missing or not a list")
    for name in (raw["hall_id"], *(_terminal_id(one) for one in terminals)):
        if not _NAME.match(name):
            raise ValueError("hall file: an id is 1 to 32 letters, digits, - or _")
    parse_groups(raw.get("groups"))
    return raw


def _terminal_id(raw: Any) -> str:
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str):
        raise ValueError("hall file: a terminal has terminal_id and name")
    return str(raw.get("terminal_id", ""))


def _put_hall(raw: dict[str, Any]) -> Hall:
    values = {key: raw[key] for key in _TEXTS}
    values |= {key: raw[key] for key in ("notices", "neighbours") if key in raw}
    hall, _ = Hall.objects.update_or_create(hall_id=raw["hall_id"], defaults=values)
    for place, rules in enumerate(raw["groups"]):
        QueueGroup.objects.update_or_create(
            hall=hall, group_id=rules["group_id"], defaults={"place": place, "rules": rules}
        )
    return hall


def _put_terminal(hall: Hall, raw: dict[str, Any], token: str) -> None:
    values: dict[str, Any] = {"hall": hall, "name": raw["name"]}
    if token:
        values["token_sha256"] = digest(token)
    one, is_new = Terminal.objects.update_or_create(terminal_id=raw["terminal_id"], defaults=values)
    if is_new:
        tell_calendar(one, now())


def _told(terminal: Terminal) -> str:
    if not terminal.active:
        return f"{terminal.pk} is off: terminal {terminal.pk} --on"
    folder = folder_of(terminal.pk)
    return f"{terminal.pk}: {folder if folder.is_dir() else 'keeps the keys that it took away'}"

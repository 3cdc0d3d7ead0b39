"""`main.py doctor`: looks, asks the devices, lets a technician try them, and writes the report."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TextIO

from kiosk.clock import CHINA
from kiosk.config import TerminalConfig
from kiosk.device import Device
from kiosk.fitted import Fitted
from kiosk.messages.hosts import DeviceInfo
from provisioning.doctor import checkup
from provisioning.doctor.devices import NAMES, look
from provisioning.doctor.findings import Finding, Level, fail, warn
from provisioning.doctor.hosts import Hosts, NoAnswer, hosts_of
from provisioning.doctor.machine import check_machine
from provisioning.doctor.report import Report, test_page, write_report
from provisioning.doctor.trials import Ask, Outcome, Tried, trials, try_device, try_lamps
from provisioning.fitted import load_fitted
from provisioning.settings import Unusable

FIND_LIMIT_S = 20.0


@dataclass
class Doctor:
    """`program` is how main.py is called; `ask` puts a question to the technician; `refusals`: what
    other parts would not start with, and what to do."""

    program: tuple[str, ...]
    config_path: Path | None
    demo: bool = False
    try_devices: bool = False
    report: Path | None = None
    out: TextIO = field(default_factory=lambda: sys.stdout)
    ask: Ask = lambda _question: ""
    refusals: Callable[[TerminalConfig], Iterable[tuple[str, str]]] = lambda _config: ()

    def run(self) -> int:
        """0 when there is nothing to mend, else 1."""
        findings: list[Finding] = []
        devices: list[DeviceInfo] = []
        tried: list[Tried] = []
        for finding in check_machine():
            findings.append(self._tell(finding))
        found = self._find()
        config = self._configured(findings)
        if config is not None:
            self._devices(config, findings, devices, tried)
        count = {level: sum(f.level is level for f in findings) for level in Level}
        broken = sum(one.outcome in (Outcome.FAILED, Outcome.NOT_CONFIRMED) for one in tried)
        todo = f"{count[Level.FAIL]} to mend, {count[Level.WARN]} to look at"
        print(todo + (f", {broken} did not work" if broken else ""), file=self.out)
        if self.report is not None:
            self._write(config, findings, devices, tried, found)
        return 1 if count[Level.FAIL] or broken else 0

    def _tell(self, finding: Finding) -> Finding:
        print(f"{finding.level:4}  {finding.what}", file=self.out)
        if finding.todo:
            print(f"      -> {finding.todo}", file=self.out)
        return finding

    def _configured(self, findings: list[Finding]) -> TerminalConfig | None:
        """The terminal's file and what it names; None where it cannot be used."""
        if self.config_path is None:
            return None
        config, checked = checkup.check_config(self.config_path, self.demo)
        refused = self.refusals(config) if config is not None else ()
        for finding in (*checked, *(fail(what, todo) for what, todo in refused)):
            findings.append(self._tell(finding))
        return config

    def _devices(
        self,
        config: TerminalConfig,
        findings: list[Finding],
        devices: list[DeviceInfo],
        tried: list[Tried],
    ) -> None:
        try:
            fitted = load_fitted(config)
        except Unusable as error:
            findings.append(self._tell(fail(str(error), "mend that place of the file")))
            return
        try:
            self._ask_hosts(config, fitted, findings, devices, tried)
        except Unusable as error:
            todo = "start doctor as the terminal's user, and check [paths] run"
            findings.append(self._tell(fail(f"no device was asked: {error}", todo)))

    def _ask_hosts(
        self,
        config: TerminalConfig,
        fitted: Fitted,
        findings: list[Finding],
        devices: list[DeviceInfo],
        tried: list[Tried],
    ) -> None:
        """Raises Unusable."""
        assert self.config_path is not None
        with hosts_of(self.program, self.config_path, config, fitted) as hosts:
            for finding, info in look(hosts, fitted):
                findings.append(self._tell(finding))
                devices.extend([info] if info is not None else [])
            if self.try_devices and hosts.running:
                todo = "stop it first: a citizen's session must not meet a test"
                findings.append(self._tell(warn("the terminal runs: no device was tried", todo)))
            elif self.try_devices:
                for one in self._trials(hosts, config, fitted):
                    tried.append(one)
                    detail = f": {one.detail}" if one.detail else ""
                    print(f"{one.outcome}  {NAMES[one.device]}{detail}", file=self.out)

    def _trials(self, hosts: Hosts, config: TerminalConfig, fitted: Fitted) -> Iterator[Tried]:
        ways = trials(test_page(config.terminal_id) if fitted.a4_printer else b"")
        for device in fitted.all():
            with suppress(NoAnswer):  # that its host is away is among the findings already
                host = hosts.of(device)
                if device is Device.LAMPS:
                    yield from try_lamps(host, fitted.lamp_names, self.ask)
                else:
                    yield try_device(host, device, ways[device], self.ask)

    def _find(self) -> dict[str, list[dict[str, str]]]:
        """What is plugged in, as a process of its own sees it: it loads the devices' libraries."""
        try:
            done = subprocess.run(
                [*self.program, "find"], capture_output=True, timeout=FIND_LIMIT_S, check=True
            )
            found: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
        except (subprocess.SubprocessError, OSError, ValueError):
            print("      (what is plugged in could not be listed)", file=self.out)
            return {}
        for kind, ones in found.items():
            for one in ones:
                words = " ".join(filter(None, (one["device"], one.get("what", ""))))
                print(f"found {kind}: {words}", file=self.out)
        return found

    def _write(
        self,
        config: TerminalConfig | None,
        findings: Sequence[Finding],
        devices: Sequence[DeviceInfo],
        tried: Sequence[Tried],
        found: dict[str, list[dict[str, str]]],
    ) -> None:
        name = f"{config.terminal_id} {config.terminal_name}" if config else "this machine"
        when = datetime.now(CHINA).isoformat(sep=" ", timespec="seconds")[:19]
        report = Report(when, name, tuple(findings), tuple(devices), tuple(tried), found)
        assert self.report is not None
        for path in write_report(report, self.report):
            print(f"written: {path}", file=self.out)


def ask_technician(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return "s"

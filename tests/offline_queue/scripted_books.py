"""What the scripted platform keeps: records once each, and blocks of numbers. No I/O."""

import hashlib
import json
from typing import Any

Raw = dict[str, Any]


class Books:
    """`dedupe` False is the control: whatever comes is applied again.

    A record whose body has `poison` is rejected; one with `busy: n` is put off n times, for
    `retry_after` seconds; one with `misses: n` waits n times; one with `lacks: n` is rejected n
    times, and all its attachments are named as missing. Where a record was not applied, those after
    it about the same thing wait.
    """

    def __init__(self) -> None:
        self.dedupe = True
        self.records: dict[str, Raw] = {}
        """Every record that was ever applied, as it came the first time."""
        self.order: list[str] = []
        """Keys as they were applied; one stands here twice where the dedupe is off."""
        self.known: dict[str, str] = {}
        """Fingerprints by key, of what may still come again."""
        self.floors: dict[str, int] = {}
        """By epoch: no record below will ever come for the first time, so its key is forgotten."""
        self.put_off: dict[str, int] = {}
        self.leases: list[Raw] = []

    def take(self, batch: Raw, rejecting: bool = False) -> list[Raw]:
        """The receipts for a batch."""
        if self.dedupe:
            self._raise_floor(batch["epoch"], batch["floor"])
        stopped: set[str] = set()
        results = []
        for record in batch["records"]:
            about = record["about"]
            result = {"key": record["key"], "detail": ""}
            if about and about in stopped:
                result["status"] = "waits"
            else:
                result |= self._one(record, batch["epoch"], rejecting)
                if result["status"] not in ("applied", "already"):
                    stopped.add(about)
            results.append(result)
        return results

    def _one(self, record: Raw, epoch: str, rejecting: bool) -> Raw:
        key, content = record["key"], fingerprint(record["body"])
        if self.dedupe and key in self.known:
            return {"status": "already" if self.known[key] == content else "conflict"}
        if self.dedupe and record["seq"] < self.floors.get(epoch, 0):
            return {"status": "already"}
        if rejecting or record["body"].get("poison"):
            return {"status": "rejected", "detail": "not acceptable at $.body.poison"}
        if self.put_off.get(key, 0) < record["body"].get("busy", 0):
            self.put_off[key] = self.put_off.get(key, 0) + 1
            return {"status": "busy", "retry_after": record["body"].get("retry_after", 0)}
        if self.put_off.get(key, 0) < record["body"].get("misses", 0):
            self.put_off[key] = self.put_off.get(key, 0) + 1
            return {"status": "waits", "missing": ["x"]}
        if self.put_off.get(key, 0) < record["body"].get("lacks", 0):
            self.put_off[key] = self.put_off.get(key, 0) + 1
            ids = [one["attachment_id"] for one in record["body"]["materials"]]
            return {"status": "rejected", "detail": "attachments are missing", "missing": ids}
        self.records.setdefault(key, record)
        self.known[key] = content
        self.order.append(key)
        return {"status": "applied"}

    def _raise_floor(self, epoch: str, floor: int) -> None:
        if floor > self.floors.get(epoch, 0):
            self.floors[epoch] = floor
            self.known = {
                key: content
                for key, content in self.known.items()
                if key.split(".")[1] != epoch or int(key.split(".")[2]) >= floor
            }

    def grant(self, asked: Raw) -> list[Raw]:
        """The leases that are asked for: those whose reply was lost first."""
        granted = []
        for want in asked["want"]:
            of = (want["group_id"], want["business_date"])
            own = [one for one in self.leases if (one["group_id"], one["business_date"]) == of]
            lost = [one for one in own if one["lease_id"] not in asked["have"]]
            if not lost and len(own) * 50 < 900:
                lost = [_block(*of, first=len(own) * 50 + 1)]
                self.leases += lost
            granted += lost
        return granted


def _block(group_id: str, day: str, first: int) -> Raw:
    return {
        "lease_id": f"{group_id}-{day}-{first}",
        "group_id": group_id,
        "business_date": day,
        "first": first,
        "last": first + 49,
    }


def fingerprint(body: Raw) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

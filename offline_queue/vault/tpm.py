"""The device's key in a TPM 2.0: a wrapping key that only this machine's chip can unseal.

The chip is asked by Debian's tpm2-tools, one program a step, each with a deadline. The wrapping key
is sealed under the storage primary key of the owner hierarchy (ECC P-256, made anew from the
chip's seed each time) and travels with what it wraps, so nothing but the database is kept:

    "TPM1", length of the public part (2, big-endian) and of the private part (2), both parts,
    the wrapped key (RFC 3394, 40 bytes)

It goes over the bus to the chip and back encrypted (a salted session).
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from offline_queue.vault.device_key import KEY_BYTES, NoDeviceKey

MAGIC = b"TPM1"
STEP_LIMIT_S = 30.0
"""A chip that tests itself first takes seconds; one that says nothing for so long is broken."""
_HEAD = len(MAGIC) + 4
_OF_ANOTHER = "integrity check failed"
# "noda": a power cut counts as a wrong password for anything without it, and a few lock the chip.
_ATTRIBUTES = "fixedtpm|fixedparent|userwithauth|noda"
_PRIMARY = f"{_ATTRIBUTES}|restricted|decrypt|sensitivedataorigin"


class TpmKey:
    """`tcti` as tpm2-tools takes it: `device:/dev/tpmrm0`, `swtpm:path=SOCKET`."""

    def __init__(self, tcti: str, step_limit_s: float = STEP_LIMIT_S) -> None:
        self._tcti = tcti
        self._step_limit_s = step_limit_s
        self._key = b""
        self._sealed = b""
        """The wrapping key that was unsealed last, and its two parts with their lengths."""

    def make(self) -> None:
        """Nothing to do: the first `wrap` seals a wrapping key."""

    def wrap(self, key: bytes) -> bytes:
        if not self._key:
            fresh = os.urandom(KEY_BYTES)
            with tempfile.TemporaryDirectory(prefix="zizhu-tpm-") as folder:
                sealed = self._seal(Path(folder), fresh)
            self._key, self._sealed = self._unsealed(sealed), sealed
            if self._key != fresh:
                raise NoDeviceKey(f"the TPM at {self._tcti} does not give back what it sealed")
        return MAGIC + self._sealed + aes_key_wrap(self._key, key)

    def unwrap(self, wrapped: bytes) -> bytes:
        public, private = int.from_bytes(wrapped[4:6]), int.from_bytes(wrapped[6:_HEAD])
        end = _HEAD + public + private
        if wrapped[: len(MAGIC)] != MAGIC or len(wrapped) <= end:
            raise NoDeviceKey(
                "the keys of this database are not kept by a TPM: name their key file in [queue]"
                " device_key, or move them to the TPM first"
            )
        sealed = wrapped[len(MAGIC) : end]
        if sealed != self._sealed:
            self._key, self._sealed = self._unsealed(sealed), sealed
        try:
            return aes_key_unwrap(self._key, wrapped[end:])
        except InvalidUnwrap:
            raise NoDeviceKey("a key of this database was changed: bring back a backup") from None

    def _seal(self, folder: Path, key: bytes) -> bytes:
        parts = ("-a", _ATTRIBUTES, "-u", "public", "-r", "private")
        with self._session(folder) as session:
            self._tool(folder, "create", "-C", "primary", *session, "-i", "-", *parts, given=key)
        public, private = ((folder / name).read_bytes() for name in ("public", "private"))
        return len(public).to_bytes(2) + len(private).to_bytes(2) + public + private

    def _unsealed(self, sealed: bytes) -> bytes:
        middle = 4 + int.from_bytes(sealed[:2])
        with tempfile.TemporaryDirectory(prefix="zizhu-tpm-") as name:
            folder = Path(name)
            (folder / "public").write_bytes(sealed[4:middle])
            (folder / "private").write_bytes(sealed[middle:])
            with self._session(folder) as (_, session):
                load = ("-C", "primary", "-u", "public", "-r", "private", "-c", "sealed")
                self._tool(folder, "load", *load)
                key = self._tool(folder, "unseal", "-c", "sealed", "-p", session)
        if len(key) != KEY_BYTES:
            raise NoDeviceKey(f"the TPM at {self._tcti} unsealed {len(key)} bytes, not a key")
        return key

    @contextmanager
    def _session(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The primary key made, and a session salted with it that encrypts what goes over the bus
        both ways: the arguments that name it as the parent's."""
        primary = ("-C", "o", "-G", "ecc256", "-g", "sha256", "-a", _PRIMARY, "-c", "primary")
        self._tool(folder, "createprimary", *primary)
        start = ("-S", "session", "--hmac-session", "--tpmkey-context", "primary")
        self._tool(folder, "startauthsession", *start)
        try:
            self._tool(folder, "sessionconfig", "--enable-encrypt", "--enable-decrypt", "session")
            yield "-P", "session:session"
        finally:
            self._run(folder, "flushcontext", "session")

    def _tool(self, folder: Path, name: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run one program; its output. What it left in the chip is flushed: where no resource
        manager stands before the chip, three objects would fill it. Raises NoDeviceKey."""
        said = self._run(folder, name, *arguments, given=given)
        if name in ("createprimary", "create", "load", "startauthsession", "unseal"):
            self._run(folder, "flushcontext", "--transient-object")
        return said

    def _run(self, folder: Path, name: str, *arguments: str, given: bytes = b"") -> bytes:
        quiet = () if name == "unseal" else ("-Q",)
        command = [f"tpm2_{name}", "-T", self._tcti, *quiet, *arguments]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                input=given,
                capture_output=True,
                timeout=self._step_limit_s,
                check=False,
            )
        except FileNotFoundError:
            raise NoDeviceKey("tpm2-tools is not installed: apt-get install tpm2-tools") from None
        except subprocess.TimeoutExpired:
            raise NoDeviceKey(
                f"the TPM at {self._tcti} does not answer: switch the machine off and on"
            ) from None
        if done.returncode:
            raise NoDeviceKey(self._reason(name, done.stderr.decode(errors="replace")))
        return done.stdout

    def _reason(self, name: str, words: str) -> str:
        if "tcti" in words.lower():
            return f"there is no TPM at {self._tcti}: is it on in the firmware, and may we use it?"
        if name == "load" and _OF_ANOTHER in words:
            return (
                "the keys of this database were sealed by another TPM, or this one was cleared:"
                " put the disk back into its machine"
            )
        if "authorization failure" in words:
            return f"the owner hierarchy of the TPM at {self._tcti} has a password: remove it"
        errors = [line for line in words.splitlines() if line.startswith("ERROR: ")]
        return f"the TPM at {self._tcti} refused {name}: {errors[0] if errors else 'no reason'}"

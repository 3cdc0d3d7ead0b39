"""A test authority: one CA, and for each issuer a seal and a key of its codes, as files below one
folder. They are made at the first call and never leave it; an authority of the real world keeps its
keys in hardware, and its folder holds the certificates alone.

    KEYS/ca.key, ca.crt                    P-256; the root, PEM
    KEYS/<credit code>/seal.key, seal.crt  P-256; seals documents, PEM
    KEYS/<credit code>/code.key            Ed25519; signs codes, 64 hex digits

Certificates end. Each has a successor before: seal-2.key and seal-2.crt, ...; of the root ca-2.crt,
..., by which former seals are believed as well, since its key stays.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID
from msgspec import Struct

from kiosk.numbers import is_credit_code
from kiosk.values import Private
from provisioning.central.keys import keep

CA_DAYS, SEAL_DAYS = 3650, 1095
SEAL_MADE = timedelta(days=90)
"""Before the end of the newest one the next is made, and terminals hear of it."""
SEAL_USED = timedelta(days=60)
"""Before its end a seal is left for the next: what was booked waits for up to 30 days."""
CA_MADE = timedelta(days=SEAL_DAYS) + SEAL_MADE
"""The root outlives what it signs."""
_TEST = "Zizhu test seals"


class Issuer(Private, frozen=True):
    """Of one department: the certificates of its seals that count, oldest first, and the public key
    of its codes."""

    code: str
    name: str
    seals: tuple[x509.Certificate, ...]
    code_public: bytes

    @property
    def fingerprint(self) -> str:
        """Of the newest seal."""
        return self.fingerprints[-1]

    @property
    def fingerprints(self) -> tuple[str, ...]:
        return tuple(one.fingerprint(hashes.SHA256()).hex() for one in self.seals)


class Authority(Struct, frozen=True):
    keys: Path

    def root(self, now: datetime) -> x509.Certificate:
        """The newest."""
        key = _private(self.keys / "ca.key")

        def made(name: str) -> x509.Certificate:
            return _certificate(self.keys / f"{name}.crt", lambda: _self_signed(key, now))

        return _with_next(self.keys, "ca", made, now + CA_MADE)[-1]

    def root_der(self, now: datetime) -> bytes:
        return self.root(now).public_bytes(serialization.Encoding.DER)

    def issuer(self, code: str, name: str, now: datetime) -> Issuer:
        """Made where it is not there. ValueError: `code` is no credit code."""
        if not is_credit_code(code):
            raise ValueError("an issuer is known by its credit code")
        folder, root = self.keys / code, self.root(now)
        ca = _private(self.keys / "ca.key")

        def made(stem: str) -> x509.Certificate:
            key, path = _private(folder / f"{stem}.key"), folder / f"{stem}.crt"
            return _certificate(path, lambda: _sealing(key, ca, root, (code, name), now))

        every = _with_next(folder, "seal", made, now + SEAL_MADE)
        seals = tuple(one for one in every[:-1] if one.not_valid_after_utc > now)
        public = code_key(self.keys, code).public_key().public_bytes_raw()
        return Issuer(code, name, (*seals, every[-1]), public)


def seal_in_use(keys: Path, issuer: str, at: datetime) -> str:
    """The name of its files without their ends: of those made beforehand the oldest that lasts."""
    names = _names(keys / issuer, "seal")
    for name in names:
        seal = x509.load_pem_x509_certificate((keys / issuer / f"{name}.crt").read_bytes())
        if seal.not_valid_after_utc - at >= SEAL_USED:
            return name
    return names[-1]


def _with_next(
    folder: Path, first: str, made: Callable[[str], x509.Certificate], until: datetime
) -> list[x509.Certificate]:
    """Those that are there, oldest first; one more where the newest ends before `until`."""
    names = _names(folder, first)
    every = [made(name) for name in names]
    if every[-1].not_valid_after_utc < until:
        every.append(made(f"{first}-{len(names) + 1}"))
    return every


def _names(folder: Path, first: str) -> list[str]:
    """Of certificates, oldest first; the first one also where it is still to be made."""
    names = [first]
    while (folder / f"{first}-{len(names) + 1}.crt").exists():
        names.append(f"{first}-{len(names) + 1}")
    return names


def code_key(keys: Path, issuer: str) -> Ed25519PrivateKey:
    digits = keep(keys / issuer / "code.key", lambda: secrets.token_hex(32))
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(digits))


def _private(path: Path) -> ec.EllipticCurvePrivateKey:
    text = keep(path, lambda: _pem(ec.generate_private_key(ec.SECP256R1())))
    key = serialization.load_pem_private_key(text.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    kind = serialization.PrivateFormat.PKCS8
    raw = key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())
    return raw.decode("ascii").strip()


def _certificate(path: Path, make: Callable[[], x509.Certificate]) -> x509.Certificate:
    text = keep(path, lambda: make().public_bytes(serialization.Encoding.PEM).decode().strip())
    return x509.load_pem_x509_certificate(text.encode())


def _self_signed(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = _name((NameOID.ORGANIZATION_NAME, _TEST), (NameOID.COMMON_NAME, f"{_TEST} root"))
    usage = _usage(key_cert_sign=True, crl_sign=True)
    builder = _builder(name, name, key.public_key(), now, CA_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(True, 0), critical=True)
    return builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _sealing(
    key: ec.EllipticCurvePrivateKey,
    ca: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    issuer: tuple[str, str],
    now: datetime,
) -> x509.Certificate:
    code, title = issuer
    name = _name(
        (NameOID.ORGANIZATION_NAME, title),
        (NameOID.ORGANIZATION_IDENTIFIER, code),
        (NameOID.COMMON_NAME, f"{title} test seal"[:64]),
    )
    builder = _builder(name, root.subject, key.public_key(), now, SEAL_DAYS)
    parent = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.public_key())
    return (
        builder.add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(parent, critical=False)
        .sign(ca, hashes.SHA256())
    )


def _builder(
    name: x509.Name,
    parent: x509.Name,
    public: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(parent)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(*parts: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")
    return x509.Name([country, *(x509.NameAttribute(oid, text) for oid, text in parts)])


def _usage(**used: bool) -> x509.KeyUsage:
    every = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
        *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: used.get(name, False) for name in every})

"""A certificate for a street's own bus, made where nobody has put one: by itself, for two years.

An office with an authority of its own puts its files in their place, and they are left alone.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

CERTIFICATE, KEY, AUTHORITY = "nats.crt", "nats.key", "nats-ca.crt"
LASTS = timedelta(days=730)


def kept_certificate(secrets: Path, host: str) -> None:
    """The three files of a server that clients reach under this name; made on the first asking."""
    if (secrets / CERTIFICATE).exists():
        return
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    signed = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, SHA256())
    )
    shown = signed.public_bytes(Encoding.PEM)
    kept = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for name, content in ((KEY, kept), (AUTHORITY, shown), (CERTIFICATE, shown)):
        file = secrets / name
        file.touch(mode=0o600)
        file.write_bytes(content)

"""Letters go over TLS to whom we trust, with the password of the settings, or not at all."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.outbox.delivering import Tally, deliver
from tests.outbox import make
from tests.outbox.mail_server import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:Requiring AUTH")]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Of a mail server at 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def context(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def serving(settings):
    started = []

    def serve(scheme: str, **kwargs) -> MailServer:
        server = MailServer(**kwargs)
        server.start()
        started.append(server)
        settings.EMAIL_URL = server.url.replace("smtp", scheme, 1)
        return server

    yield serve
    for server in started:
        server.stop(no_assert=True)


def knows(server, session, envelope, mechanism, told):
    return AuthResult(success=(told.login, told.password) == (b"portal", b"s3cret/"), handled=False)


def test_smtps_to_a_server_we_trust(serving, context, trusted):
    server = serving("smtps", ssl_context=context)
    make.letter()
    assert deliver() == Tally(sent=1)
    assert len(server.mailbox) == 1


def test_starttls_to_a_server_we_trust(serving, context, trusted):
    server = serving("smtp+tls", tls_context=context, require_starttls=True)
    make.letter()
    assert deliver() == Tally(sent=1)
    assert len(server.mailbox) == 1


@pytest.mark.parametrize("scheme, option", [("smtps", "ssl_context"), ("smtp+tls", "tls_context")])
def test_a_certificate_nobody_vouches_for_keeps_the_letter_here(serving, context, scheme, option):
    server = serving(scheme, **{option: context})
    letter = make.letter()
    assert deliver() == Tally(put_off=1)
    assert "certificate verify failed" in make.now(letter).last_error
    assert server.mailbox == []


def test_a_server_without_starttls_gets_nothing_in_the_clear(serving):
    server = serving("smtp+tls")
    letter = make.letter()
    assert deliver() == Tally(put_off=1)
    assert "STARTTLS" in make.now(letter).last_error
    assert server.mailbox == []


def test_the_user_and_password_of_the_address_are_used(serving, settings):
    server = serving("smtp", authenticator=knows, auth_required=True, auth_require_tls=False)
    settings.EMAIL_URL = server.url.replace("//", "//portal:s3cret%2F@")
    make.letter()
    assert deliver() == Tally(sent=1)


def test_a_wrong_password_is_a_reason_to_wait_and_is_not_shown(serving, settings):
    server = serving("smtp", authenticator=knows, auth_required=True, auth_require_tls=False)
    settings.EMAIL_URL = server.url.replace("//", "//portal:wr0ng@")
    letter = make.letter()
    assert deliver() == Tally(put_off=1)
    letter = make.now(letter)
    assert letter.last_error.partition(": ")[2].startswith("535")
    assert "wr0ng" not in letter.last_error

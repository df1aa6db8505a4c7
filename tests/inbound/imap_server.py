"""A real Dovecot on loopback with TLS and one mailbox."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "inbox@support.example", "a/quiet:evening"
_CONF = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = yes
mail_location = maildir:{base}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


def why_not() -> str:
    """Why there can be no server here; empty where there can."""
    if not shutil.which("dovecot"):
        return "Debian's package dovecot-imapd is not installed: apt-get install dovecot-imapd"
    return "" if os.geteuid() == 0 else "Dovecot starts as root only"


class ImapServer:
    """`deliver(bytes)` puts a message into its inbox as a mail server would."""

    def __init__(self):
        self.base = Path(tempfile.mkdtemp(prefix="clearway-imap-"))
        self.port, self.starttls = _free_port(), _free_port()
        self._owner = pwd.getpwnam("mail")
        self._number = 0

    @property
    def ca(self) -> str:
        return str(self.base / "cert.pem")

    def url(self, *, scheme: str = "imaps", password: str = "a%2Fquiet%3Aevening") -> str:
        port = self.port if scheme == "imaps" else self.starttls
        return f"{scheme}://inbox%40support.example:{password}@127.0.0.1:{port}/INBOX"

    def start(self) -> None:
        self.base.chmod(0o755)
        _certificate(self.base)
        for name in ("mail", "home"):
            (self.base / name).mkdir()
            os.chown(self.base / name, self._owner.pw_uid, self._owner.pw_gid)
        conf = self.base / "dovecot.conf"
        conf.write_text(
            _CONF.format(
                base=self.base,
                password=PASSWORD,
                uid=self._owner.pw_uid,
                gid=self._owner.pw_gid,
                port=self.port,
                starttls=self.starttls,
            )
        )
        self._process = subprocess.Popen(["dovecot", "-F", "-c", str(conf)])
        ends = time.monotonic() + 20
        while time.monotonic() < ends:
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError(f"Dovecot does not answer: {self.log()}")

    def _answers(self) -> bool:
        tls = ssl.create_default_context(cafile=self.ca)
        try:
            with (
                socket.create_connection(("127.0.0.1", self.port), 1) as plain,
                tls.wrap_socket(plain, server_hostname="127.0.0.1") as secure,
            ):
                return secure.recv(4) == b"* OK"
        except OSError:
            return False

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self.base, ignore_errors=True)

    def log(self) -> str:
        log = self.base / "log"
        return log.read_text() if log.exists() else "no log"

    def deliver(self, content: bytes) -> None:
        self._number += 1
        for part in ("new", "cur", "tmp"):
            folder = self.base / "mail" / part
            folder.mkdir(exist_ok=True)
            os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)
        path = self.base / "mail" / "tmp" / f"{time.time():.6f}.{self._number}.host"
        path.write_bytes(content)
        os.chown(path, self._owner.pw_uid, self._owner.pw_gid)
        path.rename(self.base / "mail" / "new" / path.name)

    def empty(self) -> None:
        """As new: another validity, no messages."""
        shutil.rmtree(self.base / "mail")
        (self.base / "mail").mkdir()
        os.chown(self.base / "mail", self._owner.pw_uid, self._owner.pw_gid)

    def flags(self) -> list[str]:
        """The flags of every message that is still there, oldest first: S seen, T deleted."""
        found = [path for part in ("new", "cur") for path in (self.base / "mail" / part).glob("*")]
        found.sort(key=lambda path: path.name)
        return [path.name.partition(":2,")[2] for path in found]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )

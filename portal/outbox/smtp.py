"""Letters to a mail server, step by step.

Not one of Django's mail backends: they send in one breath, and the mark "from here on the server may
have it" must be written between RCPT and DATA.
"""

from __future__ import annotations

import smtplib
import ssl

from portal.outbox.models import site_host
from portal.outbox.relay import Relay
from portal.outbox.troubles import OutcomeUnknown, PutOff, Refused, Unreachable

_CLOSING = 421
_GO_AHEAD = 354


class SMTPTransport:
    """One connection, kept for all letters of a pass."""

    def __init__(self, relay: Relay, timeout: float):
        self.relay = relay
        self.timeout = timeout
        self._smtp: smtplib.SMTP | None = None

    def address(self, sender: str, to: str, size: int) -> None:
        """Connect where needed, then MAIL and RCPT. Raises Unreachable, PutOff or Refused."""
        kept_open = self._smtp is not None
        try:
            self._begin(sender, to, size)
        except PutOff:
            if not kept_open or self._smtp is not None:
                raise
            # The server ended a connection that we had kept open: that is its right.
            self._begin(sender, to, size)

    def hand_over(self, message: bytes, file_name: str) -> None:
        """DATA. Raises OutcomeUnknown when the server may have the letter, the others when it has not."""
        code, reply = self._ask(lambda: self._smtp.docmd("DATA"))
        if code != _GO_AHEAD:
            self._refuse(code, reply)
        try:
            self._smtp.send(_dotted(message))
            code, reply = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise OutcomeUnknown(_said(error)) from error
        if code >= 400:
            self._refuse(code, reply)

    def forget(self) -> None:
        """Take back MAIL and RCPT, before the next letter."""
        try:
            self._ask(self._smtp.rset)
        except PutOff:
            self.close()

    def close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                # The letters are away and their states are stored; a missing goodbye changes nothing.
                self._smtp.close()
            self._smtp = None

    def _begin(self, sender: str, to: str, size: int) -> None:
        if self._smtp is None:
            self._smtp = self._connect()
        options = [f"size={size}"] if self._smtp.has_extn("size") else []
        for step in (lambda: self._smtp.mail(sender, options), lambda: self._smtp.rcpt(to)):
            code, reply = self._ask(step)
            if code >= 400:
                self._refuse(code, reply)

    def _connect(self) -> smtplib.SMTP:
        smtp = None
        try:
            # The name for EHLO is given, because looking it up in the DNS can take half a minute.
            kwargs = {"timeout": self.timeout, "local_hostname": site_host()}
            if self.relay.security == "tls":
                context = ssl.create_default_context()
                smtp = smtplib.SMTP_SSL(self.relay.host, self.relay.port, context=context, **kwargs)
            else:
                smtp = smtplib.SMTP(self.relay.host, self.relay.port, **kwargs)
            if self.relay.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
            if self.relay.user:
                smtp.login(self.relay.user, self.relay.password)
        except (OSError, smtplib.SMTPException) as error:
            if smtp is not None:
                smtp.close()
            raise Unreachable(f"{self.relay}: {_said(error)}") from error
        return smtp

    def _ask(self, step) -> tuple[int, bytes]:
        """One command and its answer. The connection is closed when the server hung up, or says it will."""
        try:
            code, reply = step()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise PutOff(f"{self.relay}: {_said(error)}") from error
        if code == _CLOSING:
            self.close()
            raise PutOff(_answer(code, reply))
        return code, reply

    def _refuse(self, code: int, reply: bytes) -> None:
        if code == _CLOSING:
            self.close()
        else:
            self.forget()
        raise (Refused if code >= 500 else PutOff)(_answer(code, reply))


def _dotted(message: bytes) -> bytes:
    """As DATA wants it: a dot at the start of a line doubled, and a line of one dot at the end."""
    return message.replace(b"\r\n.", b"\r\n..").rstrip(b"\r\n") + b"\r\n.\r\n"


def _answer(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode('utf-8', 'replace')}"


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return _answer(error.smtp_code, reply if isinstance(reply, bytes) else str(reply).encode())
    return str(error) or type(error).__name__

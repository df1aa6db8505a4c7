"""A real SMTP server on loopback that takes letters, or does as it is told instead."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import defaultdict, deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Received:
    """One letter in the reader's mailbox: the envelope, and the bytes."""

    sender: str
    to: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def message_id(self) -> str:
        return self.message["Message-ID"]


# --- What the server can be told to do at a step: a coroutine that returns the answer, or None to go on ---
def say(answer: str):
    async def act(server):
        return answer

    return act


async def hang_up(server):
    """Close the connection without an answer."""
    server.transport.abort()
    return "421 gone"


async def silence(server):
    """Never answer; until the other side has had enough."""
    await asyncio.Event().wait()


async def close_after_this(server):
    server.loop.call_soon(server.transport.close)


def signal_to(pids: list[int], number: int):
    """The worker at the other end is killed or stopped here, at exactly this step."""

    async def act(server):
        os.kill(pids[0], number)
        return await (hang_up(server) if number == signal.SIGKILL else silence(server))

    return act


class _Scripted(SMTP):
    """Asks the script before each step."""

    def __init__(self, *args, mail_server: MailServer, **kwargs):
        self._mail_server = mail_server
        super().__init__(*args, **kwargs)

    async def _step(self, name: str, go_on, arg) -> None:
        answer = await self._mail_server.told(name, self)
        await (self.push(answer) if answer else go_on(arg))

    async def smtp_EHLO(self, arg):
        await self._step("EHLO", super().smtp_EHLO, arg)

    async def smtp_MAIL(self, arg):
        await self._step("MAIL", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg):
        await self._step("RCPT", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg):
        await self._step("DATA", super().smtp_DATA, arg)


class MailServer(Controller):
    """`server.next("RCPT", say("450 later"))` for one time, `server.always(...)` for every time.

    Steps: EHLO, MAIL, RCPT, DATA (the command), CONTENT (read, not stored), STORED (stored, not answered).
    """

    def __init__(self, **kwargs):
        self.mailbox: list[Received] = []
        self.connections = 0
        self._once = defaultdict(deque)
        self._always = {}
        super().__init__(self, hostname="127.0.0.1", port=0, ready_timeout=10, **kwargs)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def next(self, step: str, *acts) -> None:
        self._once[step].extend(acts)

    def always(self, step: str, act) -> None:
        self._always[step] = act

    async def told(self, step: str, server):
        act = self._once[step].popleft() if self._once[step] else self._always.get(step)
        return await act(server) if act else None

    def received(self) -> list[tuple[str, str]]:
        """(to, Message-ID) of everything that arrived, in order."""
        return [(letter.to[0], letter.message_id) for letter in self.mailbox]

    def factory(self):
        self.connections += 1
        return _Scripted(self.handler, mail_server=self, **self.SMTP_kwargs)

    async def handle_DATA(self, server, session, envelope):
        if answer := await self.told("CONTENT", server):
            return answer
        self.mailbox.append(Received(envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return await self.told("STORED", server) or "250 taken"

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
        self.connections = 0

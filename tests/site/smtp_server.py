"""A real mail server on this machine that remembers what it was given."""

import contextlib
from collections import Counter
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.site.processes import free_port


class Mailbox:
    """What the server took. Of a mail to an address in `answers` it says what stands there, and
    after one to an address in `breaks_on` it drops the connection without a word."""

    def __init__(self):
        self.mails, self.answers, self.breaks_on = [], {}, set()
        self.before_answer = lambda step, email: None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.before_answer("RCPT", address)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos[0], message))
        self.before_answer("DATA", envelope.rcpt_tos[0])
        if envelope.rcpt_tos[0] in self.breaks_on:
            server.transport.abort()
        return "250 OK"

    @property
    def counts(self) -> Counter:
        """How many mails each address was sent."""
        return Counter(email for email, _ in self.mails)

    def to(self, email):
        """The last mail to an address."""
        return next(message for got, message in reversed(self.mails) if got == email)


@contextlib.contextmanager
def mail_server():
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox
    finally:
        controller.stop()


def parts(message) -> tuple[str, str]:
    """The plain text and the HTML of a mail."""
    return (
        message.get_body(["plain"]).get_content(),
        message.get_body(["html"]).get_content(),
    )

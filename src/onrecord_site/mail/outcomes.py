"""What became of one mail, from what the mail server or the provider said."""

import re
import smtplib
from typing import NamedTuple

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRequestsAPIError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import NewConnectionError

from onrecord_site.mail.models import Delivery

State = Delivery.State
#: RFC 3463: 5.1 is "addressing", the mailbox or its domain do not exist.
_ADDRESSING = re.compile(r"\b5\.1\.\d{1,3}\b")
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_MAILBOX_UNAVAILABLE = 550
_TOO_MANY = 429


class Outcome(NamedTuple):
    """The state a delivery comes to; WAITING is to be tried again."""

    state: str
    problem: str = ""
    no_such_mailbox: bool = False


class ServerAwayError(Exception):
    """The mail server could not be reached, so nothing was sent."""


def hand_over(message: EmailMessage, connection: BaseEmailBackend) -> Outcome:
    """Send one mail and return what became of it.

    Raises:
        ServerAwayError: There is no connection, and this mail is not to blame.
    """
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise ServerAwayError(_words(error)) from error
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        connection.close()
        ((code, words),) = error.recipients.values()
        return _answered(code, words, at_recipient=True)
    except smtplib.SMTPResponseException as error:
        connection.close()
        return _answered(error.smtp_code, error.smtp_error)
    except smtplib.SMTPNotSupportedError as error:
        return Outcome(State.REFUSED, _words(error))
    except AnymailError as error:
        return _provider_failed(error)
    except (smtplib.SMTPException, OSError) as error:
        open_question = getattr(connection, "handed_over", True)
        connection.close()
        return Outcome(State.UNKNOWN if open_question else State.WAITING, _words(error))
    return Outcome(State.SENT)


def _answered(code: int, words: bytes | str, *, at_recipient: bool = False) -> Outcome:
    """An answer that is no yes is certain: the server did not take the mail (RFC 5321, 4.2.1)."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    problem = f"{code} {said}"
    if code < 500:
        return Outcome(State.WAITING, problem)
    no_such_mailbox = at_recipient and (
        bool(_ADDRESSING.search(said))
        or (code == _MAILBOX_UNAVAILABLE and not _ENHANCED.search(said))
    )
    return Outcome(State.REFUSED, problem, no_such_mailbox)


def _provider_failed(error: AnymailError) -> Outcome:
    """A provider's answer of the 400s is a no; of the 500s, or none at all, an open question."""
    if not isinstance(error, AnymailAPIError):
        return Outcome(State.REFUSED, _words(error))
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status == _TOO_MANY or _never_connected(error):
        return Outcome(State.WAITING, _words(error))
    if status is not None and 400 <= status < 500:
        return Outcome(State.REFUSED, _words(error))
    return Outcome(State.UNKNOWN, _words(error))


def _never_connected(error: AnymailError) -> bool:
    cause = error.__cause__ if isinstance(error, AnymailRequestsAPIError) else None
    reason = getattr(cause.args[0], "reason", None) if cause and cause.args else None
    return isinstance(cause, ConnectTimeout) or isinstance(reason, NewConnectionError)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__

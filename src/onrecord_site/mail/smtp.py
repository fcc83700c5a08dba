"""Django's SMTP backend, which knows besides how far a conversation came.

A connection that breaks before the server was given the message leaves nothing open. After that
only the server knows whether it took the message.
"""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _Staged:
    """Notes when the message itself is handed over."""

    handed_over = False

    def mail(self, *args: Any, **given: Any) -> Any:
        self.handed_over = False
        return super().mail(*args, **given)  # type: ignore[misc]

    def data(self, *args: Any, **given: Any) -> Any:
        self.handed_over = True
        return super().data(*args, **given)  # type: ignore[misc]


class _StagedSmtp(_Staged, smtplib.SMTP):
    pass


class _StagedSmtpOverTls(_Staged, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """The default backend of the site."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The kind of connection Django opens."""
        return _StagedSmtpOverTls if self.use_ssl else _StagedSmtp

    @property
    def handed_over(self) -> bool:
        """Whether the server was given the last message, taken or not."""
        return bool(self.connection and self.connection.handed_over)

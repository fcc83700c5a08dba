"""Registers the app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Addresses, letters and their deliveries."""

    name = "onrecord_site.mail"
    label = "mail"

    def ready(self) -> None:
        """Listen to what a mail provider reports of its deliveries."""
        from anymail.signals import tracking

        from onrecord_site.mail.bounces import heed_report

        tracking.connect(heed_report)

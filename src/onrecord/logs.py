"""Structured logs on standard error, for people or for programs."""

import logging
import sys

import structlog

from onrecord import settings
from onrecord.errors import SettingsError

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_FORMATS = ("text", "json")


def configure_logging() -> None:
    """Send all logs, those of the libraries too, to standard error as the settings say.

    `LOG_FORMAT` ``text`` is one readable line an entry, ``json`` one object a line with at
    least ``event``, ``level``, ``logger`` and ``timestamp`` (ISO 8601, UTC).

    Raises:
        SettingsError: LOG_FORMAT or LOG_LEVEL has a value it cannot take.
    """
    level, shape = settings.get("LOG_LEVEL").lower(), settings.get("LOG_FORMAT").lower()
    if level not in _LEVELS:
        raise SettingsError(f"ONRECORD_LOG_LEVEL={level!r} is not one of {', '.join(_LEVELS)}.")
    if shape not in _FORMATS:
        raise SettingsError(f"ONRECORD_LOG_FORMAT={shape!r} is not one of {', '.join(_FORMATS)}.")
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(shape),
            ],
        )
    )
    root = logging.getLogger()
    for earlier in root.handlers[:]:
        if isinstance(earlier.formatter, structlog.stdlib.ProcessorFormatter):
            root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(_LEVELS[level])


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of a module: ``get_logger(__name__)``."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def _renderers(shape: str) -> list[structlog.types.Processor]:
    if shape == "json":
        return [
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [structlog.dev.ConsoleRenderer(colors=False)]

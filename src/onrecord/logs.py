"""Structured logs on standard error, for people or for programs.

structlog is loaded for the first entry: most commands write none, and it brings rich.
"""

import functools
import logging
import sys
from typing import TYPE_CHECKING

from onrecord import settings
from onrecord.errors import SettingsError

if TYPE_CHECKING:
    from structlog.stdlib import BoundLogger, ProcessorFormatter
    from structlog.types import Processor

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
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(shape))
    root = logging.getLogger()
    for earlier in root.handlers[:]:
        if isinstance(earlier.formatter, _Formatter):
            root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(_LEVELS[level])


def get_logger(name: str) -> "BoundLogger":
    """Return the logger of a module: ``get_logger(__name__)``."""
    import structlog

    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logger: BoundLogger = structlog.stdlib.get_logger(name)
    return logger


class _Formatter(logging.Formatter):
    def __init__(self, shape: str) -> None:
        super().__init__()
        self._shape = shape

    def format(self, record: logging.LogRecord) -> str:
        return _structured(self._shape).format(record)


@functools.cache
def _structured(shape: str) -> "ProcessorFormatter":
    from structlog.stdlib import ProcessorFormatter

    return ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[ProcessorFormatter.remove_processors_meta, *_renderers(shape)],
    )


def _shared() -> "list[Processor]":
    import structlog

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _renderers(shape: str) -> "list[Processor]":
    import structlog

    if shape == "json":
        return [
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [structlog.dev.ConsoleRenderer(colors=False)]

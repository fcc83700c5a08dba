"""The exceptions of Onrecord, and nothing else.

OnrecordError
├── InputError                 one input cannot be read; the others still are
│   ├── MissingInputError      no such file or folder, or nothing readable in it
│   ├── EmptyPageError         no characters in it
│   ├── BinaryPageError        not text: an image, an archive ...
│   ├── PageTooLargeError      over the setting MAX_PAGE_BYTES
│   ├── BadRecordError         a JSON Lines record that breaks the input contract
│   ├── PageDefectError        a defect of Onrecord's own shows on this page
│   └── FetchError             a URL could not be had
│       ├── RobotsDisallowedError
│       └── FetchTimeoutError
├── OutputError                what was made cannot be written where it is told to
├── MissingModelError          the language model is not installed
├── BusyError                  another process is at work on the stories
├── MissingSiteError           the command needs the extra `site`
├── DatabaseError              the newsroom's database cannot be used
├── AddressError               the server cannot listen where it is told to
└── SettingsError              a setting has a value it cannot take

Each message names the value and the way out. `id` is stable, for logs and for programs that
read them: ``stage:what``.
"""


class OnrecordError(Exception):
    """Root of every error Onrecord raises on purpose."""

    id = "onrecord:error"


class InputError(OnrecordError):
    """One input cannot be read. The run goes on with the others."""

    id = "input:unreadable"


class MissingInputError(InputError):
    """There is no such file or folder, or nothing readable in it."""

    id = "input:missing"


class EmptyPageError(InputError):
    """The page holds no characters."""

    id = "input:empty"


class BinaryPageError(InputError):
    """The bytes are not text."""

    id = "input:binary"


class PageTooLargeError(InputError):
    """The page is over the setting MAX_PAGE_BYTES."""

    id = "input:too-large"


class BadRecordError(InputError):
    """A JSON Lines record breaks the input contract."""

    id = "input:bad-record"


class PageDefectError(InputError):
    """A defect of Onrecord's own shows on this page. The cause is chained, for the log."""

    id = "input:defect"

    @classmethod
    def of(cls, cause: Exception) -> "PageDefectError":
        """Return the error to report for an exception that nobody foresaw."""
        kind = type(cause).__name__
        error = cls(
            f"Onrecord itself failed on this page ({kind}: {cause}). The other pages are not "
            "affected. Please report it, with what ONRECORD_LOG_LEVEL=debug prints."
        )
        error.__cause__ = cause
        return error


class FetchError(InputError):
    """A URL could not be fetched."""

    id = "fetch:failed"


class RobotsDisallowedError(FetchError):
    """The site's robots.txt (RFC 9309) forbids this page to us."""

    id = "fetch:robots-disallowed"


class FetchTimeoutError(FetchError):
    """The site did not answer in time."""

    id = "fetch:timeout"


class OutputError(OnrecordError):
    """A folder cannot be written to, or what lies in it would be lost."""

    id = "output:unwritable"


class MissingModelError(OnrecordError):
    """The language model is not installed."""

    id = "statements:missing-model"


class BusyError(OnrecordError):
    """Another process is at work on the stories."""

    id = "stories:busy"


class MissingSiteError(OnrecordError):
    """The command needs the newsroom, which is not installed."""

    id = "site:missing"


class DatabaseError(OnrecordError):
    """The newsroom's database, or the folder it lies in, cannot be used."""

    id = "site:database"


class AddressError(OnrecordError):
    """The server cannot listen on this host and port."""

    id = "site:address"


class SettingsError(OnrecordError):
    """A setting has a value it cannot take."""

    id = "settings:bad-value"

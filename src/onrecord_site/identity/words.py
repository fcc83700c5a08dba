"""Tables of words by language: ``NAME.toml`` in English, ``NAME.de.toml`` in German, and so on.

Words in templates and in code go through gettext. These tables hold what does not fit there: the
names of machine values, by value, and whole pages.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words(package: str, name: str, language: str) -> dict[str, Any]:
    """Return a table in a language; what its file lacks, and a language without one, is English.

    Args:
        package: Where the files are, such as ``onrecord_site.stories``.
        name: Their name, such as ``wording``.
        language: A BCP 47 tag; of ``de-at`` the part before the dash counts.
    """
    folder = resources.files(package)
    english = tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    translated = folder.joinpath(f"{name}.{language.partition('-')[0].lower()}.toml")
    if not translated.is_file():
        return english
    return _over(english, tomllib.loads(translated.read_text(encoding="utf-8")))


def _over(under: dict[str, Any], upper: dict[str, Any]) -> dict[str, Any]:
    """Lay one table over another, table by table."""
    return under | {
        key: _over(under[key], value)
        if isinstance(value, dict) and isinstance(under.get(key), dict)
        else value
        for key, value in upper.items()
    }

"""What a site's robots.txt allows, and how long to wait between two pages (RFC 9309)."""

import re
from dataclasses import dataclass

from protego import Protego

#: RFC 9309, section 2.5: at least this much of the file is to be read.
MAX_ROBOTS_BYTES = 512_000
_PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one reader. `refusal` is why all is forbidden, if it is."""

    rules: Protego | None = None
    refusal: str | None = None

    def allows(self, url: str, user_agent: str) -> bool:
        """Whether the page may be fetched."""
        if self.refusal is not None:
            return False
        return self.rules is None or self.rules.can_fetch(url, product_token(user_agent))

    def crawl_delay_seconds(self, user_agent: str) -> float | None:
        """Return the wait between two pages that the site asks for, if it does."""
        return None if self.rules is None else self.rules.crawl_delay(product_token(user_agent))


def product_token(user_agent: str) -> str:
    """Return the name that robots.txt files know a reader by: ``Onrecord/0.1 (...)`` is Onrecord.

    Source:
        RFC 9309, section 2.2.1.
    """
    found = _PRODUCT_TOKEN.match(user_agent)
    return found.group() if found else "*"


def parse_robots(status: int, content: bytes) -> Robots:
    """Turn the answer to a request for robots.txt into rules.

    Args:
        status: The HTTP status after redirects.
        content: The body; bytes past `MAX_ROBOTS_BYTES` are not looked at.

    Source:
        RFC 9309, sections 2.3.1.2 to 2.3.1.4: client errors allow everything, server errors
        forbid everything. 429 is a server that asks for less, so it forbids too.
    """
    if status == 429 or status >= 500:
        return Robots(refusal=f"its robots.txt answers {status}")
    if status >= 300:
        return Robots()
    text = content[:MAX_ROBOTS_BYTES].decode("utf-8", errors="replace")
    return Robots(rules=Protego.parse(text.removeprefix("\ufeff")))

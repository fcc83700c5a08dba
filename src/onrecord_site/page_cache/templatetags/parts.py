"""Marks a part of a template that is kept; see `onrecord_site.page_cache.parts`."""

from django import template
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from onrecord_site.page_cache.shared import shared

register = template.Library()


class KeptNode(template.Node):
    """A part that is rendered only where it is not kept."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return the part."""
        parts = context.get("parts")
        if parts is None:
            return self.nodelist.render(context)
        kept = parts.kept_or(self.name, lambda: self.nodelist.render(context))
        return mark_safe(kept)  # noqa: S308 - what the template itself rendered


class KeptOnAllNode(template.Node):
    """A part of all pages that is rendered once for each edition and language."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return the part."""
        name = f"part {self.name} {get_language()}"
        return shared(name, lambda: self.nodelist.render(context), context.get("request"))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands up to ``{% endkept %}`` under a name: ``{% kept head %}``.

    `parts` of the context says under which token; without it nothing is kept. What stands inside
    may depend on nothing that the token does not know.
    """
    _, name = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name, nodelist)


@register.tag
def kept_on_all(parser: Parser, token: Token) -> KeptOnAllNode:
    """Keep what stands up to ``{% endkept_on_all %}`` for all pages: ``{% kept_on_all foot %}``.

    What stands inside may depend on nothing but the database and the language.
    """
    _, name = token.split_contents()
    nodelist = parser.parse(("endkept_on_all",))
    parser.delete_first_token()
    return KeptOnAllNode(name, nodelist)

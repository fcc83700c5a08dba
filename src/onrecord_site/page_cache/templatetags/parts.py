"""Marks a part of a template that is kept; see `onrecord_site.page_cache.parts`."""

from django import template
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe

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

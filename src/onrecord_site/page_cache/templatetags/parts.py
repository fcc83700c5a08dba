"""Marks a part of a template that is kept; see `onrecord_site.page_cache.parts`."""

from django import template
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from onrecord_site.page_cache.shared import shared

register = template.Library()


class KeptNode(template.Node):
    """A part that is rendered only where it is not kept; `forms` tell its forms apart."""

    child_nodelists = ("nodelist",)

    def __init__(self, parser: Parser, token: Token) -> None:
        tag, self.name, *forms = token.split_contents()
        self.forms = [parser.compile_filter(form) for form in forms]
        self.nodelist = parser.parse((f"end{tag}",))
        parser.delete_first_token()

    def name_in(self, context: template.Context) -> str:
        """Return the name under which the form that is wanted here is kept."""
        return " ".join([self.name, *(str(form.resolve(context)) for form in self.forms)])

    def render(self, context: template.Context) -> SafeString:
        """Return the part."""
        parts = context.get("parts")
        if parts is None:
            return self.nodelist.render(context)
        made = parts.kept_or(self.name_in(context), lambda: self.nodelist.render(context))
        return mark_safe(made)  # noqa: S308 - what the template itself rendered


class KeptOnAllNode(KeptNode):
    """A part of all pages that is rendered once for each edition and language."""

    def render(self, context: template.Context) -> SafeString:
        """Return the part."""
        name = f"part {get_language()} {self.name_in(context)}"
        return shared(name, lambda: self.nodelist.render(context), context.get("request"))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands up to ``{% endkept %}`` under a name: ``{% kept head %}``.

    `parts` of the context says under which token; without it nothing is kept. What stands inside
    may depend on nothing but what the token knows and what is named behind the name, of which
    there are few values: ``{% kept article comments_on %}``.
    """
    return KeptNode(parser, token)


@register.tag
def kept_on_all(parser: Parser, token: Token) -> KeptOnAllNode:
    """Keep what stands up to ``{% endkept_on_all %}`` for all pages: ``{% kept_on_all foot %}``.

    What stands inside may depend on nothing but the database, the language and what is named
    behind the name: ``{% kept_on_all masthead here %}``.
    """
    return KeptOnAllNode(parser, token)

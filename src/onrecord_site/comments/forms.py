"""The forms readers fill in."""

import warnings
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onrecord_site.comments.commentable import Target
from onrecord_site.comments.models import CommentRules, Report
from onrecord_site.comments.rendering import count_links
from onrecord_site.comments.tame import tame_line, tame_text
from onrecord_site.identity.models import current_identity

with warnings.catch_warnings():
    # Its field for a web address, which is left out below, does not say which scheme it assumes.
    warnings.simplefilter("ignore", DeprecationWarning)
    from django_comments.forms import COMMENT_MAX_LENGTH
    from django_comments.forms import CommentForm as PackagesForm

NAME_CHARS = 50
NOTE_CHARS = 500
STATEMENTS_OFFERED = 300
STATEMENT_CHARS = 110


class CommentForm(PackagesForm):
    """A comment on one page; `honeypot`, `timestamp` and the signature are the package's.

    Args:
        target: The page.
        rules: Those in force; they say which question is asked.
        knows_author: The author is signed in, so that neither name nor address is asked for.
        asks_mail: Whether the author is to confirm by mail.
    """

    url = None
    name = forms.CharField(
        label=_("Your name"), max_length=NAME_CHARS,
        help_text=_("Stands with your comment."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give a name.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        help_text=_("You get a mail with a link to confirm. Nobody else sees the address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please give your address: a comment has to be confirmed.")},
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Your comment"), max_length=COMMENT_MAX_LENGTH,
        help_text=_("Plain text. An empty line begins a paragraph; web addresses become links."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Please write something.")},
    )  # fmt: skip
    statement = forms.ChoiceField(label=_("It is about this statement"), required=False)
    answer = forms.CharField(
        label="", max_length=200, error_messages={"required": _("Please answer the question.")}
    )
    wants_answers = forms.BooleanField(
        label=_("Mail me when somebody answers"), required=False,
        help_text=_("Each mail has a link that ends it."),
    )  # fmt: skip
    field_order = ["comment", "statement", "name", "email", "wants_answers", "answer"]

    def __init__(
        self, target: Target, rules: CommentRules, *, knows_author: bool, asks_mail: bool,
        **given: Any,
    ) -> None:  # fmt: skip
        super().__init__(target.row, label_suffix="", **given)
        self.target, self.rules = target, rules
        if knows_author:
            del self.fields["name"]
        if knows_author or not asks_mail:
            del self.fields["email"], self.fields["wants_answers"]
        if knows_author or not rules.question:
            del self.fields["answer"]
        else:
            self.fields["answer"].label = rules.question
        self.fields["honeypot"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self._offer_statements()

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """What people fill in."""
        return [self[name] for name in self.field_order if name in self.fields]

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("honeypot"))

    def sign_anew(self) -> None:
        """Let a form that is shown again be good for another while, with what was typed."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in self.generate_security_data().items():
            data[name] = value
        self.data = data

    def clean_comment(self) -> str:
        """Tame the text."""
        if text := tame_text(self.cleaned_data["comment"]):
            return text
        raise forms.ValidationError(gettext("Please write something."))

    def clean_name(self) -> str:
        """Tame the name; nobody speaks for the newsroom, and a name is no advertisement."""
        name = tame_line(self.cleaned_data["name"])
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError(gettext("Please give a name."))
        if name.casefold() == current_identity().shown_name.casefold():
            raise forms.ValidationError(gettext("This is the name of the newsroom."))
        if count_links(name):
            raise forms.ValidationError(gettext("A name has no web address."))
        return name

    def clean_answer(self) -> str:
        """Compare with the answers that the desk wrote down."""
        given = " ".join(self.cleaned_data["answer"].split()).casefold().rstrip(".")
        if given not in self.rules.listed("answers"):
            raise forms.ValidationError(gettext("That is not the answer. Please try another."))
        return given

    def clean_security_hash(self) -> str:
        """Hold besides that the form was made for this very page."""
        signed: str = super().clean_security_hash()
        made_for = (self.data.get("content_type"), self.data.get("object_pk"))
        if made_for != (str(self.target.row._meta), self.target.object_pk):
            raise forms.ValidationError("Made for another page.")
        return signed

    def _offer_statements(self) -> None:
        statements = self.target.kind.statements
        rows = statements(self.target.row) if statements else None
        if rows is None:
            del self.fields["statement"]
            return
        offered = rows.order_by("position").only("slug", "content", "source_name")
        choices = [
            (row.slug, _shortened(row.content, row.source_name))
            for row in offered[:STATEMENTS_OFFERED]
        ]
        self.fields["statement"].choices = [("", gettext("The whole page")), *choices]


class ReportForm(forms.Form):
    """Why a comment should not stand."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Report.Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("More about it"), required=False, max_length=NOTE_CHARS,
        help_text=_("Only moderators read it."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    website = forms.CharField(
        label=_("Leave this empty"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, label_suffix="", **given)

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))

    def clean_note(self) -> str:
        """Tame the note."""
        return tame_text(self.cleaned_data["note"])


def _shortened(content: str, source: str) -> str:
    words = " ".join(content.split())
    if len(words) > STATEMENT_CHARS:
        words = f"{words[:STATEMENT_CHARS].rsplit(' ', 1)[0]} …"
    return f"{words} · {source}" if source else words

"""Everything that readers see can be translated, and the shipped translation is whole."""

import ast
import re
import string
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation.template import templatize

import onrecord_site
from onrecord.exports.formats import FORMATS
from onrecord_site.downloads.templatetags.downloads import download_formats
from onrecord_site.stories.wording import (
    attribution,
    edtf_words,
    number_words,
    status_words,
    with_unit,
)

SITE = Path(onrecord_site.__file__).parent
#: Pages and mails. Of plain text, only what is the other half of a mail is for people to read.
TEMPLATES = sorted(
    path
    for path in SITE.rglob("templates/**/*")
    if path.suffix == ".html" or (path.suffix == ".txt" and path.with_suffix(".html").exists())
)
CATALOGUES = sorted((SITE / "locale").glob("*/LC_MESSAGES/django.po"))
TABLES = sorted(SITE.rglob("*.??.toml"))
CALLS = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
}  # fmt: skip
READ_ALOUD = {"alt", "aria-label", "content", "label", "placeholder", "title"}
#: What is typed as it stands, and what no reader reads.
NOT_PROSE = ("style", "script", "code")
FOR_MACHINES = ("viewport", "color-scheme", "robots", "twitter:card")
WORD = re.compile(r"[a-z]")
LITERAL = re.compile(r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(\s*{LITERAL.pattern}(?:\s*,\s*{LITERAL.pattern})?")


class Bare(HTMLParser):
    """Collects text that stands in a template without a tag that translates it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in NOT_PROSE:
            self.inside.append(tag)
        if any(("name", name) in attrs for name in FOR_MACHINES):
            return
        self.found += [value for name, value in attrs if name in READ_ALOUD and is_words(value)]

    def handle_endtag(self, tag):
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data):
        if not self.inside and is_words(data):
            self.found.append(data.strip())


def is_words(text: str | None) -> bool:
    """Whether there is a word in it; what has no small letter is a name such as UTC or RSS."""
    return bool(text and WORD.search(text))


def bare_text(source: str, *, is_html: bool) -> list[str]:
    """The words of a template that are the same in every language.

    Words given to a filter count too; what stands between the tags of a translation does not.
    """
    source = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", source, flags=re.S)
    source = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", source, flags=re.S)
    given = re.findall(r"\|(?:default|default_if_none|pluralize|yesno):\"([^\"]*[a-z][^\"]*)\"",
                       source)  # fmt: skip
    given += re.findall(r"\|pluralize(?!:)", source)
    bare = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.S)
    if not is_html:
        return given + [line for line in bare.splitlines() if is_words(line)]
    parser = Bare()
    parser.feed(bare)
    parser.close()
    return given + parser.found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SITE)))
def test_template_has_no_bare_text(path):
    source = path.read_text(encoding="utf-8")
    assert bare_text(source, is_html=path.suffix == ".html") == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Words</p>",
        '<p aria-label="Words"></p>',
        '{{ name|default:"nobody" }}',
        "{{ count }}{{ count|pluralize }}",
        "{% if a %}words{% endif %}",
    ],
)
def test_bare_text_is_found(source):
    assert bare_text(source, is_html=True)


@pytest.mark.parametrize(
    "source",
    [
        '<p>{% translate "Words" %} · 12:00 UTC</p>',
        "{% blocktranslate %}Words{% endblocktranslate %}",
        "<style>p { margin: 0 }</style>{# words #}",
        '{{ name|default:_("nobody") }}',
    ],
)
def test_translated_text_is_not_bare(source):
    assert bare_text(source, is_html=True) == []


def messages_of_templates():
    for path in TEMPLATES:
        for call in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
            words = [ast.literal_eval(each) for each in call.groups()[1:] if each]
            yield words[1] if call[1] == "pgettext" else words[0]


def messages_of_code():
    for path in SITE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS and node.args:
                # The first word of pgettext is the context.
                words = node.args[node.func.id.startswith("pgettext")]
                if isinstance(words, ast.Constant) and isinstance(words.value, str):
                    yield words.value


def by_id(messages) -> dict:
    """Read a compiled catalogue as a written one is read: contexts as text, plurals as tuples."""

    def plain(words):
        return tuple(words) if isinstance(words, (list, tuple)) else words

    return {
        (each.context.decode() if isinstance(each.context, bytes) else each.context,
         plain(each.id)): plain(each.string)
        for each in messages if each.id
    }  # fmt: skip


def catalogue(path: Path):
    with path.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_catalogue_has_every_message(path):
    known = {
        each.id[0] if isinstance(each.id, tuple) else each.id for each in catalogue(path) if each.id
    }
    used = {re.sub("%%", "%", each) for each in (*messages_of_templates(), *messages_of_code())}
    assert {each for each in used - known if each.replace("%", "%%") not in known} == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated_and_keeps_what_is_filled_in(path):
    for message in catalogue(path):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        targets = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(targets), message.id
        assert not message.fuzzy, message.id
        names = [set(re.findall(r"%\(\w+\)[sd]|%s", each)) for each in (sources[-1], *targets)]
        assert names[0] == names[-1], message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_compiled_catalogue_is_fresh(path):
    """The compiled file is shipped, so that a fresh checkout needs no tool to be translated."""
    with path.with_suffix(".mo").open("rb") as file:
        compiled = by_id(read_mo(file))
    assert compiled == by_id(catalogue(path))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_table_is_whole_and_keeps_what_is_filled_in(path):
    english = path.with_name(f"{path.name.split('.')[0]}.toml")
    source = tomllib.loads(english.read_text(encoding="utf-8"))
    compare(source, tomllib.loads(path.read_text(encoding="utf-8")), path.name)


def compare(source, target, place):
    assert type(source) is type(target), place
    if isinstance(source, dict):
        assert set(source) == set(target), place
        for key in source:
            compare(source[key], target[key], f"{place}: {key}")
    elif isinstance(source, list):
        assert len(source) == len(target), place
        for one, other in zip(source, target, strict=True):
            compare(one, other, place)
    elif not place.startswith("pages"):
        assert fields(source) == fields(target), place


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_wording_speaks_the_language_in_force():
    with translation.override("de"):
        assert attribution("confirmed", "die Botschaft", "Post", "reported") == (
            "Bestätigt: die Botschaft"
        )
        assert edtf_words("2025-09-11") == "11. September 2025"
        assert edtf_words("2025-09-11~") == "etwa 11. September 2025"
        assert edtf_words("../2025-03") == "bis März 2025"
        assert number_words(None, 50, 1500) == "50 bis 1.500"
        assert with_unit("1", "year") == "1 Jahr"
        assert with_unit("15", "year") == "15 Jahre"
        assert status_words("detained") == "festgenommen"
    with translation.override("de-at"):
        assert status_words("detained") == "festgenommen"
    with translation.override("fr"):
        assert status_words("detained") == "detained"
    assert status_words("found_alive") == "found alive"


def test_formats_of_a_download_are_named_in_the_language_in_force():
    with translation.override("de"):
        titles = download_formats()
        assert titles["csv"] == "CSV der Aussagen"
        assert titles["parquet"] == "Parquet"
    assert list(titles) == list(FORMATS)


def test_day_on_an_axis_is_written_as_the_language_writes_it():
    assert edtf_words("2025-09-11", short=True) == "11 Sep"
    with translation.override("de"):
        assert edtf_words("2025-09-11", short=True) == "11. Sep"

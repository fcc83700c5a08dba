"""What `import onrecord` gives, and what it does not load."""

import doctest
import subprocess
import sys

import pytest

import onrecord

NAMES = [
    "Article",
    "Capture",
    "OnrecordError",
    "Statement",
    "Story",
    "find_entities",
    "find_statements",
    "group_stories",
    "news_since",
    "read",
]


def test_the_public_names_are_these() -> None:
    assert onrecord.__all__ == NAMES
    assert set(NAMES) <= set(dir(onrecord))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(onrecord, name).__doc__


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'summarise'"):
        _ = onrecord.summarise


def test_the_engine_works_where_django_cannot_be_imported() -> None:
    code = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('django', 'wagtail', 'onrecord_site'):\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "import onrecord, onrecord.pipeline, onrecord.wire, onrecord.cli.tables\n"
        "article = onrecord.read('Strike over\\n\\n“It is over,” said Mara Lind on Monday.\\n')\n"
        "statements = onrecord.find_statements(article)\n"
        "stories = onrecord.group_stories([article], statements)\n"
        "assert [each.articles for each in stories] == [(article.id,)], stories\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_the_package_itself_loads_no_stage() -> None:
    code = "import onrecord, sys; sys.exit('spacy' in sys.modules or 'selectolax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_example_of_the_package_holds() -> None:
    result = doctest.testmod(onrecord)
    assert result.attempted > 0
    assert result.failed == 0

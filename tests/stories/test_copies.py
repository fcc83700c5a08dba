"""Near-copies, and the agencies that reports come from."""

import pytest

from onrecord import read
from onrecord.stories.copies import drop_boilerplate, find_copies
from onrecord.stories.group import group_stories, tell_story
from onrecord.stories.origins import find_origin

WORDS = """The river rose two metres overnight and broke through the old dike at Brandhof, where
volunteers had stacked sandbags since noon. Some four hundred households were told to leave, and
the school on the hill was opened to them. The mayor asked people to stay away from the bridge,
whose middle pillar had begun to lean. Power was cut in the lower streets before midnight, and
the water works warned that wells might be spoiled for weeks to come.""".replace("\n", " ")
OTHER = """Brandhof woke to brown water in its lower streets. By then most families had slept in
the gymnasium of the school, on mats that the fire brigade had carried up. The bridge is closed;
engineers want to look at a pillar. Nobody has been reported missing, said the mayor, who had been
on the dike until it gave way shortly after one in the morning.""".replace("\n", " ")
FURNITURE = """Already a member of our reading club? Sign in here to go on, or choose one of three
plans that all come with a month for nothing and can be ended on any day you like. Readers who
hold a paper plan need only enter the number that is printed on their delivery slip.""".replace(
    "\n", " "
)


def copies_of(*articles):
    (shingles,) = drop_boilerplate([articles])
    return find_copies(articles, shingles)


def test_find_copies_finds_the_same_report_edited(newsroom):
    first = newsroom.article("first", WORDS)
    second = newsroom.article("second", WORDS.replace("overnight", "during the night"))
    assert copies_of(first, second) == {"second": "first"}


def test_find_copies_finds_a_longer_version(newsroom):
    first = newsroom.article("first", WORDS)
    longer = newsroom.article("longer", OTHER[:150], WORDS)
    assert copies_of(first, longer) == {"longer": "first"}


def test_find_copies_goes_back_to_the_earliest(newsroom):
    articles = [newsroom.article(name, WORDS) for name in ("a", "b", "c")]
    assert copies_of(*articles) == {"b": "a", "c": "a"}


def test_find_copies_leaves_two_reports_of_one_flood(newsroom):
    assert copies_of(newsroom.article("one", WORDS), newsroom.article("two", OTHER)) == {}


def test_find_copies_passes_over_empty_and_short_texts(newsroom):
    articles = [newsroom.article(name, "Flood at Brandhof.") for name in ("one", "two")]
    assert copies_of(*articles, newsroom.article("three")) == {}


WALL = """You have come to the end of what is free to all. A subscription opens the rest of this
story, the archive and the letters that our writers send from the river. Sign in if your household
has one, or choose a month for nothing, which can be ended on any day you like. Readers who hold a
paper plan need only enter the number that is printed on their delivery slip.""".replace("\n", " ")


def test_pages_that_share_only_a_wall_are_no_copies():
    first, second = WORDS[:150], OTHER[:150]
    pages = [
        read(f"Flood at {place}\n\nBy Ana Ruiz\n\n12 September 2025\n\n{text}\n\n{WALL}")
        for place, text in (("Brandhof", first), ("the dike", second))
    ]
    assert [WALL in page.body for page in pages] == [False, False]
    assert copies_of(*pages) == {}


def test_drop_boilerplate_takes_away_what_other_stories_hold(newsroom):
    one = newsroom.article("one", WORDS, FURNITURE)
    two = newsroom.article("two", "Water stands in Brandhof.", FURNITURE)
    far = newsroom.article("far", "A chess player won in Riga.", FURNITURE)
    shingles, _ = drop_boilerplate([[one, two], [far]])
    assert find_copies([one, two], shingles) == {}


def test_group_stories_counts_copies_once(newsroom):
    newsroom.article("wire", f"BRANDHOF (Lowland Wire) — {WORDS}", publisher="Lowland Wire")
    newsroom.article("print", f"{WORDS} — Lowland Wire", publisher="Daily Dike", day="2025-09-12")
    newsroom.article("own", OTHER, publisher="Hill Post", day="2025-09-12")
    (story,) = group_stories(newsroom.articles, [])
    reports = {report.article: report for report in story.reports}
    assert story.independent_reports == 2
    assert (reports["print"].independent, reports["print"].copy_of) == (False, "wire")
    assert reports["print"].origin == "Lowland Wire"
    assert reports["wire"].origin is None
    assert reports["own"].independent


@pytest.mark.parametrize(
    ("text", "name", "wire"),
    [
        ("LISBON (AP) — A tram left its rails.", "Associated Press", True),
        ("LISBON, Portugal (Reuters) - A tram left its rails.", "Reuters", True),
        ("A tram left its rails in Lisbon. — Example Wire", "Example Wire", True),
        ("A tram left its rails in Lisbon, Reuters reported on Friday.", "Reuters", False),
    ],
)
def test_find_origin_reads_the_words(newsroom, text, name, wire):
    origin = find_origin(newsroom.article("one", text))
    assert (origin.name, origin.wire) == (name, wire)


@pytest.mark.parametrize(
    "text",
    [
        "A tram left its rails in Lisbon.",
        "“We were lucky.” — Maria Lopes",
        "The party (PSD) — in power since spring — asked for an inquiry.",
        "Reuters reported a crash and AFP reported a fire, at about the same time.",
        "",
    ],
)
def test_find_origin_guesses_nothing(newsroom, text):
    assert find_origin(newsroom.article("one", text)) is None


def test_find_origin_is_never_the_outlet_itself(newsroom):
    article = newsroom.article("one", "LISBON (AP) — A tram.", publisher="Associated Press")
    assert find_origin(article) is None


def cite(newsroom, *more):
    """Two reports: one of the Tarn Examiner, and one that tells its news after it."""
    first = "The ferry Halvorsen ran aground off Tromso in Norway before dawn."
    newsroom.article("one", {"text": first}, headline="Ferry Halvorsen aground",
                     publisher="Tarn Examiner")  # fmt: skip
    told = "Off Tromso a ferry, the Halvorsen, sits on rocks, the Tarn Examiner reported."
    newsroom.article(
        "two",
        {"text": told, "content": told[:50], "source": "Tarn Examiner", "kind": "organisation"},
        *more, headline="Norwegian ferry on the rocks", publisher="City Herald",
    )  # fmt: skip
    return tell_story("story", newsroom.articles, newsroom.statements)


def test_a_report_that_only_cites_another_one_is_not_independent(newsroom):
    story = cite(newsroom, {"text": "Nobody is hurt, the newspaper said.",
                            "content": "Nobody is hurt", "source": "the newspaper"})  # fmt: skip
    second = story.reports[1]
    assert (second.independent, second.copy_of, second.origin) == (False, None, "Tarn Examiner")
    assert story.independent_reports == 1
    assert all(point.agreement == "single" for point in story.points)


def test_a_report_with_a_source_of_its_own_is_independent(newsroom):
    story = cite(newsroom, {"text": "Nobody is hurt, the coast guard told us.",
                            "content": "Nobody is hurt", "source": "the coast guard"})  # fmt: skip
    assert [report.independent for report in story.reports] == [True, True]
    assert story.reports[1].origin == "Tarn Examiner"

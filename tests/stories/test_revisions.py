"""The same page read again with other words: what was edited, corrected, and admitted."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stories.conftest import Newsroom

from onrecord.records import Article, Block
from onrecord.stories.edits import align, split_sentences
from onrecord.stories.group import group_stories
from onrecord.stories.versions import first_told, order_versions

TEN, NOON = (datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (10, 12))
MISSING = {
    "text": "The ferry Orla sank and 50 people are missing.",
    "figures": [("50", 50, "people")],
}
FOUND = {
    "text": "The ferry Orla sank and 52 people are missing.",
    "figures": [("52", 52, "people")],
}
CALM = {"text": "The weather off Alder was calm."}
DRUNK = {"text": "The captain had been drinking all night, police said.", "source": "police",
         "content": "The captain had been drinking all night"}  # fmt: skip


def read_twice(newsroom: Newsroom, before, after, **fields):
    """Put two versions of one page on record, and return the story and its one revision."""
    newsroom.article("one", *before, version="v1", fetched_at=TEN, **fields)
    newsroom.article("one", *after, version="v2", fetched_at=NOON, **fields)
    (story,) = group_stories(newsroom.articles, newsroom.statements)
    assert len(story.revisions) <= 1
    return story, next(iter(story.revisions), None)


def edits(revision):
    return [
        (edit.kind, edit.before and edit.before.text, edit.after and edit.after.text)
        for edit in revision.edits
    ]


# -- Sentences ------------------------------------------------------------------------------------
def test_sentences_added_removed_and_changed_are_told_with_their_places(newsroom):
    _, revision = read_twice(
        newsroom,
        ["The pier is old. It has two cranes and a light. Nobody knows why.", "Boats lie there."],
        ["The pier is old. It has three cranes and a light.", "Boats lie there.", "All is well."],
    )
    assert (revision.earlier, revision.later, revision.at) == ("v1", "v2", NOON)
    assert edits(revision) == [
        ("changed", "It has two cranes and a light.", "It has three cranes and a light."),
        ("removed", "Nobody knows why.", None),
        ("added", None, "All is well."),
    ]
    earlier, later = newsroom.articles
    for edit in revision.edits:
        for words, article in ((edit.before, earlier), (edit.after, later)):
            assert words is None or words.spans[0].of(article.text) == words.text


def test_a_moved_sentence_is_no_edit(newsroom):
    story, revision = read_twice(
        newsroom, ["One boat sank. Two came back.", "The pier is old."],
        ["The pier is old. Two came back.", "One boat sank."],
    )  # fmt: skip
    assert (revision, story.revisions) == (None, ())


def test_other_quotation_marks_and_spaces_are_no_edit(newsroom):
    _, revision = read_twice(
        newsroom, ['"It’s over," he said.'], ["“It's  over,” he said."]
    )  # fmt: skip
    assert revision is None


def test_what_stands_around_the_article_is_no_edit(newsroom):
    first = newsroom.article("one", "The pier is old.", version="a", fetched_at=TEN)
    text = f"{first.text}\n\nBuy boats"
    blocks = (*first.blocks, Block(kind="advert", start=len(first.text) + 2, end=len(text)))
    newsroom.articles.append(
        Article(id="one", text=text, blocks=blocks, version="b", fetched_at=NOON)
    )
    (story,) = group_stories(newsroom.articles, [])
    assert story.revisions == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mr. Berg met Gen. Lund on Sept. 11 in the U.S. capital. He left.", 2),
        ("“It is over.” Then he left.", 2),
        ("It rose 4.5% to 3.2 million. Who knew?", 2),
        ("He asked: “Why? Because.” and left.", 2),
        ("", 0),
    ],
)
def test_sentences_end_at_full_stops_that_end_them(text, number):
    article = Article(id="a", text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),))
    assert len(split_sentences(article)) == number


sentences = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4).map(
    lambda words: " ".join(words).capitalize() + "."
)


@given(st.lists(sentences, max_size=8), st.lists(sentences, max_size=8))
def test_every_sentence_of_both_versions_is_in_one_pair(before, after):
    sides = []
    for lines in (before, after):
        text = "\n".join(lines)
        block = Block(kind="paragraph", start=0, end=len(text))
        sides.append(split_sentences(Article(id="a", text=text, blocks=(block,))))
    pairs = align(*sides)
    assert [pair.after for pair in pairs if pair.after] == sides[1]
    held = [pair.before for pair in pairs if pair.before]
    assert sorted(held, key=lambda each: each.span) == sides[0]


# -- Statements -----------------------------------------------------------------------------------
def corrections(story, newsroom):
    said = {each.id: each.content.text for each in newsroom.statements}
    return [
        (each.kind, said[each.before], each.after and said[each.after], each.acknowledged)
        for revision in story.revisions
        for each in revision.corrections
    ]


def test_a_figure_corrected_without_a_word_makes_the_point_changed(newsroom):
    story, revision = read_twice(newsroom, [MISSING, CALM], [FOUND, CALM])
    assert corrections(story, newsroom) == [("figure", MISSING["text"], FOUND["text"], False)]
    assert revision.note is None
    first, second = newsroom.statements[0].id, newsroom.statements[2].id
    (point,) = [point for point in story.points if point.agreement == "changed"]
    assert point.sides == ((first,), (second,))
    assert point.withdrawn == (first,)


def test_a_note_that_names_the_new_figure_admits_the_correction(newsroom):
    note = "Correction: An earlier version of this article gave a number other than 52."
    story, revision = read_twice(newsroom, [MISSING, CALM], [FOUND, CALM, note])
    assert [each[3] for each in corrections(story, newsroom)] == [True]
    assert revision.note.text == note
    assert edits(revision) == [("changed", MISSING["text"], FOUND["text"])]


def test_a_note_about_something_else_admits_nothing(newsroom):
    note = "Clarification: The harbour lies in the county of Alder."
    story, revision = read_twice(newsroom, [MISSING, CALM], [FOUND, CALM, note])
    assert revision.note.text == note
    assert [each[3] for each in corrections(story, newsroom)] == [False]


@pytest.mark.parametrize(
    "words",
    [
        "Updated rules of the game: no boats may leave.",
        "This story begins on a pier.",
        "He said the report was long.",
    ],
)
def test_other_sentences_are_no_notes(newsroom, words):
    _, revision = read_twice(newsroom, [CALM], [CALM, words])
    assert revision.note is None


def test_another_source_is_another_person(newsroom):
    said = "The captain was asleep, {} said."
    before, after = (
        {"text": said.format(name), "source": name, "content": "The captain was asleep"}
        for name in ("Jo Berg", "Ole Lund")
    )
    story, _ = read_twice(newsroom, [before], [after])
    assert [each[0] for each in corrections(story, newsroom)] == ["person"]


def test_another_person_in_the_words_is_another_person(newsroom):
    before, after = (
        {"text": f"Captain {name} was on the bridge of the ship."}
        for name in ("Jo Berg", "Ole Lund")
    )
    story, _ = read_twice(newsroom, [before], [after], people=["Jo Berg", "Ole Lund"])
    assert [each[0] for each in corrections(story, newsroom)] == ["person"]


def test_whom_he_means_is_no_correction_of_the_words(newsroom):
    before, after = (
        {"text": f"The captain was {how} asleep, he said.", "source": name, "spoken": "he",
         "content": f"The captain was {how} asleep"}
        for name, how in (("Jo Berg", "fast"), ("Ole Lund", "deeply"))
    )  # fmt: skip
    story, revision = read_twice(newsroom, [before], [after])
    assert [edit.kind for edit in revision.edits] == ["changed"]
    assert corrections(story, newsroom) == []


def test_the_full_name_in_place_of_a_part_corrects_nothing(newsroom):
    before, after = (
        {"text": f"Captain {name} was on the bridge of the ship."} for name in ("Berg", "Jo Berg")
    )
    story, _ = read_twice(newsroom, [before], [after], people=["Berg", "Jo Berg"])
    assert corrections(story, newsroom) == []


def test_another_certainty_is_told(newsroom):
    before = {"text": "The mayor will resign on Monday.", "certainty": "planned"}
    after = {"text": "The mayor may resign on Monday.", "certainty": "possible"}
    story, _ = read_twice(newsroom, [before], [after])
    assert [each[0] for each in corrections(story, newsroom)] == ["certainty"]


def test_what_the_outlet_takes_back_is_a_changed_point_of_its_own(newsroom):
    note = "Correction: This article wrongly said that the captain had been drinking."
    story, _ = read_twice(newsroom, [DRUNK, CALM], [CALM, note])
    content = DRUNK["content"]
    assert corrections(story, newsroom) == [("withdrawn", content, None, True)]
    point = story.points[-1]
    assert (point.agreement, point.sides) == ("changed", ((newsroom.statements[0].id,),))
    assert point.withdrawn == point.statements
    assert point.summary == DRUNK["text"]


@pytest.mark.parametrize(
    "more",
    [
        [],
        ["This article has been updated to add what police said of the captain's night."],
        ["Correction: This article misstated the name of the pier."],
    ],
)
def test_what_is_only_left_out_is_not_taken_back(newsroom, more):
    story, revision = read_twice(newsroom, [DRUNK, CALM], [CALM, *more])
    assert corrections(story, newsroom) == []
    assert ("removed", DRUNK["text"], None) in edits(revision)
    assert all(not point.withdrawn for point in story.points)


def test_other_words_alone_correct_nothing(newsroom):
    after = {"text": "The weather off Port Alder was very calm."}
    story, revision = read_twice(newsroom, [CALM], [after])
    assert [edit.kind for edit in revision.edits] == ["changed"]
    assert revision.corrections == ()
    assert {point.agreement for point in story.points} == {"single"}


def test_a_figure_corrected_twice_has_all_its_steps(newsroom):
    last = {
        "text": "The ferry Orla sank and 55 people are missing.",
        "figures": [("55", 55, "people")],
    }
    for number, line in enumerate((MISSING, FOUND, last)):
        at = datetime(2025, 3, 3, 10 + number, tzinfo=UTC)
        newsroom.article("one", line, version=f"v{number}", fetched_at=at)
    (story,) = group_stories(newsroom.articles, newsroom.statements)
    ids = [each.id for each in newsroom.statements]
    (point,) = story.points
    assert point.sides == tuple((name,) for name in ids)
    assert point.withdrawn == tuple(ids[:2])


def test_old_words_join_those_who_still_say_so(newsroom):
    newsroom.article("two", MISSING, CALM, day="2025-03-02")
    story, _ = read_twice(newsroom, [MISSING, CALM], [FOUND, CALM], day="2025-03-04")
    other, _, old, _, new, _ = (each.id for each in newsroom.statements)
    (point,) = [point for point in story.points if new in point.statements]
    assert (point.agreement, point.sides) == ("changed", ((old, other), (new,)))


@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_input_does_not_count(data):
    newsroom = Newsroom()
    note = "Correction: This article wrongly said that the captain had been drinking."
    expected, revision = read_twice(newsroom, [MISSING, CALM, DRUNK], [FOUND, CALM, note])
    assert len(revision.corrections) == 2
    (story,) = group_stories(
        data.draw(st.permutations(newsroom.articles)),
        data.draw(st.permutations(newsroom.statements)),
    )
    assert story == expected


# -- Versions -------------------------------------------------------------------------------------
def test_versions_stand_in_the_order_of_fetching_and_words_read_again_are_none(newsroom):
    for hour, words in ((12, "B"), (10, "A"), (11, "A"), (13, "A")):
        at = datetime(2025, 3, 3, hour, tzinfo=UTC)
        newsroom.article("one", f"The pier is {words}.", fetched_at=at, version=words)
    found = order_versions(newsroom.articles)["one"]
    assert [(each.version, each.fetched_at.hour) for each in found] == [
        ("A", 10), ("B", 12), ("A", 13),
    ]  # fmt: skip


def test_a_saved_page_stands_where_it_says_that_it_was_updated(newsroom):
    late = datetime(2025, 3, 4, tzinfo=UTC)
    newsroom.article("one", "New.", version="a", day="2025-03-03", updated_at=late)
    newsroom.article("one", "Old.", version="b", day="2025-03-03")
    assert [each.text for each in order_versions(newsroom.articles)["one"]] == ["Old.", "New."]


NOTE = "Correction: An earlier version of this article said that 50 people are missing."


@pytest.mark.parametrize("versions", [("a", "b"), ("b", "a")])
def test_without_times_the_version_with_a_note_is_the_later_one(newsroom, versions):
    for version, lines in zip(versions, ([CALM, MISSING], [CALM, FOUND, NOTE]), strict=True):
        newsroom.article("one", *lines, version=version)
    (story,) = group_stories(newsroom.articles[::-1], newsroom.statements)
    (revision,) = story.revisions
    assert (revision.earlier, revision.later) == versions
    assert revision.order_known
    assert revision.note.text == NOTE
    assert corrections(story, newsroom) == [("figure", MISSING["text"], FOUND["text"], True)]


def test_where_nothing_tells_which_version_came_first_nothing_counts_as_corrected(newsroom):
    newsroom.article("one", CALM, MISSING, version="b")
    newsroom.article("one", CALM, FOUND, version="a")
    (story,) = group_stories(newsroom.articles, newsroom.statements)
    (revision,) = story.revisions
    assert (revision.order_known, revision.at, revision.corrections) == (False, None, ())
    assert [edit.kind for edit in revision.edits] == ["changed"]
    assert not any(point.withdrawn for point in story.points)
    assert story == group_stories(newsroom.articles[::-1], newsroom.statements)[0]


def test_a_statement_is_told_first_by_the_first_version_that_has_it(newsroom):
    read_twice(newsroom, [CALM], ["Boats came.", CALM, MISSING])
    ids = [each.id for each in newsroom.statements]
    told = first_told(order_versions(newsroom.articles), newsroom.statements)
    published = newsroom.articles[0].published_at
    assert told[ids[0]] == published
    assert told[ids[2]] == NOON

"""Why stories are as they are told: articles, reports, threads and points."""

import math
from dataclasses import replace

import pytest
from test_copies import OTHER, WORDS, cite
from test_points import count, report

from onrecord.stories.copies import CONTAINED
from onrecord.stories.explain import explain_stories
from onrecord.stories.group import group_stories, tell_story
from onrecord.stories.matter_pairs import ANSWER, FEATURES
from onrecord.stories.memory import Memory
from onrecord.stories.reasons.pairs import KINDS
from onrecord.stories.threads import LINK


def test_explanation_tells_what_is_shared(newsroom):
    for name in ("north", "south"):
        newsroom.article(
            name,
            {
                "text": f"Rescuers freed 33 miners from the Kestrel pit near Aldbury, {name} said.",
                "figures": [("33", 33.0, "miners")],
                "times": ["2025-09-10"],
                "events": [{"trigger": "freed", "category": "RETREAT", "mode": "release"}],
            },
            headline="Miners freed from Kestrel pit",
            people=["Aldbury"],
        )
    newsroom.article("other", "Voters in Tarland elected a new parliament.", headline="Tarland")
    stories = group_stories(newsroom.articles, newsroom.statements)
    told = explain_stories(stories, newsroom.articles, newsroom.statements, Memory())
    assert [each.story for each in told] == [story.id for story in stories]
    placements = {each.article: each for story in told for each in story.placements}
    north = placements["north"]
    assert north.likeness is not None
    assert north.likeness > 0.5
    assert north.shared.dates == ("2025-09-10",)
    assert north.shared.events == ("RETREAT-release",)
    assert north.shared.counts == ("33 miner",)
    assert north.shared.people == ("Aldbury",)
    assert "Kestrel" in north.shared.words
    assert placements["other"].likeness is None
    assert placements["other"].next_story is None


def explain(newsroom, *groups):
    """Explain stories of these reports, told apart as given; one story of all without."""
    groups = groups or ([article.id for article in newsroom.articles],)
    stories = []
    for number, names in enumerate(groups):
        articles = [each for each in newsroom.articles if each.id in names]
        own = [each for each in newsroom.statements if each.article in names]
        story = tell_story(f"story-{number}", articles, own)
        stories.append(replace(story, thread="thread-1"))
    told = explain_stories(stories, newsroom.articles, newsroom.statements, Memory())
    assert [each.story for each in told] == [story.id for story in stories]
    return stories, told


def explained_point(newsroom, statement):
    (story,), (told,) = explain(newsroom)
    point = next(each for each in story.points if statement in each.statements)
    return point, next(each for each in told.points if each.point == point.id)


# -- Reports --------------------------------------------------------------------------------------
def test_a_copy_is_told_with_the_words_that_both_have(newsroom):
    newsroom.article("wire", f"BRANDHOF (Lowland Wire) — {WORDS}", publisher="Lowland Wire")
    newsroom.article("print", f"{WORDS} — Lowland Wire", publisher="Dike", day="2025-09-12")
    newsroom.article("again", WORDS[:300], publisher="Post", day="2025-09-13")
    _, (told,) = explain(newsroom)
    first, second, third = told.reports
    assert (first.counts_as, first.nearest, first.share) == ("independent", None, None)
    assert (second.counts_as, second.nearest) == ("copy", "wire")
    assert second.share > 0.9
    assert second.words == WORDS.removesuffix(".")
    assert (second.origin, second.origin_words) == ("Lowland Wire", "— Lowland Wire")
    assert (third.counts_as, third.nearest) == ("copy", "wire")


def test_a_report_of_its_own_is_told_with_the_one_most_like_it(newsroom):
    newsroom.article("one", WORDS)
    newsroom.article("two", f"{OTHER} {WORDS[:60]}", day="2025-09-12")
    _, (told,) = explain(newsroom)
    assert (told.reports[1].counts_as, told.reports[1].nearest) == ("independent", "one")
    assert 0.0 < told.reports[1].share < CONTAINED
    assert told.reports[1].words in WORDS


def test_a_report_that_only_cites_another_one_is_told_with_its_speakers(newsroom):
    cite(newsroom)
    _, (told,) = explain(newsroom)
    report = told.reports[1]
    assert (report.counts_as, report.speakers) == ("citing", ("Tarn Examiner",))
    assert report.origin_words == "Tarn Examiner reported"


# -- Threads --------------------------------------------------------------------------------------
def test_stories_of_one_thread_are_told_with_what_ties_them(newsroom):
    for name, day in (("arrest", "2025-03-01"), ("trial", "2025-06-01")):
        newsroom.article(
            name,
            {
                "text": f"The {name} of Orvar Lindqvist drew a crowd to Tarnow, Nils Brodd said.",
                "events": [{"trigger": name, "category": "COERCE", "mode": "arrest"}],
            },
            headline=f"Orvar Lindqvist: {name} in Tarnow", day=day,
        )  # fmt: skip
    _, (arrest, trial) = explain(newsroom, ["arrest"], ["trial"])
    (kin,) = arrest.thread
    assert (kin.story, kin.is_near, kin.events) == ("story-1", True, ("COERCE-arrest",))
    assert {"Orvar Lindqvist", "Nils Brodd"} <= set(kin.names)
    assert kin.likeness >= LINK
    assert trial.thread[0].story == "story-0"


# -- Points ---------------------------------------------------------------------------------------
def odds(probability):
    return math.log(probability / (1.0 - probability))


def test_each_feature_of_a_pair_is_told_under_one_head():
    assert set(KINDS) == {*FEATURES, ANSWER, "bias", "rule"}


def test_a_changed_figure_is_told_with_what_speaks_for_it(newsroom):
    for name, value, day in (("one", 52.0, "2025-09-11"), ("two", 71.0, "2025-09-13")):
        text = f"Rescuers evacuated {value:.0f} passengers from the stranded ferry."
        report(newsroom, name, {"text": text, **count(value, f"{value:.0f}")}, day=day)
    point, told = explained_point(newsroom, "one.001")
    assert (told.agreement, told.voices) == ("changed", ("Outlet one", "Outlet two"))
    (link,) = told.links
    assert (link.earlier, link.later) == point.statements
    assert link.same > 0.5
    assert link.comparer is not None
    assert sum(reason.weight for reason in link.reasons) == pytest.approx(odds(link.same), abs=0.2)
    assert (link.stand, link.rules) == ("changes", ("moved_on",))
    assert link.sure > 0.5
    evidence = {reason.what: reason.evidence for reason in link.reasons}
    assert {"Rescuers", "evacuated", "stranded"} <= set(evidence["words"])
    assert evidence["figures"] == ("52 passengers", "71 passengers")
    assert told.sides == (link,)


def test_a_denial_is_told_as_what_sets_two_sides_apart(newsroom):
    words = "the ferry had ignored repeated storm warnings"
    for name, verb, certainty in (("captain", "said", "stated"), ("owner", "denied", "denied")):
        text = f"The {name} {verb} that {words}."
        own = {"text": text, "source": f"The {name}", "content": words, "certainty": certainty}
        report(newsroom, name, own)
    _, told = explained_point(newsroom, "captain.001")
    (pair,) = told.sides
    assert (told.agreement, pair.stand) == ("disputed", "disputes")
    assert "denial" in pair.rules
    assert any(
        reason.what == "voices" and "denies" in reason.evidence[0] for reason in pair.reasons
    )


def test_what_is_near_and_left_apart_is_told_with_the_reason(newsroom):
    people = ["Nora Berg", "Emil Dahl"]
    for name, person in zip(("one", "two"), people, strict=True):
        text = f"{person} jumped from the burning deck into the icy water."
        report(newsroom, name, {"text": text}, people=people)
    point, told = explained_point(newsroom, "one.001")
    assert (point.agreement, told.links, told.sides) == ("single", (), ())
    assert {told.nearest.earlier, told.nearest.later} == {"one.001", "two.002"}
    assert told.nearest.stand is None
    assert [reason.what for reason in told.nearest.reasons] == ["rule"]
    assert told.together < 0.5

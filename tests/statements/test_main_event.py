"""Who did what, when and where, by the headline and the lead."""

from dataclasses import replace

from onrecord.records import Article
from onrecord.statements.find import find_entities, find_statements
from onrecord.statements.main_event import MainEvent, find_main_event

from .articles import article_of

HEADLINE = ("headline", "Rebels seize the airport of Port Alder")
LEAD = "Rebels seized the airport in Port Alder on Wednesday, killing two guards."


def _main(*paragraphs, **fields) -> tuple[Article, MainEvent]:
    article = article_of(*paragraphs, **fields)
    article = replace(article, entities=find_entities(article))
    main = find_main_event(article, find_statements(article))
    assert main is not None
    return article, main


def test_headline_tells_the_event_and_the_lead_when_and_where():
    article, main = _main(HEADLINE, LEAD)
    assert main.who.name == "Rebels"
    assert main.what.text == "Rebels seize the airport of Port Alder"
    assert (main.when, main.when_span.of(article.text)) == ("2025-09-10", "Wednesday")
    assert main.where.span.of(article.text) == "Port Alder"
    assert main.statement.content == main.what


def test_the_lead_tells_it_where_the_headline_states_nothing():
    _, main = _main(
        ("headline", "Gunfire at the airport of Port Alder"),
        "The island is calm in summer.",
        "Two guards were killed at the airport of Port Alder on Wednesday.",
    )
    assert main.who.name == "Two guards"
    assert main.what.text.startswith("Two guards were killed")


def test_a_title_beside_the_text_says_what_it_is_about():
    _, main = _main(
        "The island is calm in summer.",
        "Rebels seized the airport.",
        headline="Rebels seize airport",
    )
    assert main.what.text == "Rebels seized the airport"


def test_a_thing_that_is_the_subject_yields_to_who_is_named():
    _, main = _main(
        ("headline", "Footage shows police arresting Ana Ruiz at the airport"),
        "Ana Ruiz leads the union. Ana Ruiz was arrested on Tuesday.",
    )
    assert main.who.name == "Ana Ruiz"


def test_what_a_source_does_is_said_with_the_saying():
    article, main = _main(
        ("headline", "Ana Ruiz demands new talks"), "Ana Ruiz demanded new talks with the port."
    )
    assert main.who.name == "Ana Ruiz"
    assert main.what.text.split()[0] in ("demands", "Ana")
    assert " ".join(span.of(article.text) for span in main.what.spans) == main.what.text


def test_what_is_only_possible_is_not_the_main_event():
    _, main = _main(
        ("headline", "Storm"),
        "If the storm turns, it might hit the harbour. The storm hit the island on Tuesday.",
    )
    assert main.when == "2025-09-09"
    assert main.what.text == "The storm hit the island on Tuesday"


def test_without_a_day_it_is_the_day_of_the_report():
    _, main = _main(HEADLINE, "They hold the runway. They came in 2019.")
    assert (main.when, main.when_span) == ("2025-09-12", None)
    _, undated = _main(HEADLINE, published_at=None)
    assert undated.when is None


def test_a_day_long_ago_is_not_that_of_the_event():
    _, main = _main(HEADLINE, "Rebels had seized the airport on 3 May 2021 too.")
    assert (main.when, main.when_span) == ("2025-09-12", None)


def test_a_closer_place_counts_for_more_than_its_country():
    article, main = _main(
        ("headline", "Train leaves the rails in Austria"),
        "A train left the rails in Austria on Tuesday. Police said the driver fled to Zagreb.",
        "The train left the rails near Salzburg.",
    )
    assert main.where.span.of(article.text) == "Salzburg"


def test_a_place_that_is_only_spoken_of_is_not_where_it_happens():
    _, main = _main(
        ("headline", "Envoy sends a letter to Berlin"), "The envoy sent a letter to Berlin."
    )
    assert main.where is None


def test_nothing_about_the_headline_is_no_main_event():
    article = article_of(("headline", "Harbour strike"), "All rights are reserved by us.")
    assert find_main_event(article, find_statements(article)) is None
    assert find_main_event(article_of(language="uk"), ()) is None

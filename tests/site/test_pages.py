"""Every readers' page, through Django's client."""

import dataclasses
import re

import pytest

from onrecord_site.identity.models import Identity
from onrecord_site.newsroom.models import Article, State, Statement
from onrecord_site.newsroom.review import decide
from tests.site.records_factory import (
    COAST,
    VALLEY,
    changed,
    coast_reading,
    make_article,
    make_reading,
    make_statement,
    make_story,
    span_of,
    valley_reading,
)

ADDRESSES = [
    "/", "/stories/flood/", "/reports/valley/", "/people/", "/people/tomas-brandt/", "/about/",
    "/how-it-works/", "/ethics/",
]  # fmt: skip


#: What no browser runs: see `onrecord_site.metadata.templatetags.metadata.json_ld`.
DATA_BLOCK = '<script type="application/ld+json">'


def scripts(answer) -> set[str]:
    """The opening tags of all scripts of a page."""
    return set(re.findall(r"<script[^>]*>?", answer.text))


def visible(answer) -> str:
    """The words of a page, without its tags and without what is there for machines."""
    shown = re.sub(r"<script.*?</script>", " ", answer.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_answers_with_strict_headers_and_without_script(flood, reader, address):
    answer = reader.get(address)
    assert answer.status_code == 200
    assert scripts(answer) <= {DATA_BLOCK}
    assert " style=" not in answer.text
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert not answer.cookies


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_has_landmarks_one_heading_and_no_id_twice(flood, reader, address):
    text = reader.get(address).text
    assert text.count("<main") == text.count("<h1") == 1
    assert '<html lang="en"' in text
    assert 'href="#main"' in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    linked = set(re.findall(r'href="#([^"]+)"', text))
    assert linked <= set(ids)


def test_numbers_in_drawings_are_written_for_machines_in_every_language(flood, reader):
    """A comma in a width, as German writes it, is no number to a browser."""
    Identity.objects.update(language="de")
    text = reader.get("/stories/flood/").text
    assert '<html lang="de"' in text
    assert not re.search(r' (?:x|y|cx|cy|width|height|d|viewBox)="[^"]*\d,\d', text)


@pytest.mark.parametrize("address", ["/", "/stories/flood/", "/reports/valley/", "/people/"])
def test_page_asks_the_database_little(flood, reader, address, django_assert_max_num_queries):
    reader.get(address)
    with django_assert_max_num_queries(15):
        reader.get(address)


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/stories/none/", "/reports/none/", "/people/none/"]
)
def test_unknown_page_helps(flood, reader, address):
    answer = reader.get(address)
    assert answer.status_code == 404
    assert "There is no page here" in answer.text
    assert 'href="/people/"' in answer.text


def test_broken_page_helps_and_tells_nothing(flood, reader, monkeypatch):
    def fail(*_):
        raise RuntimeError("hidden reason")

    monkeypatch.setattr("onrecord_site.stories.views.build_story_page", fail)
    reader.raise_request_exception = False
    answer = reader.get("/stories/flood/")
    assert answer.status_code == 500
    assert "Something broke on this side" in answer.text
    assert "hidden reason" not in answer.text


def test_front_page_shows_a_story_at_a_glance(flood, reader):
    words = visible(reader.get("/"))
    assert "Orlen valley cleared as the water rises" in words
    assert "1 point in dispute" in words
    assert "1 point changed" in words
    assert "1 point agreed" in words
    assert "2 independent reports" in words
    assert "last report 10 September 2025" in words


def test_front_page_without_stories_says_how_to_get_some(publisher, reader):
    from onrecord_site.home.pages import make_pages

    make_pages()
    assert "onrecord demo" in reader.get("/").text


def test_front_page_turns_pages(publisher, reader):
    from onrecord_site.home.pages import make_pages

    make_pages()
    publisher.save_reading(valley_reading())
    publisher.publish([make_story(story_id=f"flood-{number}") for number in range(25)])
    first, second = reader.get("/").text, reader.get("/?page=2").text
    assert first.count('class="card"') == 20
    assert second.count('class="card"') == 5
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_story_page_tells_points_voices_figures_people_times_and_reports(flood, reader):
    words = visible(reader.get("/stories/flood/"))
    body = words[words.index("= What we know") :]
    assert body.index("What we know") < body.index("In dispute") < body.index("What changed")
    assert "Side 1: Valley Courier" in words
    assert "Side 2: The regional rescue service" in words
    assert "First, 9 September 2025" in words
    assert "Latest, 10 September 2025" in words
    assert "Mara Ilves the water minister" in words
    assert "Reported by Valley Courier as believed, not confirmed" in words
    assert "Denied: the dam had cracked" in words
    assert "Confirmed by The regional rescue service" in words
    assert "at least 40" in words
    assert (
        "50 to 55 computed, not reported Fits what The regional rescue service reported. "
        "Does not fit what Valley Courier reported."
    ) in words
    assert "found alive, 10 September 2025" in words
    assert "September 2025 planned" in words
    assert "Valley Courier · 9 September 2025, 08:30 UTC · independent report" in words


def test_one_person_is_one_voice_whatever_the_reports_call_her(flood, reader):
    told = Statement.objects.filter(article="coast", source_name="Mara Ilves")
    assert told.update(source_name="Ilves")
    text = reader.get("/stories/flood/").text
    section = text[text.index('id="voices"') :]
    voices = [re.sub(r"<[^>]+>", " ", each) for each in section.split("<h3>")[1:]]
    hers = [each for each in voices if "Ilves" in each.split("water minister")[0][:40]]
    assert len(hers) == 1
    assert "The dam will hold" in hers[0]
    assert "the dam had cracked" in hers[0]


def test_a_side_names_who_speaks_by_the_whole_name(flood, reader):
    told = Statement.objects.filter(source_name="The regional rescue service")
    assert told.update(source_name="Ilves", source_kind="person")
    page = reader.get("/stories/flood/").text
    assert re.findall(r"Side \d: ([^<]*)", page) == ["Valley Courier", "Mara Ilves"]


def test_statement_opens_its_sentence_with_the_content_marked(flood, reader):
    text = reader.get("/stories/flood/").text
    assert (
        '<blockquote lang="en" dir="ltr"><p><mark>Engineer Tomas Brandt is believed to be missing'
        "</mark>.</p></blockquote>" in text
    )
    assert (
        'href="https://valley.example.org/news/1#:~:text='
        'Engineer%20Tomas%20Brandt%20is%20believed%20to%20be%20missing."' in text
    )
    version = Article.objects.get(pk="valley").version
    assert f"Valley Courier, 9 September 2025, 08:30 UTC, version&nbsp;{version[:7]}" in visible(
        reader.get("/stories/flood/")
    )
    assert 'id="s-valley-s3"' in text


def test_quotation_marks_are_neither_lost_nor_doubled(flood, reader):
    text = reader.get("/stories/flood/").text
    assert ">“The dam will hold”<" in text
    words = flood.kept(["valley"]).statements[1].content
    quoted = dataclasses.replace(words, text=f"“{words.text},”")
    flood.save_reading(changed(valley_reading(), 1, content=quoted))
    assert ">“The dam will hold,”<" in reader.get("/stories/flood/").text


def test_copy_is_told_as_a_copy(publisher, reader):
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    publisher.save_reading(make_reading(make_article("gazette", publisher="Gazette")))
    publisher.publish([make_story(extra_reports=("gazette",))])
    assert "copy of the report by Valley Courier" in visible(reader.get("/stories/flood/"))


def test_words_of_a_copy_are_shown_once_with_both_outlets(publisher, reader):
    original = valley_reading()
    copy = make_article("gazette", publisher="Gazette")
    twin = dataclasses.replace(original.statements[1], id="gazette-s2", article="gazette")
    publisher.save_reading(original)
    publisher.save_reading(make_reading(copy, twin))
    story = make_story(extra_reports=("gazette",))
    dam = dataclasses.replace(
        story.points[2],
        statements=("gazette-s2", "valley-s2"),
        sides=(("gazette-s2", "valley-s2"),),
    )
    publisher.publish([dataclasses.replace(story, points=(dam,))])
    words = visible(reader.get("/stories/flood/"))
    start = words.index("= What we know At least")
    agreed = words[start : words.index("Figures", start)]
    assert agreed.count("The dam will hold") == 1
    assert "Stated by Mara Ilves, in quotation marks" in agreed
    assert ", printed also by Gazette" in agreed


def test_report_page_shows_evidence_and_the_way_to_the_original(flood, reader):
    text = reader.get("/reports/valley/").text
    assert "Read the whole report at Valley Courier" in text
    assert 'href="https://valley.example.org/news/1"' in text
    assert "Ada Reporter" in text
    assert "<mark>The dam will hold</mark>" in text
    assert "trains run only as far as Harrow" not in text


def test_person_page_tells_what_is_said_by_and_about_over_time(flood, reader):
    tomas = visible(reader.get("/people/tomas-brandt/"))
    assert "Said about Tomas Brandt" in tomas
    assert tomas.index("missing") < tomas.index("found alive")
    mara = visible(reader.get("/people/mara-ilves/"))
    assert "Said by Mara Ilves" in mara
    assert "The dam will hold" in mara


def test_lists_name_everybody_who_has_a_name(told_flood, reader):
    people, others = (visible(reader.get(each)) for each in ("/people/", "/organisations/"))
    assert "Mara Ilves" in people
    assert "The regional rescue service" in others
    assert "Officials" not in people + others


def test_every_name_on_a_story_page_has_a_page(flood, reader):
    text = reader.get("/stories/flood/").text
    addresses = set(re.findall(r'href="(/people/[^"]+/)"', text))
    assert addresses
    assert all(reader.get(address).status_code == 200 for address in addresses)


def test_no_page_shows_a_whole_report(flood, reader):
    shown = "".join(reader.get(address).text for address in ADDRESSES)
    for text in (VALLEY, COAST):
        body = text.split("\n", 1)[1]
        sentences = [each.strip(" .") for each in body.split(". ")]
        assert any(sentence not in shown for sentence in sentences)


def test_share_that_may_be_quoted_is_never_passed(publisher):
    """A report whose every sentence is a statement is still not shown whole."""
    sentences = [f"Sentence number {number} says a thing." for number in range(20)]
    article = make_article("all", "Headline\n" + " ".join(sentences))
    statements = [
        make_statement(article, words, words, number=number)
        for number, words in enumerate(sentences)
    ]
    publisher.save_reading(make_reading(article, *statements))
    publisher.publish([_story_of(article, statements)])
    row = Article.objects.get(pk="all")
    quoted = sum(len(each.evidence) for each in Statement.objects.filter(quoted=True))
    assert 0 < quoted <= row.body_chars / 2


def test_words_that_may_not_be_quoted_are_linked_instead(publisher, reader):
    article = make_article("short", "Headline\nOnly one sentence stands here.")
    statement = make_statement(
        article, "Only one sentence stands here.", "Only one sentence stands here"
    )
    publisher.save_reading(make_reading(article, statement))
    story = _story_of(article, [statement], agreement="agreed")
    publisher.publish([story])
    text = reader.get("/stories/one/").text
    assert "Only one sentence" not in re.sub(r'(href|cite)="[^"]*"', "", text)
    assert "may be quoted is used up" in text


def test_rejected_statement_and_what_rests_on_it_alone_are_gone(flood, reader):
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    story = visible(reader.get("/stories/flood/"))
    assert "found alive" not in story
    assert "In dispute" not in story
    assert "1 point in one report only" in story
    assert "found alive" not in reader.get("/reports/coast/").text
    assert "found alive" not in reader.get("/people/tomas-brandt/").text
    assert "1 point in dispute" not in reader.get("/").text


def test_summary_sentence_of_a_rejected_statement_is_gone(flood, reader):
    decide(Statement.objects.filter(pk="valley-s1"), State.REJECTED, None)
    for address in ("/", "/stories/flood/", "/reports/valley/"):
        assert "At least 40 families left their homes" not in reader.get(address).text


def test_unreviewed_statements_are_marked_until_accepted(flood, reader):
    assert "no editor has reviewed yet" in reader.get("/stories/flood/").text
    decide(Statement.objects.all(), State.ACCEPTED, None)
    text = reader.get("/stories/flood/").text
    assert "no editor has reviewed yet" not in text
    assert "○" not in text


def test_hostile_words_stay_words(publisher, reader):
    evil = '<script>alert(1)</script> & "quoted" <img src=x onerror=alert(2)>'
    text = f"{evil}\n{evil} is what stood there. " + "And more was said that day. " * 20
    article = make_article("evil", text, publisher=evil, url='javascript:alert("x")')
    sentence = f"{evil} is what stood there."
    statement = make_statement(article, sentence, evil, source=evil, words=evil)
    publisher.save_reading(make_reading(article, statement))
    publisher.publish([_story_of(article, [statement], headline=evil)])
    name = Statement.objects.get().mentions.get().slug
    for address in ("/", "/stories/one/", "/reports/evil/", "/people/", f"/people/{name}/"):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert scripts(answer) <= {DATA_BLOCK}
        assert "<img" not in answer.text
        assert "javascript:" not in answer.text


def test_right_to_left_words_carry_their_direction(publisher, reader):
    text = "عنوان\nقالت الوزيرة إن السد سيصمد. ثم جاء كلام آخر كثير في هذا اليوم الطويل جدا."
    article = make_article("rtl", text, language="ar")
    statement = make_statement(article, "قالت الوزيرة إن السد سيصمد.", "السد سيصمد")
    publisher.save_reading(make_reading(article, statement))
    publisher.publish([_story_of(article, [statement])])
    assert '<blockquote lang="ar" dir="rtl"' in reader.get("/reports/rtl/").text


def test_record_ids_that_no_address_can_carry_still_have_pages(publisher, reader):
    article = make_article("https://example.org/a?b=c#d é")
    statement = make_statement(
        article, "Engineer Tomas Brandt is believed to be missing.", "missing"
    )
    publisher.save_reading(make_reading(article, statement))
    publisher.publish([_story_of(article, [statement])])
    address = Article.objects.get().get_absolute_url()
    assert re.fullmatch(r"/reports/[0-9a-f]{16}/", address)
    assert reader.get(address).status_code == 200


def _story_of(article, statements, *, agreement="single", headline="One"):
    from onrecord import records

    ids = tuple(each.id for each in statements)
    return records.Story(
        id="one",
        headline=headline,
        independent_reports=1,
        articles=(article.id,),
        reports=(records.Report(article=article.id, independent=True),),
        points=(
            records.Point(
                id="p", agreement=agreement, statements=ids, sides=(ids,),
                summary=span_of(article.text, statements[0].content.text).of(article.text),
            ),
        ),
    )  # fmt: skip

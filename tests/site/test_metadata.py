"""What the site says of itself to machines, parsed and checked."""

import dataclasses
import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from onrecord import records
from onrecord.errors import SettingsError
from onrecord.settings import get as get_setting
from onrecord_site.changes.record import record_changes
from onrecord_site.identity.models import Identity
from onrecord_site.metadata import news, sitemaps
from onrecord_site.metadata.pages import PageMetadata, article_metadata
from onrecord_site.metadata.schema_org import part
from onrecord_site.metadata.terms import TERMS, crawlers
from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.newsroom.review import decide
from onrecord_site.topics.models import StoryTopic
from tests.site.records_factory import coast_reading, make_story, valley_reading

SITE = "http://127.0.0.1:8000"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NEWS = {"n": "http://www.google.com/schemas/sitemap-news/0.9", **SITEMAP}
RSL = {"r": "https://rslstandard.org/rsl"}


def page(reader, path: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(path).content, "html.parser")


def graph(reader, path: str) -> dict[str, dict]:
    """The things of a page, by type."""
    blocks = page(reader, path).find_all("script", type="application/ld+json")
    assert len(blocks) == 1
    data = json.loads(blocks[0].string)
    assert data["@context"] == "https://schema.org"
    found = {}
    for each in data["@graph"]:
        kinds = each["@type"] if isinstance(each["@type"], list) else [each["@type"]]
        found.update(dict.fromkeys(kinds, each))
    return found


def xml(answer) -> ET.Element:
    return ET.fromstring(answer.content)  # noqa: S314 - the site's own


def meta(soup: BeautifulSoup, name: str) -> str:
    return soup.find("meta", property=name)["content"]


# -- JSON-LD --------------------------------------------------------------------------------------
def test_story_is_an_article_based_on_its_reports(told_flood, reader):
    things = graph(reader, "/stories/flood/")
    article = things["NewsArticle"]
    assert "LiveBlogPosting" not in things
    assert article["headline"] == "Orlen valley cleared as the water rises"
    assert article["url"] == f"{SITE}/stories/flood/"
    assert datetime.fromisoformat(article["datePublished"]).tzinfo
    assert article["publisher"] == {"@id": things["NewsMediaOrganization"]["@id"]}
    assert {each["@id"] for each in article["isBasedOn"]} == {
        "https://valley.example.org/news/1", "https://coast.example.org/news/1",
    }  # fmt: skip
    assert [each["name"] for each in article["about"]] == ["Tomas Brandt"]
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [each["position"] for each in steps] == [1, 2]
    assert steps[1]["item"] == f"{SITE}/stories/flood/"


def test_statements_are_claims_and_quotations_of_their_speakers(told_flood, reader):
    parts = {
        each["@id"]: each for each in graph(reader, "/stories/flood/")["NewsArticle"]["hasPart"]
    }
    quotation = parts[f"{SITE}/reports/valley/#s-valley-s2"]
    assert quotation["@type"] == "Quotation"
    assert quotation["text"] == "“The dam will hold”"
    assert quotation["creator"] == {
        "@type": "Person", "name": "Mara Ilves", "url": f"{SITE}/people/mara-ilves/",
    }  # fmt: skip
    assert quotation["isPartOf"]["@id"] == "https://valley.example.org/news/1"
    denial = parts[f"{SITE}/reports/coast/#s-coast-s2"]
    assert denial["@type"] == "Claim"
    assert denial["text"] == "Denied: the dam had cracked"
    assert denial["description"] == "Denied by Mara Ilves"
    assert denial["appearance"]["@id"] == "https://coast.example.org/news/1"
    unnamed = parts[f"{SITE}/reports/coast/#s-coast-s1"]
    assert "author" not in unnamed


def test_only_what_may_be_told_is_in_the_data(told_flood, reader):
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    Statement.objects.filter(pk="valley-s2").update(quoted=False)
    text = json.dumps(graph(reader, "/stories/flood/"), ensure_ascii=False)
    assert "found alive" not in text
    assert "The dam will hold" not in text


def test_story_that_moved_is_live_coverage(told_flood, reader):
    record_changes()
    story = make_story()
    told_flood.publish([dataclasses.replace(story, points=story.points[:2])])
    record_changes()
    told_flood.publish([story])
    record_changes()
    things = graph(reader, "/stories/flood/")
    live = things["LiveBlogPosting"]
    assert live is things["NewsArticle"]
    assert live["coverageStartTime"] < live["coverageEndTime"]
    assert live["liveBlogUpdate"]
    for update in live["liveBlogUpdate"]:
        assert update["headline"]
        assert update["url"].startswith(f"{SITE}/stories/flood/")
        assert datetime.fromisoformat(update["datePublished"]).tzinfo


def test_correction_of_an_outlet_stands_with_its_report(told_flood, reader):
    at = datetime(2025, 9, 10, 9, tzinfo=UTC)
    corrected = records.Correction(kind="figure", before="x", after=None, acknowledged=True)
    revision = records.Revision(
        article="coast",
        earlier="a",
        later="b",
        at=at,
        edits=(),
        corrections=(corrected,),
        note=None,
    )
    told_flood.publish([dataclasses.replace(make_story(), revisions=(revision,))])
    reports = graph(reader, "/stories/flood/")["NewsArticle"]["isBasedOn"]
    with_correction = [each for each in reports if "correction" in each]
    assert [each["publisher"]["name"] for each in with_correction] == ["Coast Herald"]
    (comment,) = with_correction[0]["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert datetime.fromisoformat(comment["datePublished"]) == at


def test_name_report_and_front_page_say_what_they_are(told_flood, reader):
    profile = graph(reader, "/people/mara-ilves/")["ProfilePage"]
    assert profile["mainEntity"]["@type"] == "Person"
    assert profile["mainEntity"]["name"] == "Mara Ilves"
    assert len(profile["hasPart"]) == 2
    organisation = graph(reader, "/people/the-regional-rescue-service/")["ProfilePage"]
    assert organisation["mainEntity"]["@type"] == "Organization"
    report = graph(reader, "/reports/valley/")["WebPage"]
    assert report["about"]["publisher"]["name"] == "Valley Courier"
    assert report["isBasedOn"] == "https://valley.example.org/news/1"
    site = graph(reader, "/")["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"].endswith(
        "/search/?q={search_term_string}"
    )


def test_article_of_the_newsroom_names_authors_and_corrections():
    at = datetime(2025, 9, 10, tzinfo=UTC)
    about = PageMetadata(
        title="Own words", path="/own/", published_at=at, parts=(part("BreadcrumbList"),)
    )
    told = article_metadata(about, [("Ada", "/authors/ada/"), ("Bo", "")], [("It was 4.", at)])
    article, trail = told.parts
    assert trail == {"@type": "BreadcrumbList"}
    assert article["author"] == [
        {"@type": "Person", "name": "Ada", "url": f"{SITE}/authors/ada/"},
        {"@type": "Person", "name": "Bo"},
    ]
    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "It was 4.", "datePublished": at.isoformat()}
    ]
    assert told.kind == "article"


def test_words_cannot_end_the_data(publisher, reader):
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    evil = "</script><script>alert(1)</script><!-- \u2028 & “"
    publisher.publish([dataclasses.replace(make_story(), headline=evil)])
    text = reader.get("/stories/flood/").text
    (block,) = re.findall(r"<script.*?</script>", text, flags=re.DOTALL)
    assert not set("<>&\u2028") & set(block.partition(">")[2].removesuffix("</script>"))
    assert graph(reader, "/stories/flood/")["NewsArticle"]["headline"] == evil


# -- The head -------------------------------------------------------------------------------------
def test_head_has_canonical_address_and_open_graph(told_flood, reader):
    soup = page(reader, "/stories/flood/?utm=1")
    assert soup.find("link", rel="canonical")["href"] == f"{SITE}/stories/flood/"
    assert meta(soup, "og:type") == "article"
    assert meta(soup, "og:title") == "Orlen valley cleared as the water rises"
    assert meta(soup, "og:description") == "At least 40 families left their homes."
    assert meta(soup, "article:published_time").startswith("2025-09-09T08:30")
    assert soup.find("link", rel="license")["href"] == "/license.xml"
    assert soup.find("link", rel="search")["href"] == "/opensearch.xml"


@pytest.mark.parametrize("path", ["/", "/people/", "/about/", "/follow/", "/api/"])
def test_every_page_has_one_canonical_address(told_flood, reader, path):
    assert [each["href"] for each in page(reader, path).find_all("link", rel="canonical")] == [
        SITE + path
    ]


def test_page_of_wagtail_is_told_by_its_title(told_flood, reader):
    assert meta(page(reader, "/about/"), "og:title") == "About"


def test_page_of_a_list_is_its_own_address(told_flood, reader):
    for query, address in (("?page=2", "/?page=2"), ("?page=1", "/"), ("?page=x", "/")):
        assert page(reader, f"/{query}").find("link", rel="canonical")["href"] == SITE + address


def test_page_that_is_not_there_is_not_to_be_listed(told_flood, reader):
    soup = page(reader, "/stories/none/")
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("link", rel="canonical") is None


def test_other_languages_are_linked(rf, db):
    from django.template import RequestContext, Template

    told = PageMetadata(title="T", path="/t/", languages={"de": f"{SITE}/de/t/"})
    request = rf.get("/t/")
    template = Template("{% load metadata %}{% metadata told %}")
    html = template.render(RequestContext(request, {"told": told}))
    assert f'<link rel="alternate" hreflang="de" href="{SITE}/de/t/">' in html


@pytest.mark.parametrize(
    "path", ["/", "/stories/flood/", "/reports/valley/", "/people/mara-ilves/"]
)
def test_metadata_does_not_add_queries_with_content(
    told_flood, reader, path, django_assert_max_num_queries
):
    record_changes()
    reader.get(path)
    with django_assert_max_num_queries(15):
        reader.get(path)


# -- Files at well-known addresses ----------------------------------------------------------------
def test_sitemaps_name_every_public_page(told_flood, reader):
    StoryTopic.objects.create(story_id="flood", slug="floods", name="Floods", reports=2)
    index = xml(reader.get("/sitemap.xml"))
    files = [each.text for each in index.findall("s:sitemap/s:loc", SITEMAP)]
    assert files == [f"{SITE}/sitemap-{name}.xml" for name in sitemaps.SITEMAPS]
    addresses = set()
    for file in files:
        answer = reader.get(file.removeprefix(SITE))
        assert answer["Content-Type"] == "application/xml"
        tree = xml(answer)
        addresses |= {each.text for each in tree.findall("s:url/s:loc", SITEMAP)}
    assert {
        f"{SITE}/", f"{SITE}/about/", f"{SITE}/stories/flood/", f"{SITE}/reports/coast/",
        f"{SITE}/people/mara-ilves/", f"{SITE}/outlets/coast-herald/", f"{SITE}/topics/floods/",
    } <= addresses  # fmt: skip
    for address in addresses:
        assert reader.get(address.removeprefix(SITE)).status_code == 200


def test_story_in_a_sitemap_says_when_it_changed(told_flood, reader):
    record_changes()
    tree = xml(reader.get("/sitemap-stories.xml"))
    changed = tree.findtext("s:url/s:lastmod", namespaces=SITEMAP)
    assert changed.startswith(f"{Story.objects.get().changes.first().at:%Y-%m-%d}")


def test_long_sitemap_is_cut_into_files(publisher, reader, monkeypatch):
    monkeypatch.setattr(sitemaps.StorySitemap, "limit", 2)
    publisher.save_reading(valley_reading())
    publisher.publish([make_story(story_id=f"flood-{number}") for number in range(5)])
    index = reader.get("/sitemap.xml").text
    assert f"{SITE}/sitemap-stories.xml?p=3" in index
    assert "p=4" not in index
    assert reader.get("/sitemap-stories.xml?p=3").text.count("<loc>") == 1
    assert reader.get("/sitemap-stories.xml?p=4").status_code == 404
    assert reader.get("/sitemap-nothing.xml").status_code == 404


def test_sitemaps_ask_the_database_little(told_flood, reader, django_assert_max_num_queries):
    for path in ("/sitemap.xml", *(f"/sitemap-{name}.xml" for name in sitemaps.SITEMAPS)):
        reader.get(path)
        with django_assert_max_num_queries(15):
            reader.get(path)


def test_news_sitemap_has_the_stories_of_two_days_and_what_apps_add(
    told_flood, reader, monkeypatch
):
    assert "<url>" not in reader.get("/news-sitemap.xml").text
    Story.objects.update(first_at=timezone.now() - timedelta(hours=3))
    own = news.NewsItem("/own/", "Own & words", timezone.now(), "de")
    monkeypatch.setattr(news, "SOURCES", [*news.SOURCES, lambda _since: [own]])
    tree = xml(reader.get("/news-sitemap.xml"))
    assert [each.text for each in tree.findall("s:url/s:loc", NEWS)] == [
        f"{SITE}/own/", f"{SITE}/stories/flood/",
    ]  # fmt: skip
    titles = [each.text for each in tree.findall("s:url/n:news/n:title", NEWS)]
    assert titles == ["Own & words", "Orlen valley cleared as the water rises"]
    assert "/reports/" not in reader.get("/news-sitemap.xml").text


@pytest.mark.parametrize("use", TERMS)
def test_robots_and_license_say_the_same(db, reader, settings, use):
    settings.AI_USE = use
    text = reader.get("/robots.txt").text
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.can_fetch("Googlebot", "/stories/flood/")
    assert not robots.can_fetch("Googlebot", "/admin/")
    assert robots.can_fetch("GPTBot", "/stories/flood/") == (use == "all")
    assert robots.can_fetch("PerplexityBot", "/stories/flood/") == (use != "none")
    assert f"License: {SITE}/license.xml" in text.splitlines()
    assert robots.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]
    answer = reader.get("/license.xml")
    assert answer["Content-Type"] == "application/rsl+xml"
    licensed = xml(answer).find("r:content/r:license", RSL)
    permits = (licensed.findtext("r:permits", "", RSL)).split()
    prohibits = (licensed.findtext("r:prohibits", "", RSL)).split()
    assert (tuple(permits), tuple(prohibits)) == (TERMS[use].permits, TERMS[use].prohibits)


def test_no_program_is_in_two_groups():
    names = [name.lower() for group in crawlers().values() for name in group]
    assert len(names) == len(set(names))


def test_security_contact_is_named_where_there_is_one(db, reader, settings):
    assert reader.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    text = reader.get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.strip().splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Preferred-Languages"] == "en"
    Identity.objects.update_or_create(defaults={"language": "de", "languages": ["en"]})
    assert "Preferred-Languages: de, en\n" in reader.get("/.well-known/security.txt").text
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=150) < left < timedelta(days=365)


def test_settings_for_machines_are_checked():
    for name, value in (
        ("AI_USE", "maybe"), ("SECURITY_CONTACT", "me"), ("SECURITY_CONTACT", "mailto:a b"),
    ):  # fmt: skip
        with pytest.raises(SettingsError):
            get_setting(name, {f"ONRECORD_{name}": value})
    assert get_setting("AI_USE", {}) == "search"


def test_browsers_are_told_how_to_search(db, reader):
    answer = reader.get("/opensearch.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    name = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    url = xml(answer).find("o:Url", name)
    assert url.get("template") == f"{SITE}/search/?q={{searchTerms}}"

"""The settings of the site: name, logo, colours, languages, standing pages."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from onrecord_site.changes.record import record_changes
from onrecord_site.delivering import send_what_is_due
from onrecord_site.follow.models import MailFollow, Subject
from onrecord_site.home.models import StandardPage
from onrecord_site.identity.colours import (
    DARK_GROUNDS,
    MIN_CONTRAST,
    contrast,
    in_the_dark,
    validate_colour,
)
from onrecord_site.identity.models import Identity, current_identity
from onrecord_site.identity.words import words
from onrecord_site.mail.addresses import address_of
from onrecord_site.mail.letters import render_letter
from onrecord_site.mail.models import Letter
from onrecord_site.users.models import User
from tests.site.desk_factory import make_image, make_section
from tests.site.test_pages import visible

# Wagtail leaves the files of a rendition that it makes to be closed by the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def form_address() -> str:
    return f"/admin/settings/identity/identity/{Identity.objects.get().pk}/"


def identify(**fields) -> Identity:
    identity = Identity.objects.first() or Identity()
    for name, value in fields.items():
        setattr(identity, name, value)
    identity.full_clean()
    identity.save()
    return identity


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_counted_as_wcag_does(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colour", ["#7a1f1f", "#000000", "#23456B"])
def test_readable_colour_is_accepted_and_readable_in_the_dark_too(colour):
    validate_colour(colour)
    dark = in_the_dark(colour)
    assert min(contrast(dark, ground) for ground in DARK_GROUNDS) >= MIN_CONTRAST


@pytest.mark.parametrize(
    ("colour", "problem"),
    [
        ("#ff8800", "too faint"),
        ("#777777", "too faint"),
        ("red", "six digits"),
        ("#12345", "six digits"),
        ("#000;}*{display:none", "six digits"),
        ("#000000\n", "six digits"),
    ],
)
def test_other_colours_are_refused(colour, problem):
    with pytest.raises(ValidationError, match=problem):
        validate_colour(colour)


def test_without_settings_the_site_is_as_it_was(flood, reader, settings):
    Identity.objects.all().delete()
    text = reader.get("/").text
    assert settings.SITE_NAME in text
    assert "site.css" not in text
    assert not Identity.objects.exists()


def test_name_is_everywhere(flood, reader):
    identify(name="The Orlen Record", description="Words on the water.")
    text = reader.get("/about/").text
    assert ">The Orlen Record</a>" in text
    assert 'content="Words on the water."' in text
    assert "The Orlen Record" in reader.get("/feed.rss").text
    assert "The Orlen Record" in reader.get("/stories/flood/feed.atom").text
    letter = render_letter("mail/confirm", "x", {})
    assert "The Orlen Record" in letter.text


@pytest.mark.parametrize(
    "address", ["/", "/stories/flood/", "/reports/valley/", "/opensearch.xml", "/license.xml"]
)
def test_machines_are_told_the_name_that_editors_set(flood, reader, settings, address):
    reader.get(address)
    identify(name="The Orlen Record")
    text = reader.get(address).text
    assert "The Orlen Record" in text
    assert settings.SITE_NAME not in text.replace("onrecord", "")


def test_terms_for_machines_lead_to_the_pages_that_editors_named(flood, reader):
    assert "/about/" in reader.get("/license.xml").text
    identity = Identity.objects.get()
    about = identity.about.specific
    about.slug = "who-we-are"
    about.save_revision().publish()
    identify(ethics=None)
    text = reader.get("/license.xml").text
    assert 'contactUrl="http://127.0.0.1:8000/who-we-are/"' in text
    assert "<terms>" not in text


def test_imprint_stands_on_pages_and_in_mails(flood, reader, settings):
    settings.MAIL_IMPRINT = "From the environment"
    assert "From the environment" in render_letter("mail/confirm", "x", {}).text
    identify(imprint="Orlen Press\nHarbour Street 1", contact="desk@example.org")
    text = reader.get("/").text
    assert "Harbour Street 1" in text
    assert 'href="mailto:desk@example.org"' in text
    letter = render_letter("mail/confirm", "x", {})
    assert "Harbour Street 1" in letter.text
    assert "From the environment" not in letter.text


def test_alerts_are_written_in_the_main_language(flood, settings):
    settings.MAIL_FROM = "news@example.org"
    identify(language="de")
    record_changes()
    subject = Subject.objects.create(kind="story", key="flood", label="Orlen")
    MailFollow.objects.create(address=address_of("a@example.org"), subject=subject, told_through=0)
    send_what_is_due()
    letter = Letter.objects.get()
    assert letter.subject == "Orlen: 1 Änderung"
    assert "Neue Story" in letter.text
    assert '<html lang="de" dir="ltr">' in letter.html


def test_colours_are_served_as_a_style_sheet_that_can_be_kept(flood, reader):
    identify(accent="#005f5f")
    text = reader.get("/").text
    address = text.split('href="/site.css')[1].split('"')[0]
    answer = reader.get(f"/site.css{address}")
    assert answer["Content-Type"].startswith("text/css")
    assert "--accent:#005f5f;" in answer.text
    assert "prefers-color-scheme:dark" in answer.text
    assert "max-age=31536000" in answer["Cache-Control"]
    again = reader.get(f"/site.css{address}", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    identify(accent="#5f005f")
    assert address not in reader.get("/").text


def test_logo_stands_in_place_of_the_name(flood, reader, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    identify(name="The Orlen Record", logo=make_image("Logo"))
    text = reader.get("/").text
    assert 'alt="The Orlen Record"' in text
    assert 'class="logo"' in text


def test_standing_pages_stand_at_the_foot_in_their_order(flood, reader):
    identity = identify(about=None, privacy=None)
    about = StandardPage.objects.get(slug="about")
    about.show_in_menus = False
    about.save()
    foot = visible(reader.get("/")).split("Ethics and copyright")
    assert "How it works" in foot[0]
    assert "Privacy" in foot[1]
    assert "About" not in foot[1]
    identity.about = Page.objects.get(slug="about")
    identity.save()
    assert "About Ethics and copyright" in visible(reader.get("/"))


def test_menu_tells_where_the_reader_is_and_on_other_pages_nothing(flood, reader):
    make_section()

    def places(address: str) -> list[str]:
        menu = reader.get(address).text.split("<nav", 1)[1].split("</nav>")[0]
        return re.findall(r'href="([^"]+)" aria-current="page"', menu)

    # Twice, as the second page has the head that was kept for the first one.
    for _ in range(2):
        for address in ("/", "/topics/", "/people/", "/archive/", "/rivers/", "/how-it-works/"):
            assert places(address) == [address]
        for address in ("/stories/flood/", "/search/", "/no-such-page/"):
            assert not places(address)


def test_search_page_has_one_box_for_the_words(flood, reader):
    assert 'id="seek"' in reader.get("/").text
    assert 'id="seek"' not in reader.get("/search/?q=dam").text
    assert 'id="seek"' in reader.get("/stories/flood/").text


def test_unpublished_standing_page_is_not_linked(flood, reader):
    StandardPage.objects.get(slug="how-it-works").unpublish()
    assert "/how-it-works/" not in reader.get("/").text


def test_one_language_is_offered_to_everybody_alike(flood, reader):
    answer = reader.get("/people/", headers={"accept-language": "de"})
    assert '<html lang="en" dir="ltr">' in answer.text
    assert answer["Content-Language"] == "en"
    assert "Accept-Language" not in answer.get("Vary", "")
    assert "/language/" not in answer.text


def test_reader_gets_the_language_the_browser_asks_for(flood, reader):
    identify(languages=["de", "en"])
    german = reader.get("/people/", headers={"accept-language": "fr, de-AT;q=0.8, en;q=0.5"})
    assert '<html lang="de" dir="ltr">' in german.text
    assert "Personen, die vorkommen" in german.text
    assert "Accept-Language" in german["Vary"]
    english = reader.get("/people/", headers={"accept-language": "fr"})
    assert '<html lang="en" dir="ltr">' in english.text


def test_main_language_is_for_whoever_asks_for_no_other(flood, reader, settings):
    identify(language="de")
    assert '<html lang="de" dir="ltr">' in reader.get("/").text
    assert current_identity().offered_languages == ["de"]
    identify(language="")
    settings.SITE_LANGUAGES = ["de", "en"]
    assert current_identity().offered_languages == ["de", "en"]


def test_reader_chooses_a_language_with_a_cookie_of_nothing_else(flood, reader):
    identify(languages=["en", "de"])
    assert 'name="language" value="de"' in reader.get("/people/").text
    answer = reader.post("/language/", {"language": "de", "back": "/people/?page=2"})
    assert answer.status_code == 302
    assert answer["Location"] == "/people/?page=2"
    cookie = answer.cookies["language"]
    assert cookie.value == "de"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert '<html lang="de"' in reader.get("/people/").text


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_choice_of_a_language_leads_to_no_other_site(flood, reader, back):
    answer = reader.post("/language/", {"language": "en", "back": back})
    assert answer["Location"] == "/"


def test_choice_of_a_language_takes_nothing_else(flood, reader):
    assert reader.post("/language/", {"language": "xx"}).status_code == 400
    assert reader.get("/language/").status_code == 405
    elsewhere = {"sec-fetch-site": "cross-site"}
    answer = reader.post("/language/", {"language": "en"}, headers=elsewhere)
    assert answer.status_code == 403


def test_editor_sets_the_site(flood, editor):
    form = {"name": "The Orlen Record", "accent": "#005f5f", "languages": ["de"], "language": "en"}
    answer = editor.post(form_address(), form)
    assert answer.status_code == 302
    identity = current_identity()
    assert identity.shown_name == "The Orlen Record"
    assert identity.offered_languages == ["en", "de"]


def test_editor_is_told_that_a_colour_is_too_faint(flood, editor):
    answer = editor.post(form_address(), {"link": "#ffcc00"})
    assert answer.status_code == 200
    assert "too faint to be read" in answer.text


def test_settings_need_a_permission(flood, reader):
    assert "/admin/login/" in reader.get(form_address())["Location"]
    reader.force_login(User.objects.create_user("somebody", password="not-a-secret"))
    assert reader.get(form_address()).status_code == 302
    reader.post(form_address(), {"name": "Taken over"})
    assert current_identity().name == ""


def test_table_of_another_language_lies_over_the_english_one():
    german = words("onrecord_site.home", "pages", "de-AT")
    english = words("onrecord_site.home", "pages", "fr")
    assert german["authors"]["title"] != english["authors"]["title"]
    assert [page["slug"] for page in german["pages"]] == [page["slug"] for page in english["pages"]]

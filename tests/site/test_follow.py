"""Following by mail: double opt-in, alerts of what changed, and the way out."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from onrecord_site.changes.record import record_changes
from onrecord_site.follow.alerts import post_alerts
from onrecord_site.follow.models import MailFollow, Subject
from onrecord_site.mail import links, throttle
from onrecord_site.mail.models import Address, Delivery, Letter
from onrecord_site.newsroom.models import State, Statement
from tests.site.test_changes import story_with

READER = "reader@example.org"
FORMS = [
    "/follow/story/flood/", "/follow/name/mara-ilves/",
    "/follow/figure/flood/families-who-left/", "/follow/mine/",
]  # fmt: skip


@pytest.fixture
def open_desk(flood, settings):
    """The newsroom with one point of its story, able to mail."""
    settings.MAIL_FROM = "news@example.org"
    flood.publish([story_with(points=story_with().points[:1])])
    record_changes()
    return flood


def link_in_mail(name: str) -> str:
    """The path of the newest mailed link to a page of this name."""
    text = Letter.objects.latest("pk").text
    return urlsplit(re.search(rf"http\S+/{name}/\S+", text)[0]).path


def follow(reader, page="/follow/story/flood/", email=READER) -> MailFollow:
    reader.post(page, {"email": email})
    answer = reader.post(link_in_mail("confirm"))
    assert answer.status_code == 200
    return MailFollow.objects.latest("pk")


def more_happens(newsroom):
    newsroom.publish([story_with()])
    return record_changes()


@pytest.mark.parametrize("page", FORMS)
def test_page_sets_no_cookie_and_shows_no_script(open_desk, reader, page):
    answer = reader.get(page)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "<script" not in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("page", FORMS[:3])
def test_page_offers_feeds_and_without_a_sender_nothing_else(open_desk, reader, page, settings):
    settings.MAIL_FROM = ""
    text = reader.get(page).text
    assert 'method="post"' not in text
    feeds = re.findall(r'<li><a href="(/[^"]+feed\.\w+)"', text)
    assert len(feeds) == 3
    assert all(reader.get(feed).status_code == 200 for feed in feeds)


@pytest.mark.parametrize(
    "page",
    ["/follow/story/none/", "/follow/name/none/", "/follow/figure/flood/none/",
     "/follow/topic/x/", "/follow/story/flood/families-who-left/"],
)  # fmt: skip
def test_what_is_not_there_cannot_be_followed(open_desk, reader, page):
    assert reader.get(page).status_code == 404
    assert reader.post(page, {"email": READER}).status_code == 404
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("page", "kind", "key"),
    [("/follow/story/flood/", "story", "flood"), ("/follow/name/mara-ilves/", "name", "mara-ilves"),
     ("/follow/figure/flood/families-who-left/", "figure", "flood/families-who-left")],
)  # fmt: skip
def test_following_takes_two_steps(open_desk, reader, page, kind, key):
    answer = reader.post(page, {"email": " Reader@Example.org "}, follow=True)
    assert "Please look into your mail" in answer.text
    assert not MailFollow.objects.exists()
    confirm = link_in_mail("confirm")
    assert READER in reader.get(confirm).text
    assert not MailFollow.objects.exists()  # opening a link is not yet a decision
    assert "You follow this now" in reader.post(confirm).text
    reader.post(confirm)
    follow = MailFollow.objects.get()
    assert follow.address.email == READER
    assert (follow.subject.kind, follow.subject.key) == (kind, key)


def test_answer_tells_nothing_about_an_address(open_desk, reader):
    follow(reader)
    known = reader.post("/follow/story/flood/", {"email": READER})
    strange = reader.post("/follow/story/flood/", {"email": "stranger@example.org"})
    Address.objects.update(undeliverable_at=timezone.now())
    bounced = reader.post("/follow/story/flood/", {"email": READER})
    mine = reader.post("/follow/mine/", {"email": "nobody@example.org"})
    assert known.status_code == strange.status_code == bounced.status_code == 302
    assert known["Location"] == strange["Location"] == bounced["Location"] == mine["Location"]


@pytest.mark.parametrize("email", ["", "nonsense", "a@b", "x@y.org\nBcc: z@y.org"])
def test_address_that_is_none_is_asked_for_again(open_desk, reader, email):
    answer = reader.post("/follow/story/flood/", {"email": email})
    assert answer.status_code == 200
    assert 'class="problem"' in answer.text
    assert not Letter.objects.exists()


def test_program_that_fills_in_everything_gets_the_same_answer_and_no_mail(open_desk, reader):
    answer = reader.post("/follow/story/flood/", {"email": READER, "website": "http://spam"})
    assert answer.status_code == 302
    assert not Letter.objects.exists()


def test_address_is_written_to_so_often_and_no_more(open_desk, reader):
    for _ in range(throttle.ADDRESS_LIMIT + 2):
        assert reader.post("/follow/story/flood/", {"email": READER}).status_code == 302
    assert Letter.objects.count() == throttle.ADDRESS_LIMIT


def test_client_asks_so_often_and_no_more(open_desk, reader, monkeypatch):
    monkeypatch.setattr(throttle, "CLIENT_LIMIT", 3)
    answers = [
        reader.post("/follow/story/flood/", {"email": f"r{number}@example.org"}).status_code
        for number in range(4)
    ]
    assert answers == [302, 302, 302, 429]
    assert Letter.objects.count() == 3
    other = reader.post("/follow/mine/", {"email": READER}, REMOTE_ADDR="192.0.2.9")
    assert other.status_code == 302


def test_client_behind_a_web_server_is_the_one_it_names(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"})
    assert throttle.client_ip(request) == "127.0.0.1"
    settings.SERVED_OVER_HTTPS = True
    assert throttle.client_ip(request) == "203.0.113.7"


def test_form_of_another_site_is_refused(open_desk, reader):
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        answer = reader.post("/follow/story/flood/", {"email": READER}, headers=headers)
        assert answer.status_code == 403
    assert not Letter.objects.exists()
    own = {"sec-fetch-site": "same-origin", "origin": "null"}
    answer = reader.post("/follow/story/flood/", {"email": READER}, headers=own)
    assert answer.status_code == 302


def test_link_is_good_for_its_purpose_and_time_alone(open_desk, reader, monkeypatch):
    made = follow(reader)
    token = link_in_mail("confirm").rsplit("/", 2)[1]
    assert reader.get(f"/follow/mine/{token}/").status_code == 410
    assert reader.get(f"/follow/leave/{token}/").status_code == 410
    assert reader.get(f"/follow/confirm/{token[:-1]}/").status_code == 410
    monkeypatch.setattr("onrecord_site.follow.views.CONFIRM_FOR", timedelta(seconds=-1))
    assert reader.get(f"/follow/confirm/{token}/").status_code == 410
    choices = urlsplit(links.link("choices", made.address)).path
    assert reader.get(choices).status_code == 200
    Address.objects.update(nonce="new")
    assert reader.get(choices).status_code == 410


def test_alert_tells_what_changed_since_with_a_link_for_every_statement(open_desk, reader):
    follow(reader)
    assert post_alerts() == 0
    more_happens(open_desk)
    assert post_alerts() == 1
    letter = Letter.objects.latest("pk")
    assert letter.subject == "Orlen valley cleared as the water rises: 2 changes"
    assert "New, and in dispute" in letter.text
    assert "How many families left" not in letter.text
    told = re.findall(r"^\* (.+)\n  (.+)\n  (http\S+)$", letter.text, re.M)
    assert len(told) == letter.text.count("\n* ") == 4
    for words, _who, source in told:
        assert source.startswith(("https://valley.example.org/", "https://coast.example.org/"))
        assert words.split(": ")[-1].strip("“”") in letter.html
    items = re.findall(r"<li>.*?</li>", letter.html, re.S)
    assert len(items) == 4
    assert all('<a href="https://' in item for item in items)
    assert "Denied:" in letter.text


def test_nothing_is_told_twice(open_desk, reader):
    follow(reader)
    more_happens(open_desk)
    assert post_alerts() == 1
    Letter.objects.update(made_at=timezone.now() - timedelta(days=1))
    assert post_alerts() == 0
    assert Delivery.objects.filter(is_of_a_list=True).count() == 1


def test_alerts_come_once_an_hour_and_lose_nothing(open_desk, reader):
    follow(reader)
    more_happens(open_desk)
    assert post_alerts() == 1
    Statement.objects.filter(pk="coast-s3").update(state=State.REJECTED)
    more_happens(open_desk)
    assert post_alerts() == 0
    Letter.objects.update(made_at=timezone.now() - timedelta(hours=2))
    assert post_alerts() == 1
    assert "Now told by one report only" in Letter.objects.latest("pk").text


def test_name_is_told_of_what_comes_on_record_by_and_about_it(open_desk, reader):
    follow(reader, "/follow/name/mara-ilves/")
    more_happens(open_desk)
    assert post_alerts() == 1
    text = Letter.objects.latest("pk").text
    assert "the dam had cracked" in text
    assert "Tomas Brandt" not in text
    assert "in the story Orlen valley cleared" in text


def test_figure_is_told_of_its_moves_alone(open_desk, reader):
    follow(reader, "/follow/figure/flood/families-who-left/")
    more_happens(open_desk)
    assert post_alerts() == 0
    assert MailFollow.objects.get().told_through > 0


def test_figure_is_followed_by_its_own_page_while_it_stands(open_desk, reader):
    page = "/stories/flood/figures/families-who-left/"
    assert f'href="{page}"' in reader.get(FORMS[2]).text
    Statement.objects.update(state=State.REJECTED)
    assert reader.get(FORMS[2]).status_code == 404


def test_several_follows_make_one_alert(open_desk, reader):
    follow(reader)
    follow(reader, "/follow/name/mara-ilves/")
    more_happens(open_desk)
    assert post_alerts() == 1
    text = Letter.objects.latest("pk").text
    assert "Mara Ilves\n" in text
    assert "Orlen valley cleared as the water rises\n" in text


def test_rejected_words_are_in_no_alert(open_desk, reader):
    follow(reader)
    more_happens(open_desk)
    Statement.objects.update(state=State.REJECTED)
    assert post_alerts() == 0


def test_address_that_came_back_gets_no_alert_until_it_confirms_again(open_desk, reader):
    made = follow(reader)
    Address.objects.update(undeliverable_at=timezone.now(), problem="550")
    more_happens(open_desk)
    assert post_alerts() == 0
    follow(reader)
    assert Address.objects.get(pk=made.address_id).undeliverable_at is None
    assert post_alerts() == 1


def test_own_page_shows_all_follows_and_ends_each(open_desk, reader):
    made = follow(reader)
    follow(reader, "/follow/name/mara-ilves/")
    other = follow(reader, email="other@example.org")
    reader.post("/follow/mine/", {"email": READER})
    page = link_in_mail("mine")
    text = reader.get(page).text
    assert "Orlen valley cleared as the water rises" in text
    assert "Mara Ilves" in text
    reader.post(page, {"follow": str(other.pk)})
    assert MailFollow.objects.filter(pk=other.pk).exists()
    reader.post(page, {"follow": str(made.pk)})
    assert not MailFollow.objects.filter(pk=made.pk).exists()
    reader.post(page, {"everything": "1"})
    assert list(MailFollow.objects.all()) == [other]
    assert "Nothing." in reader.get(page).text


def test_one_click_ends_all_alerts_without_cookie_or_question(open_desk, reader):
    made = follow(reader)
    more_happens(open_desk)
    post_alerts()
    path = urlsplit(links.link("follow-leave", made.address)).path
    assert "End all alerts?" in reader.get(path).text
    assert MailFollow.objects.exists()
    answer = reader.post(
        path, {"List-Unsubscribe": "One-Click"},
        headers={"sec-fetch-site": "cross-site", "origin": "https://mail.example"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert not MailFollow.objects.exists()
    assert Delivery.objects.get(is_of_a_list=True).state == "dropped"
    assert reader.post(path).status_code == 200


def test_subject_that_left_the_site_can_still_be_ended(open_desk, reader):
    made = follow(reader)
    open_desk.publish([], {"flood": ""})
    page = urlsplit(links.link("choices", made.address)).path
    assert "not on the site any more" in reader.get(page).text
    assert Subject.objects.get().label in reader.get(page).text


def test_story_and_name_lead_to_their_follow_page(open_desk, reader):
    assert 'href="/follow/story/flood/"' in reader.get("/stories/flood/").text
    assert 'href="/follow/figure/flood/families-who-left/"' in reader.get("/stories/flood/").text
    assert 'href="/follow/name/mara-ilves/"' in reader.get("/people/mara-ilves/").text
    assert 'href="/follow/"' in reader.get("/about/").text
    assert reader.get("/follow/").status_code == 200

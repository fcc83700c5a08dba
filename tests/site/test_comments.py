"""Comments: written, confirmed by mail, looked after, answered, reported, removed."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_comments.signals import comment_will_be_posted

from onrecord_site.comments import who
from onrecord_site.comments.commentable import find, target_of
from onrecord_site.comments.forgetting import forget_commenters
from onrecord_site.comments.models import Ban, Closing, Comment, CommentRules, Report
from onrecord_site.comments.moderation import approve, place, reject, remove_own, settle_new
from onrecord_site.comments.section import BYTES_A_PAGE, build_comments_page
from onrecord_site.comments.signals import shown_changed
from onrecord_site.mail.addresses import forget
from onrecord_site.mail.links import link
from onrecord_site.mail.models import Address, Attempt, Delivery, Letter
from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.users.models import User

AUTHOR = "ada@example.org"
WRITE = "/comments/story/flood/write/"
STORY = "/stories/flood/"
Mode = CommentRules.Mode


@pytest.fixture
def open_desk(flood, settings):
    """A newsroom that mails, whose story is news still."""
    settings.MAIL_FROM = "news@example.org"
    Story.objects.update(last_at=timezone.now())
    return flood


@pytest.fixture
def at_once(open_desk):
    """The same, where a confirmed comment is shown at once."""
    rules(mode=Mode.LOOK_AFTER)
    return open_desk


@pytest.fixture
def moderator(db) -> User:
    user = User.objects.create_user(
        "mo", password="not-a-secret", first_name="Mo", last_name="Deri"
    )
    user.groups.add(Group.objects.get(name="Comment moderators"))
    return user


def rules(**fields) -> CommentRules:
    made = CommentRules.in_force()
    for name, value in fields.items():
        setattr(made, name, value)
    made.full_clean()
    made.save()
    return made


def typed(reader, page=WRITE, **fields) -> dict[str, str]:
    """What a reader sends: what stands in the form already, and `fields`."""
    text = reader.get(page).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    return {**hidden, "name": "Ada", "email": AUTHOR, "comment": "The dam is old.", **fields}


def write(reader, page=WRITE, **fields):
    return reader.post(page, typed(reader, page, **fields))


def mailed_link(name: str) -> str:
    text = Letter.objects.latest("pk").text
    return urlsplit(re.search(rf"http\S+/{name}/\S+", text)[0]).path


def confirmed(reader, page=WRITE, **fields) -> Comment:
    write(reader, page, **fields)
    reader.post(mailed_link("confirm"))
    return Comment.objects.latest("pk")


def said(text="Something.", parent=None, *, public=True, under=None, **fields) -> Comment:
    """A comment made without the forms; under the story, or the page that is given."""
    target = target_of(under) if under else find("story", "flood")
    comment = Comment(
        content_type=target.content_type, object_pk=target.object_pk, comment=text,
        user_name=fields.pop("name", "Bo"), is_public=False, **fields,
    )  # fmt: skip
    place(comment, parent, 2)
    settle_new(comment, "" if public else "Waits.")
    comment.refresh_from_db()
    return comment


def test_comment_is_shown_after_its_author_confirmed_and_a_moderator_looked(
    open_desk, reader, moderator
):
    answer = write(reader)
    assert (answer.status_code, answer["Location"]) == (302, "/comments/sent/")
    assert "look into your mail" in reader.get("/comments/sent/").text
    comment = Comment.objects.get()
    confirm = mailed_link("confirm")
    assert "The dam is old." in reader.get(confirm).text
    comment.refresh_from_db()
    assert comment.confirmed_at is None  # opening a link is not yet a decision
    assert not Comment.objects.waiting().exists()
    own = reader.post(confirm)["Location"]
    assert own.startswith("/comments/own/")
    assert "waits for a moderator" in reader.get(own).text
    assert "The dam is old." not in reader.get(STORY).text
    assert approve([comment], moderator) == 1
    assert "The dam is old." in reader.get(STORY).text
    assert "1 comment<" in reader.get(STORY).text
    assert "is shown" in reader.get(own).text


def test_comment_is_shown_once_confirmed_where_the_rules_say_so(at_once, reader):
    comment = confirmed(reader)
    assert comment.is_public
    assert f'id="c-{comment.pk}"' in reader.get(STORY).text
    assert f'id="c-{comment.pk}"' in reader.get(comment.get_absolute_url()).text


def test_confirming_twice_is_confirming_once_and_brings_nothing_back(at_once, reader):
    comment = confirmed(reader)
    reject([comment], None)
    reader.post(mailed_link("confirm"))
    comment.refresh_from_db()
    assert comment.is_removed


def test_without_mail_no_address_is_asked_and_a_moderator_looks_at_everything(
    at_once, reader, settings
):
    settings.MAIL_FROM = ""
    assert 'type="email"' not in reader.get(WRITE).text
    write(reader)
    comment = Comment.objects.get()
    assert comment.address is None
    assert list(Comment.objects.waiting()) == [comment]
    assert "sends no mail" in comment.held_because
    assert not Letter.objects.exists()
    assert "as soon as a moderator" in reader.get("/comments/sent/").text


def test_account_needs_no_mail_and_a_moderator_nobody_to_look(open_desk, client, moderator):
    client.force_login(moderator)
    text = client.get(WRITE, headers={"host": "localhost"}).text
    assert 'name="email"' not in text
    assert 'name="name"' not in text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    client.post(WRITE, {**hidden, "comment": "We look into it."}, headers={"host": "localhost"})
    comment = Comment.objects.get()
    assert (comment.is_public, comment.user_name) == (True, "Mo Deri")
    page = client.get(STORY, headers={"host": "localhost"}).text
    assert '<span class="of">newsroom</span>' in page


def test_account_without_the_permission_waits_as_everybody(open_desk, client):
    client.force_login(User.objects.create_user("plain", password="not-a-secret"))
    text = client.get(WRITE, headers={"host": "localhost"}).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    client.post(WRITE, {**hidden, "comment": "A thought."}, headers={"host": "localhost"})
    comment = Comment.objects.get()
    assert not comment.is_public
    assert comment.user_name == "Onrecord"  # never the name that is signed in with


def test_neither_address_nor_network_is_on_any_page_or_row(at_once, reader):
    comment = confirmed(reader)
    pages = "".join(
        reader.get(page).text
        for page in (STORY, "/comments/story/flood/", f"/comments/report/{comment.pk}/")
    )
    assert AUTHOR not in pages
    assert "127.0.0.1:" not in pages.replace("127.0.0.1:8000", "")
    assert len(comment.client) == 64
    assert "127.0.0.1" not in str(list(Comment.objects.values()))


def test_mail_to_confirm_holds_no_words_of_the_comment(open_desk, reader):
    write(reader, comment="Buy my pills at https://pills.example/", name="Pill Man")
    letter = Letter.objects.get()
    for part in (letter.text, letter.html, letter.subject):
        assert "pills" not in part.lower()
        assert "Pill Man" not in part


def test_same_comment_sent_twice_is_one(open_desk, reader):
    data = typed(reader)
    for _ in range(2):
        assert reader.post(WRITE, data).status_code == 302
    assert Comment.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("comment", " \u200b\u2800 ", "Please write something."),
        ("comment", "x" * 3001, "at most 3000 characters"),
        ("name", "\u202e\u200b", "Please give a name."),
        ("name", "onrecord", "This is the name of the newsroom."),
        ("name", "see https://x.example", "A name has no web address."),
        ("email", "nonsense", "Enter a valid email address."),
        ("statement", "of-another-story", "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(
    open_desk, reader, field, value, problem
):
    answer = write(reader, **{field: value, "name": value if field == "name" else "Ada Byron"})
    assert answer.status_code == 200
    assert problem in answer.text
    assert f'id="id_{field}_error"' in answer.text
    assert f'href="#id_{field}"' in answer.text
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', answer.text)
    assert re.search(rf'aria-describedby="[^"]*id_{field}_error"', answer.text)
    if field != "name":
        assert 'value="Ada Byron"' in answer.text
    assert "autofocus" in answer.text
    assert not Comment.objects.exists()


def test_form_of_another_page_or_day_is_shown_again_with_what_was_typed(
    open_desk, reader, monkeypatch
):
    data = typed(reader)
    for changed in (
        {"object_pk": "other"}, {"security_hash": "0" * 40}, {"timestamp": "1"}, {"timestamp": "x"},
    ):  # fmt: skip
        answer = reader.post(WRITE, data | changed)
        assert "open for long" in answer.text
        assert "The dam is old." in answer.text
        again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
        assert again["object_pk"] == "flood"
    assert not Comment.objects.exists()
    assert reader.post(WRITE, data | again).status_code == 302
    assert Comment.objects.count() == 1


def test_program_gets_the_same_answer_and_nothing_is_kept(open_desk, reader):
    answer = write(reader, honeypot="http://spam.example")
    assert answer["Location"] == "/comments/sent/"
    assert not Comment.objects.exists()
    assert not Letter.objects.exists()


def test_form_of_another_site_is_refused(open_desk, reader):
    data = typed(reader)
    answer = reader.post(WRITE, data, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_question_is_asked_and_its_answer_compared(open_desk, reader):
    rules(question="Which animal says moo?", answers="A cow\ncow")
    assert "Which animal says moo?" in reader.get(WRITE).text
    assert "That is not the answer" in write(reader, answer="a duck").text
    assert write(reader, answer="  A  COW. ").status_code == 302
    with pytest.raises(Exception, match="Give a question and its answer"):
        rules(answers="")


def test_client_and_address_comment_so_often_and_no_more(open_desk, reader, monkeypatch):
    monkeypatch.setattr(who, "COMMENTS_OF_A_CLIENT", (2, timedelta(hours=1)))
    answers = [write(reader, comment=f"Number {number}.") for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Number 2." in answers[2].text
    monkeypatch.setattr(who, "COMMENTS_OF_A_CLIENT", (99, timedelta(hours=1)))
    monkeypatch.setattr(who, "COMMENTS_OF_AN_ADDRESS", (2, timedelta(hours=1)))
    assert write(reader, comment="More.").status_code == 429
    assert write(reader, comment="More.", email="other@example.org").status_code == 302
    assert Comment.objects.count() == 3


@pytest.mark.parametrize("by", ["address", "domain", "client"])
def test_banned_gets_the_same_answer_and_nothing_is_kept(open_desk, reader, by):
    comment = confirmed(reader)
    if by == "client":
        comment.address = None
        who.ban_author(comment)
    else:
        who.ban_email(AUTHOR if by == "address" else "@example.org", "Ada")
    answer = write(reader, comment="Again.", email=AUTHOR.upper())
    assert answer["Location"] == "/comments/sent/"
    assert Comment.objects.count() == 1
    Ban.objects.update(holds_until=timezone.now() - timedelta(days=1))
    write(reader, comment="Again.")
    assert Comment.objects.count() == 2


def test_who_was_banned_before_confirming_waits(at_once, reader):
    write(reader)
    who.ban_email(AUTHOR, "Ada")
    reader.post(mailed_link("confirm"))
    assert Comment.objects.get().held_because == "Its author was banned meanwhile."
    assert not Comment.objects.get().is_public


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("What a DAMNED  fool he is", "words of the list"),
        ("https://a.example https://b.example https://c.example", "3 links"),
        ("damnedest is another word; https://a.example", ""),
    ],
)
def test_words_of_the_list_and_many_links_wait(at_once, reader, text, why):
    rules(words="damned fool\n\nscoundrel")
    comment = confirmed(reader, comment=text)
    assert comment.is_public is not bool(why)
    assert why in comment.held_because


def test_answers_stand_below_what_they_answer_to_a_limited_depth(at_once, reader):
    first = said("First.", name="Ada")
    second = said("Second.", first)
    said("Other thread.")
    third = said("Third.", second)
    fourth = confirmed(reader, f"{WRITE}?reply={third.pk}", comment="Fourth.")
    fifth = said("Fifth.", second)
    page = build_comments_page(find("story", "flood"))
    shown = [(each.text, each.depth) for each in page.comments]
    assert shown == [
        ("Other thread.", 0), ("First.", 0), ("Second.", 1), ("Third.", 2), ("Fourth.", 2),
        ("Fifth.", 2),
    ]  # fmt: skip
    assert (fourth.parent_id, fourth.thread) == (third.pk, first.pk)
    assert page.comments[4].answers_url == f"#c-{third.pk}"
    assert fifth.depth == 2


def test_only_what_is_shown_on_this_page_can_be_answered(at_once, reader):
    hidden = said(public=False)
    assert reader.get(f"{WRITE}?reply={hidden.pk}").status_code == 404
    assert reader.get(f"{WRITE}?reply=x").status_code == 404
    assert reader.get(f"{WRITE}?reply=99999999999999999999").status_code == 404
    assert "Answer Bo" in reader.get(f"{WRITE}?reply={said().pk}").text


def test_waiting_answer_is_not_shown_with_its_parent(at_once, reader, moderator):
    first = said("First.")
    said("Second.", first, public=False)
    approve([first], moderator)
    assert "Second." not in reader.get(STORY).text


def test_removed_comment_leaves_its_place_where_it_was_answered(at_once, reader, moderator):
    first, alone = said("Foul words."), said("Lonely words.")
    second = said("Polite answer.", first)
    reject([first, alone], moderator)
    text = reader.get(STORY).text
    assert "Foul words" not in text
    assert "Lonely words" not in text
    assert f'id="c-{alone.pk}"' not in text
    assert text.count("Removed by a moderator.") == 1
    assert "a removed comment" in text
    reject([second], moderator)
    assert "Removed by" not in reader.get(STORY).text
    approve([first], moderator)
    assert "Foul words" in reader.get(STORY).text


def test_author_removes_the_comment_by_the_mailed_link_for_good(at_once, reader, moderator):
    comment = confirmed(reader, comment="I regret this.")
    said("An answer.", comment)
    own = mailed_link("own")
    assert "I regret this." in reader.get(own).text
    comment.refresh_from_db()
    assert comment.is_public
    assert "is removed" in reader.post(own).text
    comment.refresh_from_db()
    assert (comment.comment, comment.user_name, comment.address) == ("", "", None)
    text = reader.get(STORY).text
    assert "Removed by its author." in text
    assert "Ada" not in text.split('id="comments"')[1]
    assert approve([comment], moderator) == 0
    assert reader.get(own).status_code == 410


def test_link_of_one_purpose_or_person_is_good_for_no_other(at_once, reader):
    write(reader)
    token = mailed_link("confirm").rsplit("/", 2)[1]
    for page in ("own", "leave"):
        assert reader.get(f"/comments/{page}/{token}/").status_code == 410
    assert reader.get(f"/comments/confirm/{token[:-1]}/").status_code == 410
    Address.objects.update(nonce="new")
    assert reader.get(f"/comments/confirm/{token}/").status_code == 410


def test_reports_hide_a_comment_until_somebody_looked(at_once, reader, moderator):
    comment = said("Some insult.")
    answered = said("An answer.", comment)
    page = f"/comments/report/{comment.pk}/"
    assert "Some insult." in reader.get(page).text
    wrong = reader.post(page, {"reason": ""})
    assert "id_reason_error" in wrong.text
    for number in range(5):
        # The same network counts once.
        reader.post(page, {"reason": "abuse", "note": f"<b>Note {number}</b>"})
    assert Report.objects.count() == 1
    assert "Some insult." in reader.get(STORY).text
    for number in (1, 2):
        answer = reader.post(page, {"reason": "hate"}, REMOTE_ADDR=f"192.0.2.{number}")
        assert "Moderators will look at it" in answer.text
    text = reader.get(STORY).text
    assert "Some insult." not in text
    assert "It is hidden until a moderator has looked" in text
    assert "An answer." in text
    comment.refresh_from_db()
    assert list(Comment.objects.waiting()) == [comment]
    assert "Readers reported it." in comment.held_because
    assert reader.get(page).status_code == 404
    approve([comment], moderator)
    assert Report.objects.filter(settled_at=None).count() == 0
    reader.post(page, {"reason": "hate"}, REMOTE_ADDR="192.0.2.99")
    assert "Some insult." in reader.get(STORY).text
    assert answered.is_public


def test_program_reports_nothing_and_clients_not_too_often(at_once, reader, monkeypatch):
    page = f"/comments/report/{said().pk}/"
    reader.post(page, {"reason": "spam", "website": "http://spam"})
    assert not Report.objects.exists()
    monkeypatch.setattr(who, "REPORTS_OF_A_CLIENT", (0, timedelta(hours=1)))
    assert reader.post(page, {"reason": "spam"}).status_code == 429


def test_story_closes_by_age_and_by_hand(at_once, reader):
    said("Written in time.")
    assert 'href="/comments/story/flood/write/"' in reader.get(STORY).text
    Closing.objects.create(path=STORY, reason="The court has asked for silence.")
    assert "The court has asked" in reader.get(STORY).text
    assert "The court has asked" in reader.get(WRITE).text
    assert reader.post(WRITE, {"comment": "x"}).status_code == 403
    Closing.objects.all().delete()
    data = typed(reader)
    Story.objects.update(last_at=timezone.now() - timedelta(days=31))
    text = reader.get(STORY).text
    assert "Comments are closed. Comments close 30 days after the last news." in text
    assert "Written in time." in text
    assert "?reply=" not in text
    assert reader.post(WRITE, data).status_code == 403
    rules(close_after_days=0)
    assert reader.post(WRITE, data).status_code == 302


def test_comments_stand_among_the_contents_of_a_story(at_once, reader):
    entry = '<li><a href="#comments">Comments</a></li>'
    for _ in ("made", "kept"):
        contents = reader.get(STORY).text.split('<nav class="contents"')[1].split("</nav>")[0]
        assert entry in contents
    rules(mode=Mode.OFF)
    assert "#comments" not in reader.get(STORY).text


def test_comments_are_off_where_the_desk_says_so(at_once, reader):
    comment = said("Said before.")
    rules(mode=Mode.OFF)
    assert "omment" not in reader.get(STORY).text.split("<main")[1].split("</main>")[0]
    for page in (WRITE, "/comments/story/flood/", f"/comments/report/{comment.pk}/"):
        assert reader.get(page).status_code == 404
        assert reader.post(page).status_code in (404, 405)


@pytest.mark.parametrize(
    "page", ["/comments/story/none/", "/comments/nothing/1/", "/comments/user/1/write/"]
)
def test_only_registered_kinds_of_pages_have_comments(at_once, reader, page):
    assert reader.get(page).status_code == 404


def test_row_of_another_kind_is_refused_by_the_tag(at_once):
    assert target_of(Story.objects.get()).url == STORY
    with pytest.raises(LookupError):
        target_of(User(username="x"))


def test_comment_cites_a_statement_as_long_as_it_stands(at_once, reader):
    text = reader.get(f"{WRITE}?about=s-coast-s2").text
    assert '<option value="coast-s2" selected>the dam had cracked · Mara Ilves</option>' in text
    confirmed(reader, statement="coast-s2")
    text = reader.get(STORY).text.split('id="comments"')[1]
    assert '<a href="/stories/flood/#s-coast-s2">Denied: ' in text
    assert "the dam had cracked" in text
    Statement.objects.filter(slug="coast-s2").update(state=State.REJECTED)
    assert "the dam had cracked" not in reader.get(STORY).text.split('id="comments"')[1]
    assert 'value="coast-s2"' not in reader.get(WRITE).text


def test_answer_is_mailed_once_to_who_asked_above_it(at_once, reader, moderator):
    asked = confirmed(reader, wants_answers="on")
    other = confirmed(reader, f"{WRITE}?reply={asked.pk}", email="bo@example.org", name="Bo",
                      comment="Not so old.", wants_answers="on")  # fmt: skip
    letters = Letter.objects.exclude(leave_view="")
    assert [each.address.email for each in letters.get().deliveries.all()] == [AUTHOR]
    assert "Not so old." in letters.get().text
    assert f"/comments/story/flood/?at={other.pk}#c-{other.pk}" in letters.get().text
    reject([other], moderator)
    approve([other], moderator)
    assert letters.count() == 1
    third = said("Third.", other)
    told = Delivery.objects.filter(letter=letters.latest("pk"))
    assert {each.address.email for each in told} == {AUTHOR, "bo@example.org"}
    # Nobody hears of their own words.
    said("Fourth.", third, address=Address.objects.get(email=AUTHOR))
    told = Delivery.objects.filter(letter=letters.latest("pk"))
    assert [each.address.email for each in told] == ["bo@example.org"]


def test_mails_about_answers_end_at_one_click(at_once, reader):
    asked = confirmed(reader, wants_answers="on")
    said("An answer.", asked)
    letter = Letter.objects.latest("pk")
    path = urlsplit(link(letter.leave_view, asked.address, letter.list_name)).path
    assert "End mails about answers?" in reader.get(path).text
    answer = reader.post(path, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    asked.refresh_from_db()
    assert not asked.wants_answers
    assert letter.deliveries.get().state == "dropped"
    said("Another answer.", asked)
    assert Letter.objects.latest("pk") == letter


def test_mails_about_answers_stand_with_all_that_an_address_follows(at_once, reader):
    first = confirmed(reader, wants_answers="on")
    second = confirmed(reader, wants_answers="on", comment="Another thread.")
    page = urlsplit(link("choices", first.address)).path
    assert reader.get(page).text.count("Answers to your comment") == 2
    reader.post(page, {"thread": str(first.thread)})
    first.refresh_from_db()
    assert not first.wants_answers
    assert reader.get(page).text.count("Answers to your comment") == 1
    reader.post(page, {"everything": "1"})
    second.refresh_from_db()
    assert not second.wants_answers
    assert "Nothing." in reader.get(page).text


def test_whence_a_comment_came_is_forgotten_and_what_nobody_confirmed(at_once, reader):
    kept = confirmed(reader)
    Report.objects.create(comment=kept, client="c" * 64, reason="spam")
    Report.objects.create(comment=kept, client="d" * 64, reason="spam")
    write(reader, comment="Never confirmed.", email="never@example.org")
    who.ban_author(kept)
    forget_commenters()
    forget()
    assert Comment.objects.count() == 2
    long_ago = timezone.now() - timedelta(days=31)
    Comment.objects.update(submit_date=long_ago)
    Report.objects.update(made_at=long_ago)
    Address.objects.update(created_at=long_ago)
    Attempt.objects.update(at=long_ago)
    Ban.objects.filter(holds_until__isnull=False).update(holds_until=long_ago)
    forget_commenters()
    forget()
    kept.refresh_from_db()
    assert kept.client == ""
    assert list(Report.objects.values_list("client", flat=True)) == [None, None]
    assert list(Comment.objects.all()) == [kept]
    # The address stays: its owner may remove the comment by the mailed link.
    assert list(Address.objects.values_list("email", flat=True)) == [AUTHOR]
    assert Ban.objects.count() == 1


def test_listener_of_the_package_may_refuse_a_comment(open_desk, reader):
    def refuse(comment, **_given):
        return "pills" not in comment.comment

    comment_will_be_posted.connect(refuse)
    try:
        assert write(reader, comment="pills")["Location"] == "/comments/sent/"
        assert not Comment.objects.exists()
        write(reader)
    finally:
        comment_will_be_posted.disconnect(refuse)
    assert Comment.objects.count() == 1


def test_whoever_keeps_finished_pages_is_told_of_changes(
    at_once, moderator, django_capture_on_commit_callbacks
):
    told = []

    def note(target, **_given):
        told.append(target.url)

    shown_changed.connect(note)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            comment = said()
        with django_capture_on_commit_callbacks(execute=True):
            reject([comment], moderator)
        with django_capture_on_commit_callbacks(execute=True):
            said(public=False)
    finally:
        shown_changed.disconnect(note)
    assert told == [STORY, STORY]


def test_long_talk_is_cut_into_pages_that_lose_and_repeat_nothing(at_once, reader):
    threads = [said(f"Thread {number}.") for number in range(40)]
    for number in range(90):
        said(f"Answer {number}. " + "word " * (number % 7) * 40, threads[number % 3])
    seen, page = [], "/comments/story/flood/"
    while page:
        text = reader.get(page).text
        seen += re.findall(r'<li id="c-(\d+)"', text)
        found = re.search(r'href="([^"]*\?after=\d+)#comments"', text)
        page = found[1] if found else ""
    assert len(seen) == len(set(seen)) == 130
    assert sorted(map(int, seen)) == sorted(Comment.objects.values_list("pk", flat=True))


def test_page_behind_the_last_comment_still_counts_them_all(at_once, reader):
    last = said("First and last.")
    text = reader.get(f"/comments/story/flood/?after={last.pk}").text
    assert "1 comment<" in text
    assert "Nobody has commented yet." not in text


def test_page_of_a_long_talk_asks_little_and_stays_small(
    at_once, reader, django_assert_max_num_queries
):
    before = len(reader.get(STORY).content)
    roots = [said("A word of mine. " * 30) for _ in range(60)]
    made = [
        Comment(
            content_type=ContentType.objects.get_for_model(Story), object_pk="flood",
            comment="Söme ünicöde wörds. " * 20, user_name="Bo", is_public=True,
            confirmed_at=timezone.now(), submit_date=timezone.now(), parent=roots[number % 60],
            thread=roots[number % 60].pk, path=f"{roots[number % 60].path}{number:012d}", depth=1,
            statement="coast-s2",
        )
        for number in range(440)
    ]  # fmt: skip
    Comment.objects.bulk_create(made)
    for page in (STORY, "/comments/story/flood/", f"/comments/story/flood/?after={roots[30].pk}"):
        with django_assert_max_num_queries(15):
            text = reader.get(page).text
        assert "500 comments" in text
    weight = len(reader.get(STORY).content) - before
    assert 10_000 < weight < BYTES_A_PAGE * 1.05


def test_fifty_threads_fit_a_story_page(at_once, reader):
    for number in range(60):
        said(f"Short word {number}.")
    text = reader.get(STORY).text
    assert text.count('<li id="c-') == 50
    assert len(text.encode()) < 100_000


@pytest.mark.parametrize(
    "page", ["/comments/story/flood/", WRITE, "/comments/sent/", "/comments/report/1/"]
)
def test_page_answers_with_strict_headers_and_without_script_or_cookie(at_once, reader, page):
    comment = said(statement="coast-s2")
    answer = reader.get(page.replace("/1/", f"/{comment.pk}/"))
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    assert not answer.cookies
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer.text.count("<h1") == 1
    ids = re.findall(r' id="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))
    described = re.findall(r'aria-describedby="([^"]+)"', answer.text)
    assert {each for group in described for each in group.split()} <= set(ids)


def test_comment_whose_story_is_gone_stays_for_its_author_and_the_desk(at_once, reader, editor):
    comment = confirmed(reader)
    own = mailed_link("own")
    at_once.publish([], {"flood": ""})
    assert reader.get(own).status_code == 200
    assert "The page is gone" in editor.get("/admin/snippets/comments/comment/").text
    remove_own(comment)
    assert Comment.objects.get().is_removed

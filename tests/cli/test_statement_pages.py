"""`onrecord statements --html`: the article with each statement marked, and what is told of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.articles.read import read
from onrecord.block_kinds import BODY_KINDS, META_KINDS
from onrecord.cli.pages import statement_page
from onrecord.cli.pages.marks import marked_words, marks_of
from onrecord.publishing import Reading
from onrecord.records import (
    Article,
    Block,
    Capture,
    Event,
    Figure,
    Participant,
    Place,
    Source,
    Span,
    Statement,
    Time,
    Words,
)

Run = Callable[..., Result]

#: Statements in each other, crossing, with one source for two, and a content in two paragraphs.
BLOCKS = [
    ("headline", "Mayor rejects the union’s claim"),
    ("byline", "By Jo Berg"),
    (
        "paragraph",
        """“The union told us that the owner promised to pay by Friday,” Mayor Ana Ruiz said, \
adding that 40 <b>jobs</b> in Port Alder are safe. “They never called us,” she went on.""",
    ),
    ("paragraph", "“And they never will.”"),
    ("advert", "Buy our <i>boats</i>"),
]
TEXT = "\n\n".join(words for _, words in BLOCKS)
HOSTILE = '"><script>alert(1)</script>\x07\u202e$title'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(*pieces: str) -> Words:
    return Words(spans=tuple(map(span, pieces)), text=" ".join(pieces))


def by(words: str, name: str, **fields: Any) -> Source:
    return Source(span=span(words), text=words, name=name, **fields)


def statement(content: Words, **fields: Any) -> Statement:
    told: dict[str, Any] = {
        "form": "reported",
        "certainty": "stated",
        "factuality": 3.0,
        "score": 0.85,
        "source": None,
        "cue": None,
    }
    start, end = content.spans[0].start, content.spans[-1].end
    return Statement(
        id=str(start),
        article="a",
        sentence=Span(start, end),
        content=content,
        **{**told, **fields},
    )


def reading(name: str = "Ana Ruiz") -> Reading:
    blocks, start = [], 0
    for kind, words in BLOCKS:
        blocks.append(Block(kind=kind, start=start, end=start + len(words)))  # type: ignore[arg-type]
        start += len(words) + 2
    ruiz = by("Mayor Ana Ruiz", name, kind="person", attribute=f"Mayor{name}")
    pay = Event(
        trigger=span("pay"),
        category="AGREE",
        mode="promise" + name,
        contexts=("legal", "human_rights"),
        actors=(Participant(span=span("the owner"), text="the owner", name=name, country="EE"),),
        place=name,
        time="2025-03-07",
    )
    forty = Figure(span=span("40"), value=40, low=35, high=45, counts="jobs" + name, change="~")
    alder = Place(
        span=span("Port Alder"),
        name="Port Alder",
        country="EE",
        lat=59.4,
        lon=24.7,
        precision="city",
    )
    statements = (
        statement(
            said("“The union told us that the owner promised to pay by Friday,”"),
            form="quotation",
            source=ruiz,
            cue=said("said"),
        ),
        statement(
            said("that the owner promised to pay by Friday"),
            source=by("The union", "Dock Union", kind="organisation"),
            cue=said("told us"),
            events=(pay,),
            times=(Time(span=span("Friday"), value=None, type="date"),),
        ),
        statement(
            said("Friday,” Mayor Ana Ruiz said, adding that 40"),
            form="mixed",
            certainty="possible",
            factuality=1.0,
        ),
        statement(
            said("that 40 <b>jobs</b> in Port Alder are safe"),
            certainty="denied",
            factuality=-3.0,
            source=ruiz,
            cue=said("adding"),
            figures=(forty,),
            places=(alder,),
        ),
        statement(
            said("“They never called us,”", "“And they never will.”"),
            form="quotation",
            source=by("she", name, kind="person"),
            cue=said("went on"),
        ),
        statement(said(BLOCKS[0][1]), form="narration"),
    )
    article = Article(
        id="a", headline="Claim" + name, text=TEXT, blocks=tuple(blocks), language="en"
    )
    return Reading(Capture(name="a", content=b"", media="text"), article, statements)


def tree_of(*readings: Reading) -> LexborHTMLParser:
    return LexborHTMLParser(statement_page(readings))


def shown(page: LexborNode | LexborHTMLParser) -> list[str]:
    return [each.text() for each in page.css(".blocks .words")]


def of_article(article: Article) -> list[str]:
    return [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind in BODY_KINDS | META_KINDS
    ]


# -- The words ------------------------------------------------------------------------------------
spans = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda s: Span(s[0], sum(s)))


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=50),
    st.lists(st.tuples(spans, spans, spans, spans), max_size=5),
)
def test_marks_change_no_word(text: str, places: list[tuple[Span, ...]]) -> None:
    """However marks lie, words stay as they are, and each mark covers exactly its own."""
    given_ = [
        statement(
            Words(spans=(content, more), text=""),
            source=Source(span=source, text="", name="A"),
            cue=Words(spans=(cue,), text=""),
        )
        for content, more, source, cue in places
    ]
    marks = [mark for number, each in enumerate(given_) for mark in marks_of(number, each)]
    slots = {number: number for number in range(len(given_))}
    html = marked_words(text, Span(0, len(text)), marks, 1, slots)
    tree = LexborHTMLParser(f"<p>{html}</p>")
    assert tree.css_first("p").text() == text
    for number, each in enumerate(given_):
        covered = {
            position
            for start, end in (*each.content.spans, *each.cue.spans, each.source.span)
            for position in range(start, min(end, len(text)))
        }
        marked = set()
        position = 0
        for node in tree.css_first("p").traverse(include_text=True):
            if node.tag == "-text":
                length = len(node.text(deep=False))
                if _is_in(node, f"s{number}"):
                    marked |= set(range(position, position + length))
                position += length
        assert marked == covered


def _is_in(node: LexborNode, name: str) -> bool:
    above = node.parent
    while above is not None and above.tag == "span":
        if name in above.attributes["class"].split():
            return True
        above = above.parent
    return False


def test_the_article_is_printed_word_for_word() -> None:
    own = reading()
    assert shown(tree_of(own)) == of_article(own.article)
    assert "Not shown: 1 block around" in tree_of(own).text()


def test_furniture_with_a_statement_is_shown() -> None:
    own = reading()
    advert = statement(said("Buy our <i>boats</i>"), form="narration")
    tree = tree_of(own._replace(statements=(advert,)))
    assert shown(tree)[-1] == "Buy our <i>boats</i>"
    assert tree.css(".advert .note")


def test_statements_over_the_same_words_have_lines_of_their_own() -> None:
    tree = tree_of(reading())
    (friday,) = [each for each in tree.css(".inmost") if each.text() == "Friday"]
    lanes = []
    above: LexborNode | None = friday
    while above is not None and above.tag == "span":
        lanes.append(int(above.attributes.get("style", "--lane:0").removeprefix("--lane:")))
        above = above.parent
    assert len(lanes) == 3
    assert lanes == sorted(set(lanes))


# -- What is told ---------------------------------------------------------------------------------
def test_links_lead_both_ways() -> None:
    tree = tree_of(reading(), reading())
    ids = [each.attributes["id"] for each in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] for each in tree.css('a[href^="#"]')]
    assert {link[1:] for link in links} <= set(ids)
    for page in (1, 2):
        for number in range(1, 7):
            assert f"#page-{page}-statement-{number}" in links
            assert f"#page-{page}-words-{number}" in links


def test_a_note_tells_all_that_was_found() -> None:
    notes = [" ".join(each.text().split()) for each in tree_of(reading()).css(".note")]
    assert len(notes) == 6
    union = next(note for note in notes if "Dock Union" in note)
    for told in (
        "The union is Dock Union (organisation)",
        "pay AGREE, promiseAna Ruiz Ana Ruiz EE → nobody named; in Ana Ruiz; 2025-03-07; legal,",
        "Friday = unresolved (date)",
        "No figures or places.",
    ):
        assert told in union
    denied = next(note for note in notes if "denied" in note)
    for told in (
        "−3, certainly not so",
        "40 = about 40 jobsAna Ruiz (35 to 45)",
        "Port Alder = Port Alder (EE; city; 59.4, 24.7)",
        "0.85",
    ):
        assert told in denied
    assert any(note.startswith("1the outlet itself narration · stated · +3") for note in notes)
    assert any("a speaker not named mixed · possible · +1" in note for note in notes)


def test_the_top_counts_and_the_end_lists_by_source() -> None:
    tree = tree_of(reading())
    legend = tree.css_first(".legend").text(separator=" ")
    assert " ".join(legend.split()) == (
        "Form quotation 2 mixed 1 reported 2 narration 1 "
        "Certainty stated 4 possible 1 denied 1 "
        "Source the outlet itself 1 Ana Ruiz 3 Dock Union 1 a speaker not named 1"
    )
    groups = {each.css_first("h3").text(): each for each in tree.css(".sources section")}
    assert list(groups) == ["the outlet itself", "Ana Ruiz", "Dock Union", "a speaker not named"]
    assert [each.text() for each in groups["Ana Ruiz"].css(".said")] == [
        "“The union told us that the owner promised to pay by Friday,”",
        "that 40 <b>jobs</b> in Port Alder are safe",
        "“They never called us,” “And they never will.”",
    ]


def test_an_article_without_statements_is_still_printed() -> None:
    own = reading()
    tree = tree_of(own._replace(statements=()))
    assert shown(tree) == of_article(own.article)
    assert "No statement was found" in tree.text()
    assert "AGREE" not in tree.text()


def test_names_cannot_get_out_of_their_text() -> None:
    page = statement_page([reading(HOSTILE)])
    tree = LexborHTMLParser(page)
    assert not tree.css("script, img, i, link, iframe, object")
    assert "\x07" not in page
    assert "$title" in tree.css_first("h1").text()
    for element in tree.css("*"):
        assert not any(name.startswith("on") for name in element.attributes)
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in tree.css_first("meta[http-equiv]").attributes["content"]


# -- The command ----------------------------------------------------------------------------------
def test_the_command_prints_one_document(run: Run, pages: Path) -> None:
    result = run("statements", "--html", pages)
    assert result.exit_code == 1
    assert "not text" in result.stderr
    articles = LexborHTMLParser(result.stdout).css("article.page")
    assert [shown(each) for each in articles] == [
        of_article(read((pages / name).read_bytes())) for name in ("a.html", "c.txt")
    ]
    assert "Mara Lind" in articles[0].css_first(".sources").text()


def test_no_page_is_no_document(run: Run, pages: Path) -> None:
    result = run("statements", "--html", pages / "b.html")
    assert (result.exit_code, result.stdout) == (1, "")


def test_a_web_page_is_all_that_html_gives(run: Run, pages: Path) -> None:
    result = run("statements", "--html", "--format", "json", pages / "a.html")
    assert result.exit_code == 2
    assert "--html" in result.stderr

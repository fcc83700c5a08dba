"""Pages written for the tests of completeness: whole, walled, and without an article."""

import json

HEADLINE = "Council agrees on a plan for the old bridge"
PARAGRAPHS = [
    (
        "The council of the river town agreed on Monday evening on a plan for the old bridge, "
        "which has been closed to cars since the flood of last spring."
    ),
    (
        "Under the plan, the two middle arches will be taken down and built anew with the stones "
        "of the first ones, a work that the town's engineer expects to take until the autumn."
    ),
    (
        "“We have waited long enough,” said the mayor, Ingrid Holt. “People on the other bank "
        "drive for forty minutes to buy bread.” She asked the county to pay half of what it costs."
    ),
    (
        "The county has not answered yet. Its spokesman, Tom Okafor, said that the money for this "
        "year was spent, and that a ferry could carry walkers in the meantime."
    ),
    (
        "Three of the eleven members voted against the plan. They had asked for a new bridge "
        "of steel half a mile down the river, where the banks are higher and no flood has come."
    ),
    (
        "The bridge was built in 1781 by masons from the coast. It was hit by floods four times, "
        "and in 1944 by a bomb that took away its tower but left the arches as they were."
    ),
    (
        "Work begins in May. Until then the road along the mill stays closed at night, and the bus "
        "to the station stops at the market instead of the church."
    ),
]
MENU = ["News", "Town", "County", "Sport", "Culture", "Letters", "Weather"]
CARD_TITLES = [
    "Mill owner sells the weir to a company from the coast",
    "School choir wins the county prize for the third time",
    "Two hurt as a bus leaves the road near the quarry",
    "Why the market moves to the station square in June",
    "Farmers ask for water as the dry weeks go on",
    "Library opens on Sundays from next month",
    "Fire brigade looks for helpers under forty",
    "River club takes the cup after a long final",
    "Town hall clock stands still for a day",
    "Letters: what our readers say about the ferry",
    "Doctor of the upper town retires after thirty years",
    "Police find the stolen boats below the weir",
]
EXCERPT = "The decision came after a long meeting, and not everybody in the town is happy with it."


def page(main, *, head="", title=HEADLINE, foot="", side=""):
    """Put a page's header, menu and footer around its main part."""
    menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in MENU)
    return (
        f"<!doctype html><html lang=en><head><title>{title} | River Courier</title>{head}</head>"
        '<body><header class="site-header"><a class="logo" href="/">River Courier</a>'
        f'<nav><ul>{menu}</ul></nav><a href="/login">Already a subscriber? Log in</a></header>'
        f'<main>{main}</main>{side}{foot}<footer class="site-footer"><ul><li><a href="/about">'
        'About us</a></li><li><a href="/privacy">Privacy</a></li></ul><p>© 2025 River Courier</p>'
        "</footer>"
        "</body></html>"
    )


def linked_data(**properties):
    """Return a script element with an article's JSON-LD, or that of another type."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def article(paragraphs, *, below="", **frame):
    """Return a page with an article of these paragraphs, and what stands under them."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    byline = '<p class="byline">By Ana Ruiz</p><time datetime="2025-03-04">4 March 2025</time>'
    return page(
        f'<article><h1>{HEADLINE}</h1>{byline}<div class="article-body">{text}</div>{below}'
        "</article>",
        **frame,
    )


def cards(titles=CARD_TITLES, *, excerpt=EXCERPT, tag="h3"):
    """Return teasers of articles, each with a linked head and maybe an excerpt."""
    text = f"<p>{excerpt}</p>" if excerpt else ""
    return "".join(
        f'<div class="item"><{tag}><a href="/2025/03/{number}">{title}</a></{tag}>{text}</div>'
        for number, title in enumerate(titles)
    )


RELATED = (
    f'<aside class="related"><h2>Related articles</h2>{cards(CARD_TITLES[:6], excerpt="")}</aside>'
)
WALLS = {
    "subscribe": "<div><h3>Subscribe to continue reading</h3><p>Get all of the Courier from £1 a "
    "week.</p><a href='/subscribe'>Subscribe now</a></div>",
    "register": "<div class='regwall'><h2>Register for free to read on</h2><p>Create a free "
    "account to read this article and three more every month.</p><form><button>Register</button>"
    "</form><p>Already registered? <a href='/login'>Log in</a></p></div>",
    "members": "<section><p>This article is for subscribers only.</p><a href='/join'>Join us</a>"
    "</section>",
    "limit": "<div class='paywall'><p>You have reached your limit of free articles.</p></div>",
}
METER = (
    "<div class='meter'><p>You have 2 free articles left this month.</p><a href='/subscribe'>"
    "Subscribe</a></div>"
)
CONSENT = (
    "<h2>We value your privacy</h2><p>We and our 842 partners store and access information on a "
    "device, such as cookies, and process personal data, such as unique identifiers, for "
    "personalised ads and content, for measuring both, and for insights into our audience.</p><p>"
    "With your permission we and our partners may use precise location data. You may click to "
    "consent to our and our partners' processing as described above, or refuse to consent.</p><p>"
    "Your preferences will apply to this website only. You can change them at any time.</p>"
    "<button>Accept all</button><button>Reject all</button><button>More options</button>"
)
BANNER = f'<div class="consent-banner" role="dialog">{CONSENT}</div>'

WEBSITE = '<meta property="og:type" content="website">'
HOME = page(
    f"<h1>River Courier</h1><section>{cards(CARD_TITLES[:4])}</section><section><h2>Sport</h2>"
    f"{cards(CARD_TITLES[4:8])}</section><section><h2>Culture</h2>{cards(CARD_TITLES[8:])}</section>",
    head=WEBSITE + linked_data(**{"@type": "WebSite", "name": "River Courier"}),
    title="News of the river town",
)
SECTION = page(
    f"<h1>Town</h1><p>All that happens between the weir and the mill.</p>{cards(tag='h2')}<a "
    'href="?page=2">Older articles</a>',
    head=WEBSITE + linked_data(**{"@type": "CollectionPage", "name": "Town"}),
    title="Town",
)
TAG = page(
    f'<h1>Tag: bridge</h1>{cards(tag="h2")}<a href="?page=2">Next page</a>', title="bridge Archives"
)
SEARCH = page(
    '<h1>Search results for: bridge</h1><form><input name="s"><button>Search</button></form>'
    f"<p>12 results</p>{cards()}",
    title="You searched for bridge",
)
LINKS = page(
    f"<h1>Archive, March 2025</h1>{cards(CARD_TITLES * 2, excerpt='')}", title="March 2025"
)
ERROR = page(
    "<h1>Sorry, this page does not exist</h1><p>The page that you asked for may have been moved or "
    "taken away. Look for it in our archive, or begin again at the front page.</p>" + cards(),
    title="404",
)
FORBIDDEN = (
    "<html><head><title>Access denied</title></head><body><h1>Access denied</h1><p>You do not have "
    "permission to view this page on this server. If you think that this is wrong, write to the "
    "people who run it and tell them the number below.</p><p>Reference 18.4f2</p></body></html>"
)
CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><h2>Checking your browser before you "
    "go on to courier.example</h2><p>This takes a few seconds and happens by itself. Please allow "
    "scripts and cookies and load the page again if nothing happens.</p></body></html>"
)

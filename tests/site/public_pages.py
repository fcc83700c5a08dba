"""One address for each kind of page that readers can open, in a newsroom filled as in `flood`.

A new kind of page is added here, and is then looked at by every test that walks this list.
"""

PUBLIC_PAGES = [
    "/",
    "/stories/flood/",
    "/reports/coast/",
    "/people/",
    "/people/mara-ilves/",
    "/people/tomas-brandt/",
    "/about/",
    "/how-it-works/",
    "/follow/",
    "/follow/story/flood/",
    "/follow/mine/",
    "/follow/asked/",
    "/follow/mine/expired/",
    "/nowhere/",
]

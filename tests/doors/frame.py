"""The page frame and the language: open to everybody."""

from tests.doors import VISITORS

GONE_BACK = dict.fromkeys(VISITORS, 302)

ROWS = [
    ("base:health", (), dict.fromkeys(VISITORS, 200)),
    # For a phone without network.
    ("base:worker", (), dict.fromkeys(VISITORS, 200)),
    ("base:offline", (), dict.fromkeys(VISITORS, 200)),
    ("base:edition", (), GONE_BACK, "post", {"edition": "elder", "next": "/"}),
    # Specimens of the components: for who writes pages, and in a demonstration.
    ("base:gallery", (), dict.fromkeys(VISITORS, 404)),
    ("set_language", (), GONE_BACK, "post", {"language": "en", "next": "/"}),
]

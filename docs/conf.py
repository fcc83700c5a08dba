"""How Sphinx builds the documentation."""

import onrecord

project = "Onrecord"
author = "The Onrecord contributors"
copyright = "The Onrecord contributors, Apache-2.0"  # noqa: A001 - Sphinx's own name
release = onrecord.__version__

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "Onrecord"
html_static_path: list[str] = []

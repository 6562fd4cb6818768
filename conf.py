"""Settings of the site. The hosts set the two addresses; without them nothing points anywhere."""

import os
from urllib.parse import urlsplit

from livefence.repository import edit_link

project = "Mapped"
html_title = "Mapped"
author = "the authors of Mapped"
copyright = "the authors of Mapped"
language = "en"
smartquotes = False  # A message is searched for as it was printed.

# Where the site is and where its pages are edited, as Read the Docs or the publishing workflow says.
site_url = os.environ.get("READTHEDOCS_CANONICAL_URL") or os.environ.get("SITE_URL", "")
source_edit_link = edit_link(
    os.environ.get("READTHEDOCS_GIT_CLONE_URL") or os.environ.get("REPOSITORY_URL", ""),
    os.environ.get("READTHEDOCS_GIT_IDENTIFIER") or "main",
    "docs",
)

extensions = [
    "livefence.render",
    "myst_parser",
    "sphinx.ext.intersphinx",
    "sphinx_codeautolink",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_llms_txt",
    "notfound.extension",
]
exclude_patterns = ["_*"]
highlight_language = "none"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_baseurl = site_url
notfound_urls_prefix = urlsplit(site_url).path or "/"
if site_url:
    extensions += ["sphinx_sitemap", "sphinxext.opengraph"]
    ogp_site_url = site_url
    ogp_social_cards = {"enable": False}
    sitemap_url_scheme = "{link}"

intersphinx_mapping = {
    "sqlalchemy": ("https://docs.sqlalchemy.org/en/21/", "../build/inventory/sqlalchemy.inv"),
    "python": ("https://docs.python.org/3/", "../build/inventory/python.inv"),
}
codeautolink_concat_default = True
suppress_warnings = ["codeautolink.parse_block"]  # The snippets themselves are checked.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_exclude = ".linenos, .go, .gt, .gr"  # A result may hold a line that looks like code at a prompt.
copybutton_selector = "div.highlight-python pre, div.highlight-pycon pre, div.highlight-console pre"
llms_txt_title = "Mapped: the SQLAlchemy ORM guide that runs"

html_theme = "furo"
html_static_path = ["docs/_static"]
html_extra_path = ["build/site"]
templates_path = ["docs/_templates"]
html_css_files = ["mapped.css"]
html_favicon = "docs/_static/favicon.svg"
html_show_sphinx = False
html_show_sourcelink = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#0b5d66",
        "color-brand-content": "#0b5d66",
        "color-brand-visited": "#5b3f8c",
        "color-exception": "#a3241c",
        "live-keyword": "#6730c5",
        "live-string": "#00622f",
        "live-number": "#7f4707",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7fd6dd",
        "color-brand-content": "#7fd6dd",
        "color-brand-visited": "#c3aef5",
        "color-exception": "#ffb1a8",
        "live-keyword": "#dcc6e0",
        "live-string": "#abe338",
        "live-number": "#ffd900",
    },
    "top_of_page_buttons": [],
}
if source_edit_link:
    html_theme_options |= {"source_edit_link": source_edit_link, "top_of_page_buttons": ["edit"]}

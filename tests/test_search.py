"""What the search reads of a page: a record for each section, its parts with their weights."""

import re
from pathlib import Path

from livefence.search import main, sections

PAGE = """<html><body><nav>Contents</nav><article>
<section id="flush-it"><h1>Flush it<a class="headerlink">#</a></h1><p>In this chapter we flush.</p>
<section id="pendingrollbackerror"><span id="pendingrollbackerror-rolled-back"></span>
<h2>Meet <code>PendingRollbackError</code></h2><p>The Session waits.</p>
<div class="highlight-pycon"><pre><span class="gp">&gt;&gt;&gt; </span>flush()<span class="go">shown</span></pre></div>
<details class="sql"><summary>SQL</summary><pre>BEGIN</pre></details></section>
</section></article></body></html>"""


def test_a_section_is_a_record_without_those_inside() -> None:
    chapter, entry = sections(PAGE, "errors/session.html")
    assert (chapter.url, chapter.heading, chapter.prose) == (
        "errors/session.html",
        "Flush it",
        "In this chapter we flush.",
    )
    assert entry.url == "errors/session.html#pendingrollbackerror"
    assert (entry.chapter, entry.heading, entry.prose) == (
        "Flush it",
        "Meet PendingRollbackError",
        "The Session waits.",
    )
    assert (entry.code, entry.result) == (">>> flush()", "SQL BEGIN shown")


def test_headings_weigh_most_and_results_least() -> None:
    chapter, entry = sections(PAGE, "errors/session.html")
    weights = [float(weight) for weight in re.findall(r'weight="([\d.]+)"', entry.record)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 5
    assert "kind:error" in entry.record
    assert "kind:section" in chapter.record


def test_a_page_has_its_description_at_its_top() -> None:
    page = PAGE.replace("<html>", '<html><head><meta name="description" content="What a flush does."></head>')
    chapter, entry = sections(page, "session/flush.html")
    assert (chapter.about, entry.about) == ("What a flush does.", "")


def test_each_term_of_the_glossary_is_a_record() -> None:
    page = """<article><section id="glossary"><h1>Glossary</h1><p>Words.</p><dl class="simple glossary">
<dt id="term-flush">flush<a class="headerlink">#</a></dt><dd><p>Sends SQL.</p></dd></dl></section></article>"""
    term, whole = sections(page, "reference/glossary.html")
    assert (term.url, term.heading, term.prose, term.kind) == (
        "reference/glossary.html#term-flush",
        "flush",
        "Sends SQL.",
        "term",
    )
    assert whole.prose == "Words."


def test_a_page_without_an_article_has_no_sections() -> None:
    assert list(sections("<html><body><p>Moved.</p></body></html>", "old.html")) == []


def test_an_index_is_written_beside_the_pages(tmp_path: Path) -> None:
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors/session.html").write_text(PAGE)
    (tmp_path / "404.html").write_text(PAGE)
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind/old").write_text("left by an older build")
    assert main(tmp_path) == 2
    names = {path.name for path in (tmp_path / "pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-entry.json"} <= names
    assert not {"old", "pagefind-ui.js"} & names

"""End what does not end, bound what is too much, and replace a worker that dies."""

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import KINDS
from tests.browser.reader import Reader

PAGE = "session/flush"
LOOP = "print('begun')\nwhile True: pass"
STOP = """(button) => new Promise((resolve) => {
  const start = performance.now();
  new MutationObserver(([{ target }]) => target.dataset.busy === "false" && resolve(performance.now() - start))
    .observe(document.querySelector(".live-bar"), { attributeFilter: ["data-busy"] });
  button.click();
})"""
GAPS = """() => {
  let last = performance.now();
  window.longest = 0;
  setInterval(() => {
    window.longest = Math.max(window.longest, performance.now() - last);
    last = performance.now();
  }, 20);
}"""


def run_endless(reader: Reader, number: int) -> None:
    """Have a cell run that does not end; returns when what it wrote is there."""
    reader.edit(number, LOOP)
    reader.button("Run", number).click()
    expect(reader.output(number)).to_have_text("begun")
    reader.state(number, "running")


@pytest.mark.parametrize("where", ["bar", "cell"])
def test_stop_ends_an_endless_loop_and_the_page_works_on(reader: Reader, where: str) -> None:
    reader.open(PAGE)
    reader.run(0)
    run_endless(reader, 1)
    stop = reader.bar.get_by_role("button", name="Stop") if where == "bar" else reader.button("Stop", 1)
    assert stop.evaluate(STOP) < 500
    reader.state(1, "stopped")
    expect(reader.said).to_have_text("Stopped. Run begins anew.")
    expect(reader.output(1)).to_have_text("begun")
    reader.button("Restore original of", 1).click()
    reader.run(2)
    assert reader.states()[:3] == ["same", "same", "same"]


def test_what_a_program_writes_is_shown_while_it_runs_and_kept_after_stop(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(0, "n = 0\nwhile True:\n    print('line', n)\n    n += 1")
    reader.button("Run", 0).click()
    expect(reader.output(0)).to_contain_text("line 0\nline 1\nline 2\n")
    reader.bar.get_by_role("button", name="Stop").click()
    reader.state(0, "stopped")
    expect(reader.output(0)).to_contain_text("line 0\nline 1\nline 2\n")
    reader.edit(0, "print('other')")
    reader.run(0)
    expect(reader.output(0)).to_have_text("other")


def test_too_much_is_cut_with_a_note_and_the_page_stays_responsive(reader: Reader) -> None:
    reader.open(PAGE)
    reader.run(0)
    reader.page.evaluate(GAPS)
    reader.edit(0, "for n in range(1_000_000):\n    print(n)")
    reader.run(0)
    expect(reader.output(0)).to_contain_text("0\n1\n2\n")
    expect(reader.output(0)).to_contain_text("... and 6,868,890 characters more")
    assert len(reader.output(0).text_content() or "") < 21_000
    reader.edit(1, "list(range(1_000_000))\n'x' * 50_000_000")
    reader.run(1)
    assert (reader.output(1).text_content() or "").count("characters more") == 2
    assert len(reader.output(1).text_content() or "") < 42_000
    reader.edit(
        0,
        "from sqlalchemy import create_engine, text\n"
        'with create_engine("sqlite://").connect() as connection:\n'
        '    for n in range(500):\n        connection.execute(text(f"SELECT {n}"))',
    )
    reader.run(0)
    sql = reader.page.locator('details.sql[data-cell="0"]')
    expect(sql.locator("summary")).to_have_text("SQL · 502 statements")
    expect(sql).to_contain_text("-- and 302 statements more")
    reader.edit(1, "raise ValueError('y' * 10_000_000)")
    reader.run(1)
    assert len(reader.output(1).text_content() or "") < 42_000
    assert len(reader.cell(1).locator(".live-status").text_content() or "") < 500
    assert reader.page.evaluate("longest") < 1500


DEADLY = {
    "exit": "import os\nos._exit(3)",
    "abort": "import os\nos.abort()",
    "close": "import js\njs.close()",
}


@pytest.mark.parametrize("death", DEADLY)
def test_a_worker_that_dies_is_replaced_and_edits_are_kept(reader: Reader, death: str) -> None:
    reader.expected = ["Aborted|[Ff]atal error|unreachable"] if death == "abort" else []
    reader.open(PAGE)
    reader.edit(1, DEADLY[death])
    reader.button("Run", 1).click()
    reader.wait()
    expect(reader.said).to_contain_text("Press Run to try again.")
    expect(reader.editor(1)).to_have_text(DEADLY[death].replace("\n", ""))
    reader.button("Restore original of", 1).click()
    reader.run(2)
    assert reader.states()[:3] == ["same", "same", "same"]


@pytest.mark.browsers(*KINDS)
def test_stop_ends_while_true_and_the_page_works_on(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(0, "while True: pass")
    reader.click("Run snippet 1")
    reader.state(0, "running")
    reader.click("Stop", ".live-bar")
    reader.state(0, "stopped")
    reader.click("Restore original of snippet 1")
    reader.run(1)
    assert reader.states()[:2] == ["same", "same"]

"""The picture of the shop's tables shows the tables as they are."""

from tests.pictures import TARGET, draw


def test_the_shop_is_drawn_as_it_is() -> None:
    assert TARGET.read_text(encoding="utf-8") == draw(), "the shop has changed: run `python -m tests.pictures`"

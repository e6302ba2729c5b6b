"""The What changed screen, on the shipped material."""

from tests.screen.conftest import Open, html_of, rows_of


def test_two_meetings_chosen_in_the_filters_are_compared(open_screen: Open) -> None:
    screen = open_screen("changes", meeting=["ccm-im-2012", "ccm-im-2011"])
    shown = html_of(screen)
    assert "From Intersessional Meeting 2011, Geneva to Intersessional Meeting 2012, Geneva" in shown
    assert {row["change_label"] for row in rows_of(screen)} == {"First known", "Cannot be compared"}
    (title,) = (one.value for one in screen.title)
    assert title.endswith(" cannot be compared")
    assert not screen.exception


def test_what_cannot_be_compared_is_said_with_what_to_do(open_screen: Open) -> None:
    shown = html_of(open_screen("changes", meeting=["ccm-im-2012", "ccm-im-2011", "ccm-2msp"]))
    assert "Choose two meetings" in shown
    assert "3 are chosen" in shown
    assert "There is no revision 999999" in html_of(open_screen("changes", since=["1"], until=["999999"]))

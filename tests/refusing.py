"""That a change is refused, by its code; how that is worded is the catalogue's."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kb.domain.refusals import Refused
from kb.errors import ChangeRefused


@contextmanager
def refused(*codes: Refused, **values: object) -> Iterator[None]:
    """What is done inside is refused with one of these codes, and with these values in its message."""
    with pytest.raises(ChangeRefused) as caught:
        yield
    assert caught.value.code in codes
    assert values.items() <= caught.value.values.items()

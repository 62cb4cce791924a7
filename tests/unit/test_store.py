"""What builds keep for the next one: it is found again, what nobody needs any more goes, and nothing depends on it."""

from __future__ import annotations

import sqlite3

import pytest

from portal.build.store import Store, key, opened

A, B = key("a"), key("b")


@pytest.fixture
def place(tmp_path):
    return tmp_path / "new" / "store.db"


def test_what_was_put_there_is_there_the_next_time(place):
    with opened(place) as store:
        assert store.get(A) is None
        store.put(A, b"text" * 1000)
        assert store.get(A) == b"text" * 1000
    with opened(place) as store:
        assert store.once(A, lambda: pytest.fail("made again")) == b"text" * 1000
        assert store.once(B, lambda: b"") == b""
    with opened(place) as store:
        assert store.get(B) == b"", "nothing in a file is something that is known"


def test_what_nobody_asks_for_goes(place):
    with opened(place) as store:
        store.put(A, b"1")
        store.put(B, b"2")
    with opened(place) as store:
        assert store.get(A) == b"1"
    with opened(place) as store:
        assert (store.get(A), store.get(B)) == (b"1", None)


def test_a_build_that_fails_keeps_what_was_there_before(place):
    with opened(place) as store:
        store.put(A, b"1")
    with pytest.raises(ZeroDivisionError), opened(place) as store:
        store.put(B, b"2")
        raise ZeroDivisionError
    with opened(place) as store:
        assert (store.get(A), store.get(B)) == (b"1", None)


def other_table(place) -> None:
    database = sqlite3.connect(place)
    database.execute("CREATE TABLE kept (something TEXT)")
    database.commit()


@pytest.mark.parametrize("spoil", [
    lambda place: place.write_bytes(b"no database" * 1000), lambda place: place.write_bytes(b""), other_table,
    lambda place: place.write_bytes(place.read_bytes()[:5000]),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_replaced(place, spoil):
    with opened(place) as store:
        for number in range(200):
            store.put(key(str(number)), bytes(range(256)))
    if spoil is other_table:
        place.unlink()
    spoil(place)
    with opened(place) as store:
        assert store.get(key("7")) is None
        store.put(A, b"1")
    with opened(place) as store:
        assert store.get(A) == b"1"


@pytest.mark.parametrize("data", [b"not packed", "text", 7])
def test_a_damaged_answer_is_no_answer(place, data):
    with opened(place) as store:
        store.put(A, b"1")
    database = sqlite3.connect(place)
    database.execute("UPDATE kept SET data = ?", (data,))
    database.commit()
    database.close()
    with opened(place) as store:
        assert store.once(A, lambda: b"2") == b"2"
    with opened(place) as store:
        assert store.get(A) == b"2"


def test_where_the_disk_is_full_nothing_is_kept_and_nothing_breaks(place):
    with opened(place) as store:
        store._database.execute("PRAGMA max_page_count = 4")
        for number in range(50):
            store.put(key(str(number)), key(str(number)) * 2000)
        assert store.get(A) is None


def test_without_a_file_nothing_is_kept():
    store = Store()
    store.put(A, b"1")
    assert store.get(A) is None
    assert store.once(A, lambda: b"2") == b"2"


def test_a_key_knows_where_its_parts_end():
    names = [key("a", "bc"), key("ab", "c"), key("abc"), key("a", "b", "c"), key(b"a", "bc", "")]
    assert len(set(names)) == len(names)
    assert key("a", b"b") == key(b"a", "b")

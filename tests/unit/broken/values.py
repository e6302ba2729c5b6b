"""CSV files with values that the schema does not allow."""

from tests.unit.broken.damage import PARTIAL, SEEN, STATES, THEMES, WRITTEN, Broken, cells

VALUES = (
    Broken("date of no month", STATES, cells(2, signed_on="2008-13-03"), f"2: signed_on: 2008-13-03: {WRITTEN}"),
    Broken("date in words", STATES, cells(2, signed_on="3 May 2008"), f"2: signed_on: 3 May 2008: {WRITTEN}"),
    Broken("date with slashes", STATES, cells(2, signed_on="2008/12/03"), f"2: signed_on: 2008/12/03: {WRITTEN}"),
    Broken("date without end", STATES, cells(3, signed_on="infinity"), f"3: signed_on: infinity: {WRITTEN}"),
    Broken("day no calendar has", SEEN, cells(2, date="2011-02-29"), f"2: date: 2011-02-29: {PARTIAL}"),
    Broken("month half written", SEEN, cells(2, date="2011-"), f"2: date: 2011-: {PARTIAL}"),
    Broken("number with a point", THEMES, cells(2, position="1.5"), "2: position: 1.5: must be a whole number"),
    Broken("number in words", THEMES, cells(2, position="one"), "2: position: one: must be a whole number"),
    Broken("number with a nought", THEMES, cells(2, position="01"), "2: position: 01: must be a whole number"),
    Broken("neither true nor false", SEEN, cells(2, spoke="yes"), "2: spoke: yes: must be true or false"),
    Broken(
        "value not allowed", STATES, cells(2, affected="maybe"), "2: affected: maybe: must be one of yes, no, unknown"
    ),
    Broken("code too short", STATES, cells(2, iso_numeric="4"), "2: iso_numeric: 4: must be three digits"),
    Broken(
        "in force before deposit",
        STATES,
        cells(2, in_force_on="2011-09-07"),
        "2: in_force_on: 2011-09-07: must satisfy in_force_on > COALESCE(deposited_on, signed_on)",
    ),
    Broken("required and empty", STATES, cells(2, name=""), "2: name: : must not be empty"),
    Broken("key twice", SEEN, cells(3, id="a01"), "3: id: a01: stands twice"),
    Broken("names no record", SEEN, cells(2, state="QQQ"), "2: state: QQQ: names no outside state or state"),
    Broken(
        "a list names no record",
        "sessions.csv",
        cells(2, coordinators="AUT QQQ BIH"),
        "2: coordinators: QQQ: names no state",
    ),
    Broken(
        "two spaces in a list", "sessions.csv", cells(2, coordinators="AUT  BIH"), "2: coordinators: : names no state"
    ),
)

"""Deadlines counted by hand, in many zones, across clock changes, holidays and the ends of years."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.businesstime.arithmetic import WorkingCalendar

WEEKS = {
    "office": (((525, 1035),),) * 5 + ((), ()),  # 08:45 to 17:15
    "lunch": (((540, 750), (810, 1050)),) * 5 + ((), ()),  # 09:00 to 12:30, 13:30 to 17:30
    "round": (((0, 1440),),) * 7,
    "small hours": (((0, 360),),) * 7,  # 00:00 to 06:00
    "one to two": (((60, 120),),) * 7,
    "late": (((1320, 1440),),) * 7,  # 22:00 to 24:00
}
ENGLAND = [
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
]
DAY = 510

# Received, working minutes, due. Without an offset both are on the zone's own clock.
ENGLISH_OFFICE = [
    # C9
    ("2026-11-20 16:50", DAY, "2026-11-23 16:50"),
    ("2026-11-20 18:10", DAY, "2026-11-23 17:15"),
    # opening and closing moments
    ("2026-11-20 08:45", DAY, "2026-11-20 17:15"),
    ("2026-11-20 08:44:59", DAY, "2026-11-20 17:15"),
    ("2026-11-19 17:14:59", DAY, "2026-11-20 17:14:59"),
    ("2026-11-19 17:15:00", DAY, "2026-11-20 17:15"),
    ("2026-11-19 17:14:59", 1, "2026-11-20 08:45:59"),
    ("2026-11-19 17:14:00", 1, "2026-11-19 17:15"),
    ("2026-11-19 17:15:00", 1, "2026-11-20 08:46"),
    # weekend
    ("2026-11-21 12:00", 30, "2026-11-23 09:15"),
    ("2026-11-22 23:59:59", DAY, "2026-11-23 17:15"),
    ("2026-11-23 00:00", 60, "2026-11-23 09:45"),
    # Christmas, new year
    ("2026-12-24 12:00", DAY, "2026-12-29 12:00"),
    ("2026-12-24 17:15", DAY, "2026-12-29 17:15"),
    ("2026-12-25 10:00", 60, "2026-12-29 09:45"),
    ("2026-12-31 17:00", 30, "2027-01-04 09:00"),
    # the end of February, with and without a 29th
    ("2028-02-28 16:50", DAY, "2028-02-29 16:50"),
    ("2028-02-29 16:50", DAY, "2028-03-01 16:50"),
    ("2027-02-26 16:50", DAY, "2027-03-01 16:50"),
    # Easter, May, August
    ("2026-04-02 16:00", DAY, "2026-04-07 16:00"),
    ("2026-05-01 17:00", 60, "2026-05-05 09:30"),
    ("2026-08-28 17:00", DAY, "2026-09-01 17:00"),
    # over the weekends of both clock changes
    ("2026-03-27 16:50", DAY, "2026-03-30 16:50"),
    ("2026-10-23 16:50", DAY, "2026-10-26 16:50"),
    # several days
    ("2026-11-20 16:50", 2 * DAY, "2026-11-24 16:50"),
    ("2026-11-20 16:50", 10 * DAY, "2026-12-04 16:50"),
    ("2026-11-16 08:45", 5 * DAY, "2026-11-20 17:15"),
    ("2026-11-16 08:45", 5 * DAY + 1, "2026-11-23 08:46"),
]

ELSEWHERE = [
    # a lunch break
    ("Europe/London", "lunch", "2026-11-19 12:00", 60, "2026-11-19 14:00"),
    ("Europe/London", "lunch", "2026-11-19 12:30", 30, "2026-11-19 14:00"),
    ("Europe/London", "lunch", "2026-11-19 12:45", 30, "2026-11-19 14:00"),
    ("Europe/London", "lunch", "2026-11-19 12:00", 30, "2026-11-19 12:30"),
    ("Europe/London", "lunch", "2026-11-19 09:00", 450, "2026-11-19 17:30"),
    ("Europe/London", "lunch", "2026-11-19 10:00", 450, "2026-11-20 10:00"),
    ("Europe/London", "lunch", "2026-11-20 17:30", 211, "2026-11-23 13:31"),
    ("Europe/London", "lunch", "2026-11-20 17:29:59", 1, "2026-11-23 09:00:59"),
    # open when the clock is changed
    ("Europe/London", "round", "2026-03-28 12:00", 1440, "2026-03-29 13:00"),
    ("Europe/London", "round", "2026-10-24 12:00", 1440, "2026-10-25 11:00"),
    ("Europe/London", "round", "2026-03-29 00:30", 60, "2026-03-29 02:30"),
    ("Europe/London", "round", "2026-10-25 00:30", 60, "2026-10-25 01:30+01:00"),
    ("Europe/London", "round", "2026-10-25 00:30", 120, "2026-10-25 01:30+00:00"),
    ("Europe/London", "round", "2026-12-31 23:30", 60, "2027-01-01 00:30"),
    ("Europe/London", "round", "2028-02-28 23:00", 1500, "2028-03-01 00:00"),
    ("Europe/London", "small hours", "2026-03-29 00:00", 300, "2026-03-29 06:00"),
    ("Europe/London", "small hours", "2026-03-29 00:00", 360, "2026-03-30 01:00"),
    ("Europe/London", "small hours", "2026-10-25 00:00", 360, "2026-10-25 05:00"),
    ("Europe/London", "small hours", "2026-10-25 00:00", 420, "2026-10-25 06:00"),
    # an opening that the clock skips, and one that it repeats
    ("Europe/London", "one to two", "2026-03-28 01:30", 30, "2026-03-28 02:00"),
    ("Europe/London", "one to two", "2026-03-28 02:00", 60, "2026-03-30 02:00"),
    ("Europe/London", "one to two", "2026-10-24 02:00", 90, "2026-10-25 01:30+00:00"),
    ("Europe/London", "one to two", "2026-10-24 02:00", 120, "2026-10-25 02:00"),
    # other zones
    ("UTC", "office", "2026-11-20 16:50", DAY, "2026-11-23 16:50"),
    ("Europe/Paris", "office", "2026-11-20 16:50", DAY, "2026-11-23 16:50"),
    ("Europe/Paris", "office", "2026-11-20 16:50+00:00", DAY, "2026-11-23 17:15"),
    ("Asia/Kathmandu", "office", "2026-11-20 16:50", DAY, "2026-11-23 16:50"),
    ("Asia/Kathmandu", "office", "2026-11-20 11:00+00:00", 31, "2026-11-23 08:46"),
    ("Pacific/Kiritimati", "office", "2026-11-20 03:14:59+00:00", DAY, "2026-11-23 17:14:59"),
    ("Pacific/Kiritimati", "office", "2026-11-19 10:00+00:00", DAY, "2026-11-20 17:15"),
    ("Pacific/Pago_Pago", "office", "2026-11-21 04:14+00:00", 2, "2026-11-23 08:46"),
    ("Pacific/Pago_Pago", "office", "2026-11-23 05:00+00:00", DAY, "2026-11-23 17:15"),
    ("America/New_York", "office", "2026-03-06 16:50", DAY, "2026-03-09 16:50"),
    ("America/New_York", "round", "2026-11-01 00:30-04:00", 120, "2026-11-01 01:30-05:00"),
    # changes by half an hour
    ("Australia/Lord_Howe", "round", "2026-10-04 01:30", 60, "2026-10-04 03:00"),
    ("Australia/Lord_Howe", "round", "2026-04-05 01:00", 60, "2026-04-05 01:30+10:30"),
    ("Australia/Lord_Howe", "small hours", "2026-10-04 00:00", 330, "2026-10-04 06:00"),
    # changes at midnight: 00:00 to 01:00 does not exist, 23:00 to 24:00 comes twice
    ("America/Sao_Paulo", "round", "2018-11-03 23:30", 60, "2018-11-04 01:30"),
    ("America/Sao_Paulo", "small hours", "2018-11-04 01:00", 300, "2018-11-04 06:00"),
    ("America/Sao_Paulo", "round", "2018-02-17 23:30-02:00", 60, "2018-02-17 23:30-03:00"),
    ("America/Sao_Paulo", "late", "2018-02-17 22:00-02:00", 180, "2018-02-18 00:00-03:00"),
    ("Asia/Beirut", "round", "2026-03-28 23:30", 60, "2026-03-29 01:30"),
    # a minute after midnight the clock goes back into yesterday
    ("America/St_Johns", "round", "2010-11-07 00:00-02:30", 60, "2010-11-07 00:00-03:30"),
    # back for Ramadan
    ("Africa/Casablanca", "round", "2026-02-15 02:30+01:00", 60, "2026-02-15 02:30+00:00"),
    # a Friday that never was
    ("Pacific/Apia", "office", "2011-12-29 16:50", DAY, "2012-01-02 16:50"),
]
TABLE = [("Europe/London", "england", *row) for row in ENGLISH_OFFICE] + ELSEWHERE


def there(text, zone):
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "week", "received", "minutes", "due"), TABLE)
def test_the_deadline_is_the_one_counted_by_hand(zone, week, received, minutes, due):
    holidays = ENGLAND if week == "england" else ()
    calendar = WorkingCalendar(zone, WEEKS["office" if week == "england" else week], holidays)
    start, end = there(received, zone), there(due, zone)
    # Compared in UTC: Python calls two moments of one zone alike by their wall clocks.
    assert calendar.add_minutes(start, minutes).timestamp() == end.timestamp()
    assert calendar.minutes_between(start, end) == minutes


def test_the_table_is_long_enough_to_mean_something():
    assert len(TABLE) >= 60
    assert len({row[0] for row in TABLE}) >= 10

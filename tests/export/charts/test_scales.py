"""Scales keep order and put ticks inside; periods tile the calendar; what a map cuts lies in its window."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ondit.export import charts
from ondit.export.charts import RESOLUTIONS, Spot, Told
from ondit.export.charts.places import WIDTH, View, outline
from ondit.export.charts.scales import Days, Scale, log_bounds
from ondit.export.charts.timeline import next_start, start_of

figures = st.floats(min_value=0, max_value=1e9)
days = st.dates(date(1991, 1, 1), date(2040, 1, 1)).map(str)


@given(st.lists(figures, min_size=1, max_size=8), st.booleans())
def test_a_scale_keeps_order_and_its_ticks_lie_inside(values: list[float], log: bool) -> None:
    low, high = log_bounds(values) if log else (0.0, max([*values, 1.0]) * 1.1)
    scale = Scale(low, high, 100, 900, log)
    drawn = [scale(value) for value in sorted(values)]
    assert drawn == sorted(drawn)
    ticks = scale.ticks()
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= 8
    assert all(low * 0.999 <= tick <= high * 1.001 for tick in ticks)


@given(days, days)
def test_days_are_ticked_at_starts_of_months(one: str, other: str) -> None:
    first, last = sorted((one, other))
    scale = Days(first, last, 0, 500)
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 10
    assert all(first <= day for day, _ in ticks)
    assert all(day.startswith(label) for day, label in ticks)


@given(days, st.sampled_from(RESOLUTIONS))
def test_periods_tile_the_calendar(day: str, resolution: str) -> None:
    start = start_of(day, resolution)
    assert start <= day < next_start(start, resolution)
    assert start_of(start, resolution) == start
    assert start_of(next_start(start, resolution), resolution) == next_start(start, resolution)


@given(
    st.lists(
        st.tuples(st.sampled_from(("transfer", "use", "stance")), st.none() | days, st.integers(1, 50)), max_size=30
    )
)
def test_no_proposition_is_lost_at_any_resolution(rows: list[tuple[str, str | None, int]]) -> None:
    told = [Told(*row) for row in rows]
    for resolution in RESOLUTIONS:
        table = charts.timeline(told, resolution, "en").rows
        assert sum(int(cell.text) for row in table for cell in row[1:]) == sum(each.propositions for each in told)


degrees = st.tuples(st.floats(-59, 80), st.floats(-180, 180))


@given(st.lists(degrees, min_size=1, max_size=6))
def test_a_map_holds_its_places_and_cuts_its_coasts(points: list[tuple[float, float]]) -> None:
    view = View.around([Spot("x", lat, lon, 1) for lat, lon in points])
    for lat, lon in points:
        x, y = view.at(lon, lat)
        assert -1 <= x <= WIDTH + 1
        assert -1 <= y <= view.height + 1
    assert 100 < view.height < 1500
    for ring in outline()[:12]:
        for x, y in view.cut(ring):
            assert view.west - 1e-6 <= x <= view.east + 1e-6
            assert view.south - 1e-6 <= y <= view.north + 1e-6


def test_the_outline_is_the_world() -> None:
    rings = outline()
    assert len(rings) > 100
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for ring in rings for x, y in ring)
    whole = View(-180, 180, -60, 84)
    assert all(len(whole.cut(ring)) >= len(ring) for ring in rings if min(y for _, y in ring) > -60)

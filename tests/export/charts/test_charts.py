"""Every chart: well-formed, without style or script, with colours that the pages know, and a table that says the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.export import charts
from ondit.export.charts import Chart, Figure, Flow, Lane, Spot, Telling, Told
from ondit.export.charts.svg import INKS, Drawing, length, shortened
from ondit.export.wording import LANGUAGES

ESTIMATE = {"unit": "person", "origins": 3, "median": 1000.0, "band": [900.0, 4000.0]}
NASTY = "<b onclick='x'>«Кн-23» & 北\x00\ud800 =1+1"


def made(word: str, language: str) -> dict[str, Chart]:
    flows = [
        Flow("PRK", "RUS", {"transfer": 3, "deployment": 2}, 9),
        Flow("RUS", None, {"use": 1}, 1),
        Flow("RUS", "PRK", {"stance": 1}, 1),
    ]
    told = [Told("transfer", "2025-06-17", 2), Told("stance", None, 1), Told("transfer", "2025-08-01", 1)]
    figures = [
        Figure(word, "2025-06", 1000, None, "planned", "/a", ((900, 900), (None, 1200))),
        Figure("b", None, 1000, 1000, "done"),
        Figure("c", "2024", None, 5, "done"),
    ]
    spots = [Spot(word, 51.7, 36.2, 9, "/b"), Spot("Alabuga", 55.8, 52.1, 2), Spot("Pacific", -8.0, -179.9, 1)]
    tellings = (
        Telling("1", word, "2025-06-17", "planned", "/c", root=True), Telling("2", "b", "2025-06-17", "done", "/d", (1,), True),
        Telling("3", "c", None, "done", "/e"),
    )  # fmt: skip
    return {
        "matrix": charts.matrix(flows, language), "network": charts.network(flows, language),
        "timeline": charts.timeline(told, "month", language), "places": charts.places(spots, language),
        "figures": charts.figures(figures, "person", ESTIMATE, word, language),
        "lineage": charts.lineage([Lane(word, "planned", tellings), Lane("x", "done", tellings[2:])], language),
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawings_are_plain_svg_that_names_itself(language: str) -> None:
    for name, chart in made(NASTY, language).items():
        root = ElementTree.fromstring(chart.svg)
        tags = {each.tag.rpartition("}")[2] for each in root.iter()}
        assert tags <= {"svg", "g", "a", "title", "text", "path", "line", "circle", "rect"}, name
        attributes = {key for each in root.iter() for key in each.attrib}
        assert not [key for key in attributes if key == "style" or key.startswith("on")], name
        assert root.attrib["aria-label"], name
        assert all(each.attrib["aria-label"] for each in root.iter() if each.tag.endswith("}a")), name
        assert all(re.fullmatch(r"#[0-9a-f]{6}|none", each.get("fill", "none")) for each in root.iter()), name


def test_every_ink_of_a_drawing_has_one_on_the_page() -> None:
    sheet = (files("ondit.web") / "static" / "ondit.css").read_text("utf-8")
    used = {
        name
        for chart in made("a", "en").values()
        for names in re.findall(r'class="([^"]*)"', chart.svg)
        for name in names.split()
    }
    assert len(used) > 10
    assert [name for name in sorted(used) if f".{name} {{" not in sheet] == []
    assert {name.split("-", 1)[1] for name in used} <= set(INKS)


def test_empty_charts_are_charts() -> None:
    for chart in (charts.matrix([], "en"), charts.network([], "en"), charts.places([], "en"), charts.timeline([], "year", "en"),
                  charts.lineage([], "en"), charts.figures([], "percent", None, "none", "en")):  # fmt: skip
        ElementTree.fromstring(chart.svg)
        assert chart.rows == ()


def test_the_table_is_as_wide_as_its_head_and_goes_out_as_csv() -> None:
    for name, chart in made("=HYPERLINK(1)", "en").items():
        assert chart.rows, name
        assert {len(row) for row in chart.rows} == {len(chart.columns)}, name
        head, *rows = csv.reader(io.StringIO(chart.csv()))
        assert tuple(head) == chart.columns
        assert len(rows) == len(chart.rows)
        assert not [word for row in rows for word in row if word.startswith("=")], name
    rows = list(csv.reader(io.StringIO(made("a", "en")["matrix"].csv())))
    assert rows[1][:4] == ["North Korea", "Russia", "5", "9"]


def test_a_png_is_drawn_from_the_same() -> None:
    pytest.importorskip("resvg_py", reason="the extra web is not installed")
    chart = made("北朝鲜", "en")["figures"]
    assert chart.png(1).startswith(b"\x89PNG\r\n")
    assert len(chart.png(2)) > len(chart.png(1))


def test_a_figure_tells_its_bounds_and_copies_stay_faint() -> None:
    chart = made("a", "en")["figures"]
    assert [row[2].text for row in chart.rows] == ["up to 5", "at least 1,000", "1,000"]
    assert [row[4].text for row in chart.rows] == ["0", "2", "0"]
    assert chart.svg.count("s-faint") + chart.svg.count("f-faint") >= 2
    assert "middle of all: 1,000" in chart.svg


def test_drift_is_marked_where_it_happened() -> None:
    chart = made("a", "en")["lineage"]
    assert chart.svg.count("f-drift") == 1
    assert [(row[2].text, row[4].text, row[5].text) for row in chart.rows][1] == ("b", "1", "≠")


def centres(chart: Chart) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', chart.svg)]


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 1, 1)), min_size=1, max_size=40))
def test_no_report_covers_another(days: list[date]) -> None:
    tellings = tuple(Telling(str(n), "o", str(day), "done", "/") for n, day in enumerate(days))
    spots = centres(charts.lineage([Lane("v", "done", tellings)], "en"))
    for at, (x, y) in enumerate(spots):
        assert all(abs(x - a) >= 9 or abs(y - b) >= 9 for a, b in spots[at + 1 :])


@given(st.text(max_size=60), st.floats(min_value=0, max_value=400))
def test_shortened_words_fit(words: str, room: float) -> None:
    cut = shortened(words, room)
    assert cut == words or length(cut) <= max(room, length("…"))
    assert cut.rstrip("…").rstrip() == words[: len(cut.rstrip("…").rstrip())]


@given(st.text())
def test_any_text_can_be_drawn(words: str) -> None:
    drawing = Drawing(10, 10, words)
    with drawing.link(words, words):
        drawing.text(1, 1, words, halo=True)
    ElementTree.fromstring(drawing.svg())


@pytest.mark.parametrize("draw", [charts.matrix, charts.network])
def test_parties_beyond_the_most_told_of_are_in_the_table_only(draw: Callable[..., Chart]) -> None:
    codes = [f"{a}{b}X" for a in "ABCDE" for b in "FGHIJK"]
    chart = draw([Flow(code, "RUS", {"transfer": n + 1}, 1) for n, code in enumerate(codes)], "en")
    assert len(chart.rows) == len(codes)
    assert "EKX" in chart.svg
    assert "AFX" not in chart.svg

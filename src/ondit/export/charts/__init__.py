"""Charts as SVG and as tables, for pages and for printed reports alike. Each function gives a `Chart`."""

from ondit.export.charts.chart import Cell, Chart
from ondit.export.charts.figures import Figure, figures
from ondit.export.charts.lineage import Lane, Telling, lineage
from ondit.export.charts.matrix import Flow, matrix, network
from ondit.export.charts.places import Spot, places
from ondit.export.charts.timeline import RESOLUTIONS, Told, start_of, timeline

__all__ = [
    "RESOLUTIONS", "Cell", "Chart", "Figure", "Flow", "Lane", "Spot", "Telling", "Told", "figures", "lineage", "matrix",
    "network", "places", "start_of", "timeline",
]  # fmt: skip

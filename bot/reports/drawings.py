"""The drawing of a report's picture. It needs the extra `images`: imported only when a report is written."""

import drawsvg

from bot.pictures.bar_chart import bar_chart
from bot.pictures.charts import BarChart
from bot.pictures.member_map import member_map
from bot.reports.document import ReportPicture


def drawing_of(picture: ReportPicture) -> drawsvg.Drawing:
    """Return the drawing of a picture."""
    return bar_chart(picture.shows) if isinstance(picture.shows, BarChart) else member_map(picture.shows)

"""The schedule as a picture: one column a model year, in the picture's own units."""

from __future__ import annotations

from dataclasses import dataclass

from vcs_check.assessment import Assessment, ScheduleRow

YEAR_WIDTH = 76
BASE = 122
"""Height of the line that the bars stand on, from the top."""
_TALLEST = 76
_LEAST = 3
_THOUSAND = 1000


@dataclass(frozen=True)
class YearView:
    """One model year: a bar of prohibited and, above it, of undecided components."""

    row: ScheduleRow
    x: int
    prohibited: str
    indeterminate: str
    prohibited_height: int
    indeterminate_height: int
    current: bool

    @property
    def top(self) -> int:
        """Where the bar ends, from the top of the picture."""
        return BASE - self.prohibited_height - self.indeterminate_height


def years(assessment: Assessment) -> list[YearView]:
    """The columns of the picture, the tallest bar as high as there is room."""
    most = max((row.prohibited + row.indeterminate for row in assessment.schedule), default=0)
    return [
        YearView(
            row=row,
            x=position * YEAR_WIDTH,
            prohibited=_short(row.prohibited),
            indeterminate=_short(row.indeterminate),
            prohibited_height=_height(row.prohibited, most),
            indeterminate_height=_height(row.indeterminate, most),
            current=row.model_year == assessment.program.model_year,
        )
        for position, row in enumerate(assessment.schedule)
    ]


def _height(count: int, most: int) -> int:
    return max(_LEAST, round(count * _TALLEST / most)) if count else 0


def _short(count: int) -> str:
    return f"{count:,}" if count < 100 * _THOUSAND else f"{count // _THOUSAND}k"

"""Options that may be given several times."""

from __future__ import annotations

from typing import Final

import click


class _LinesType(click.types.StringParamType):
    """A text; in a variable, several of them stand in one line each."""

    envvar_list_splitter = "\n"


LINES: Final = _LinesType()

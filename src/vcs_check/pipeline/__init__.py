"""The one function that joins the stages: read, classify, find origins, judge, sum up.

::

    bytes ─readers→ Document ─classification→ tags ─origin→ parties ─regulations→ Assessment
"""

from __future__ import annotations

import gc

from vcs_check.assessment import Assessment
from vcs_check.pipeline.request import BomInput, Request
from vcs_check.pipeline.run import Run

__all__ = ["BomInput", "Request", "assess"]


def assess(request: Request) -> Assessment:
    """Evaluate a program under one edition, and under another one to compare.

    An input that cannot be read is reported in the assessment (``InputView.error``); the
    others are still evaluated, and the overall verdict is at best indeterminate.
    """
    collecting = gc.isenabled()
    gc.disable()  # an assessment is one large tree without cycles
    try:
        return Run(request).assessment()
    finally:
        if collecting:
            gc.enable()

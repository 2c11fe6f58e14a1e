"""vcs-check: may this vehicle be sold in the United States under 15 CFR Part 791 Subpart D?"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]

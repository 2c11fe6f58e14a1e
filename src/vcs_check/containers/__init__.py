"""Files and containers of other files: compressed streams and zip archives, within limits.

Nothing is ever written to disk, followed or fetched: a member is bytes in memory, and its name
is text to show.
"""

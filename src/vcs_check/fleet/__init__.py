"""Many programs, on this machine or on a cluster.

::

    manifest → jobs ─engine→ (task, one process a program) → outcomes → store → summary

A job is one program with all that its evaluation needs to be told; the task turns it into an
outcome, on this machine and on a cluster alike; only the process that was started by the user
writes. What is heavy (pyarrow, duckdb, distributed, fsspec) is imported where it is used.
"""

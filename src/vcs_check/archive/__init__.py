"""The evidence of one evaluation, kept for ten years (15 CFR 791.312).

An archive is a sealed package (``vcs_check.sealing``): every input as it was given, every data file
that the verdict rests on, the options, the versions, the reports, and a program that checks it with
the standard library alone. ``record`` says what was evaluated, ``replaying`` turns it back into a
request, ``checking`` compares what comes out with what came out then. ``chain`` links several
archives of a folder, and ``disk`` writes so that a crash leaves the old state or the new one.
"""

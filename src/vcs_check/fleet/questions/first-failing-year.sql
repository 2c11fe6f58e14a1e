-- The first model year in which each program fails, and the first in which it is undecided.
SELECT
    program, name, model_year AS stated, verdict,
    first_failing_year AS fails_from, first_undecided_year AS undecided_from, error
FROM programs
ORDER BY fails_from NULLS LAST, undecided_from NULLS LAST, program

-- Exposure to a supplier: in which programs it is, and what it decides there. Argument: its name.
SELECT
    p.program, p.name, p.origin, p.components, p.prohibited, p.undecided, p.first_failing_year,
    g.verdict AS program_verdict, g.first_failing_year AS program_fails_from, p.why
FROM parties AS p JOIN programs AS g USING (program)
WHERE p.key = $name
ORDER BY p.prohibited DESC, p.undecided DESC, p.components DESC, p.program

-- What to ask first: the facts that most programs, then most components, wait for.
SELECT
    q.of, q.fact, any_value(q.ask) AS ask,
    count(DISTINCT q.program) AS programs, CAST(sum(q.components) AS BIGINT) AS components
FROM questions AS q
GROUP BY q.of, q.fact
ORDER BY programs DESC, components DESC, q.of, q.fact

-- Suppliers, those that decide most programs first.
SELECT
    arg_max(p.name, p.components) AS name,
    CASE max(CASE p.origin WHEN 'nexus' THEN 2 WHEN 'unknown' THEN 1 ELSE 0 END)
        WHEN 2 THEN 'nexus' WHEN 1 THEN 'unknown' ELSE 'none' END AS origin,
    max(p.country) AS country,
    arg_max(p.why, CASE p.origin WHEN 'nexus' THEN 2 WHEN 'unknown' THEN 1 ELSE 0 END) AS why,
    count(DISTINCT p.program) AS programs,
    count(DISTINCT p.program) FILTER (is_deciding) AS decides,
    count(DISTINCT p.program) FILTER (is_failing) AS fails,
    min(p.first_failing_year) AS first_failing_year,
    CAST(sum(p.undecided) AS BIGINT) AS undecided,
    CAST(sum(p.prohibited) AS BIGINT) AS prohibited,
    list_sort(list(DISTINCT p.program) FILTER (is_deciding)) AS decided_programs
FROM (
    SELECT *,
        prohibited > 0 OR first_failing_year IS NOT NULL AS is_failing,
        prohibited > 0 OR first_failing_year IS NOT NULL OR undecided > 0 AS is_deciding
    FROM parties
) AS p
GROUP BY p.key
ORDER BY decides DESC, fails DESC, sum(p.undecided) + sum(p.prohibited) DESC, programs DESC, name

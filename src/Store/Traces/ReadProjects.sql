-- Every project that has spans.
SELECT DISTINCT project
FROM spans
ORDER BY project

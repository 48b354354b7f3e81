ALTER TABLE task ADD COLUMN recovering INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN feedback TEXT;
UPDATE task SET recovering = 1 WHERE prompt IS NOT NULL AND rejections = 0;
UPDATE task SET feedback = (
  WITH RECURSIVE piece (k, most, rest, next) AS (
    SELECT 1, most, substr(task.prompt, length(first) + 1 + length(char(10, 10) || '[Review feedback, attempt 1 of ' || most || ']' || char(10))),
        char(10, 10) || '[Review feedback, attempt 2 of ' || most || ']' || char(10)
      FROM (SELECT w.prompt AS first, COALESCE(json_extract(w.spec, '$.review.max_rejections'), 3) AS most FROM work w WHERE w.n = task.n)
    UNION ALL
    SELECT k + 1, most, substr(rest, instr(rest, next) + length(next)),
        char(10, 10) || '[Review feedback, attempt ' || (k + 2) || ' of ' || most || ']' || char(10)
      FROM piece WHERE instr(rest, next) > 0)
  SELECT json_group_array(said) FROM (
    SELECT CASE WHEN instr(rest, next) = 0 THEN rest ELSE substr(rest, 1, instr(rest, next) - 1) END AS said FROM piece ORDER BY k))
  WHERE prompt IS NOT NULL AND rejections > 0;
ALTER TABLE task DROP COLUMN prompt;

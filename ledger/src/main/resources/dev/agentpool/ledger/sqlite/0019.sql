-- What attempts brought is kept by the moment at which they ended, and summed up by quarters of an hour.
ALTER TABLE attempt ADD COLUMN brought INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN provider TEXT;
ALTER TABLE attempt ADD COLUMN used TEXT;
ALTER TABLE attempt ADD COLUMN elapsed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_input INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_output INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_cache_read INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_cache_creation INTEGER NOT NULL DEFAULT 0;
UPDATE attempt SET brought = 1,
  provider = NULLIF(COALESCE((SELECT NULLIF(json_extract(t.result, '$.verdict.provider'), '') FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), (SELECT t.provider FROM task t WHERE t.id = attempt.task)), ''),
  used = NULLIF(COALESCE((SELECT t.used FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), (SELECT t.configured FROM task t WHERE t.id = attempt.task), model), ''),
  elapsed = COALESCE((SELECT t.elapsed FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0)
  WHERE settled = 1 AND closing = 0 AND ended_at IS NOT NULL AND outcome NOT LIKE '{"code":"not_started"%';
UPDATE attempt SET tokens_input = COALESCE((SELECT COALESCE(COALESCE(json_extract(t.result, '$.report.tokens[0]'), json_extract(t.result, '$.tokens[0]')), 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0), tokens_output = COALESCE((SELECT COALESCE(COALESCE(json_extract(t.result, '$.report.tokens[1]'), json_extract(t.result, '$.tokens[1]')), 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0),
  tokens_cache_read = COALESCE((SELECT COALESCE(COALESCE(json_extract(t.result, '$.report.tokens[2]'), json_extract(t.result, '$.tokens[2]')), 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0), tokens_cache_creation = COALESCE((SELECT COALESCE(COALESCE(json_extract(t.result, '$.report.tokens[3]'), json_extract(t.result, '$.tokens[3]')), 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0)
  WHERE brought = 1;
UPDATE attempt SET tokens_used = tokens_input + tokens_output + tokens_cache_read + tokens_cache_creation
  WHERE brought = 1 AND tokens_used < tokens_input + tokens_output + tokens_cache_read + tokens_cache_creation;
CREATE INDEX attempt_brought ON attempt (ended_at) WHERE brought = 1;
CREATE TABLE worked (
  quarter INTEGER NOT NULL,
  pool TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  uncounted INTEGER NOT NULL,
  tokens_used INTEGER NOT NULL,
  tokens_input INTEGER NOT NULL,
  tokens_output INTEGER NOT NULL,
  tokens_cache_read INTEGER NOT NULL,
  tokens_cache_creation INTEGER NOT NULL,
  certain INTEGER NOT NULL,
  booked INTEGER NOT NULL,
  unsure INTEGER NOT NULL,
  turns INTEGER NOT NULL,
  elapsed INTEGER NOT NULL,
  PRIMARY KEY (quarter, pool, provider, model)
) WITHOUT ROWID;
INSERT INTO worked (quarter, pool, provider, model, attempts, completed, uncounted, tokens_used, tokens_input, tokens_output,
    tokens_cache_read, tokens_cache_creation, certain, booked, unsure, turns, elapsed)
  SELECT ended_at / 900000000, pool, COALESCE(provider, ''), COALESCE(used, ''), COUNT(*), SUM(ended_well), COUNT(tokens_most),
    SUM(tokens_used), SUM(tokens_input), SUM(tokens_output), SUM(tokens_cache_read), SUM(tokens_cache_creation),
    SUM(COALESCE(cost_known, cost_seen, 0)), SUM(COALESCE(cost_known, cost_unknown, 0)), COUNT(cost_unknown), SUM(turns_used), SUM(elapsed)
  FROM attempt WHERE brought = 1 GROUP BY ended_at / 900000000, pool, COALESCE(provider, ''), COALESCE(used, '');
CREATE INDEX session_created ON session (created_at);

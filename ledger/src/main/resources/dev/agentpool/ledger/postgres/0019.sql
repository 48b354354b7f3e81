-- What attempts brought is kept by the moment at which they ended, and summed up by quarters of an hour.
ALTER TABLE attempt ADD COLUMN brought BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN provider TEXT;
ALTER TABLE attempt ADD COLUMN used TEXT;
ALTER TABLE attempt ADD COLUMN elapsed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_input BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_output BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_cache_read BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN tokens_cache_creation BIGINT NOT NULL DEFAULT 0;
UPDATE attempt SET brought = 1,
  provider = NULLIF(COALESCE((SELECT NULLIF(t.result::json #>> '{verdict,provider}', '') FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), (SELECT t.provider FROM task t WHERE t.id = attempt.task)), ''),
  used = NULLIF(COALESCE((SELECT t.used FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), (SELECT t.configured FROM task t WHERE t.id = attempt.task), model), ''),
  elapsed = COALESCE((SELECT t.elapsed FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0)
  WHERE settled = 1 AND closing = 0 AND ended_at IS NOT NULL AND outcome NOT LIKE '{"code":"not_started"%';
UPDATE attempt SET tokens_input = COALESCE((SELECT COALESCE((COALESCE(t.result::json #>> '{report,tokens,0}', t.result::json #>> '{tokens,0}'))::bigint, 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0), tokens_output = COALESCE((SELECT COALESCE((COALESCE(t.result::json #>> '{report,tokens,1}', t.result::json #>> '{tokens,1}'))::bigint, 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0),
  tokens_cache_read = COALESCE((SELECT COALESCE((COALESCE(t.result::json #>> '{report,tokens,2}', t.result::json #>> '{tokens,2}'))::bigint, 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0), tokens_cache_creation = COALESCE((SELECT COALESCE((COALESCE(t.result::json #>> '{report,tokens,3}', t.result::json #>> '{tokens,3}'))::bigint, 0) FROM task t WHERE t.id = attempt.task AND t.fence = attempt.fence AND t.result IS NOT NULL), 0)
  WHERE brought = 1;
UPDATE attempt SET tokens_used = tokens_input + tokens_output + tokens_cache_read + tokens_cache_creation
  WHERE brought = 1 AND tokens_used < tokens_input + tokens_output + tokens_cache_read + tokens_cache_creation;
CREATE INDEX attempt_brought ON attempt (ended_at) WHERE brought = 1;
CREATE TABLE worked (
  quarter BIGINT NOT NULL,
  pool TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  completed BIGINT NOT NULL,
  uncounted BIGINT NOT NULL,
  tokens_used BIGINT NOT NULL,
  tokens_input BIGINT NOT NULL,
  tokens_output BIGINT NOT NULL,
  tokens_cache_read BIGINT NOT NULL,
  tokens_cache_creation BIGINT NOT NULL,
  certain BIGINT NOT NULL,
  booked BIGINT NOT NULL,
  unsure BIGINT NOT NULL,
  turns BIGINT NOT NULL,
  elapsed BIGINT NOT NULL,
  PRIMARY KEY (quarter, pool, provider, model)
);
INSERT INTO worked (quarter, pool, provider, model, attempts, completed, uncounted, tokens_used, tokens_input, tokens_output,
    tokens_cache_read, tokens_cache_creation, certain, booked, unsure, turns, elapsed)
  SELECT ended_at / 900000000, pool, COALESCE(provider, ''), COALESCE(used, ''), COUNT(*), SUM(ended_well), COUNT(tokens_most),
    SUM(tokens_used), SUM(tokens_input), SUM(tokens_output), SUM(tokens_cache_read), SUM(tokens_cache_creation),
    SUM(COALESCE(cost_known, cost_seen, 0)), SUM(COALESCE(cost_known, cost_unknown, 0)), COUNT(cost_unknown), SUM(turns_used), SUM(elapsed)
  FROM attempt WHERE brought = 1 GROUP BY ended_at / 900000000, pool, COALESCE(provider, ''), COALESCE(used, '');
CREATE INDEX session_created ON session (created_at);

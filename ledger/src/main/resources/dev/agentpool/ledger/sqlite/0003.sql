ALTER TABLE task ADD COLUMN role TEXT NOT NULL DEFAULT 'agent';
ALTER TABLE task ADD COLUMN outcome TEXT;
ALTER TABLE task ADD COLUMN used TEXT;
ALTER TABLE task ADD COLUMN configured TEXT;
ALTER TABLE task ADD COLUMN elapsed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN certain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN cost_seen INTEGER;
ALTER TABLE attempt ADD COLUMN ended_well INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN closing INTEGER NOT NULL DEFAULT 0;
UPDATE task SET role = CASE WHEN id LIKE 'chain-%' THEN 'parent' WHEN id LIKE 'close-%' THEN 'close' ELSE 'agent' END,
  configured = CASE WHEN model = '' THEN NULL ELSE model END,
  certain = COALESCE((SELECT SUM(a.cost_known) FROM attempt a WHERE a.task = task.id), 0),
  unsure = (SELECT COUNT(*) FROM attempt a WHERE a.task = task.id AND (a.settled = 0 OR a.cost_unknown IS NOT NULL));
UPDATE task SET used = json_extract(result, '$.model'), outcome = json_extract(result, '$.outcome.code'),
  elapsed = COALESCE(json_extract(result, '$.elapsed_nanos') / 1000000, 0), turns = COALESCE(json_extract(result, '$.turns'), 0) WHERE result IS NOT NULL;
UPDATE attempt SET ended_well = CASE WHEN outcome LIKE '{"code":"completed"%' THEN 1 ELSE 0 END,
  closing = CASE WHEN task LIKE 'close-%' THEN 1 ELSE 0 END;
DROP INDEX task_plan;
CREATE INDEX task_plan ON task (plan, n, booked, held, certain, unsure) WHERE plan IS NOT NULL;
CREATE INDEX task_parent ON task (pool, n) WHERE role = 'parent';
CREATE INDEX task_slot ON task (pool, slot, n) WHERE slot IS NOT NULL;
CREATE INDEX task_ended ON task (pool, role, state, used, configured, created_at, booked, held, certain, unsure, elapsed, turns)
  WHERE state IN ('completed', 'failed', 'cancelled', 'pending_review');
CREATE INDEX task_timed ON task (pool, role, elapsed, created_at, used, configured)
  WHERE elapsed > 0 AND state IN ('completed', 'pending_review');
CREATE INDEX attempt_slot ON attempt (pool, slot, closing, ended_well, cost_known, cost_unknown, cost_seen) WHERE settled = 1;

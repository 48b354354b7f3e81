ALTER TABLE account ADD COLUMN kind TEXT NOT NULL DEFAULT 'plan';
UPDATE account SET kind = CASE WHEN key LIKE 'pool:%' THEN 'pool' WHEN key LIKE 'day:%' THEN 'day' ELSE 'plan' END;
DROP INDEX account_pool;
CREATE INDEX account_pool ON account (pool, kind, key);
CREATE TABLE tagged (
  tag TEXT NOT NULL,
  pool TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (tag, pool, n)
);
INSERT INTO tagged (tag, pool, n) SELECT g.tag, t.pool, g.n FROM task_tag g JOIN task t ON t.n = g.n;
DROP TABLE task_tag;
ALTER TABLE tagged RENAME TO task_tag;
CREATE TABLE task_tally (
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  pool TEXT NOT NULL,
  state TEXT NOT NULL,
  tasks BIGINT NOT NULL,
  PRIMARY KEY (facet, value, pool, state)
);
INSERT INTO task_tally (facet, value, pool, state, tasks)
  SELECT 'all', '', pool, state, COUNT(*) FROM task WHERE role <> 'close' GROUP BY pool, state;
INSERT INTO task_tally (facet, value, pool, state, tasks)
  SELECT 'slot', slot, pool, state, COUNT(*) FROM task WHERE role <> 'close' AND slot IS NOT NULL GROUP BY slot, pool, state;
INSERT INTO task_tally (facet, value, pool, state, tasks)
  SELECT 'tag', g.tag, t.pool, t.state, COUNT(*) FROM task_tag g JOIN task t ON t.n = g.n WHERE t.role <> 'close' GROUP BY g.tag, t.pool, t.state;
DROP TABLE task_count;

UPDATE task SET used = NULL WHERE used = '';
UPDATE task SET configured = NULL WHERE configured = '';
CREATE TABLE figure (
  pool TEXT NOT NULL,
  state TEXT NOT NULL,
  used TEXT NOT NULL,
  configured TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  booked INTEGER NOT NULL,
  held INTEGER NOT NULL,
  certain INTEGER NOT NULL,
  unsure INTEGER NOT NULL,
  timed INTEGER NOT NULL,
  millis INTEGER NOT NULL,
  turns INTEGER NOT NULL,
  PRIMARY KEY (pool, state, used, configured)
) WITHOUT ROWID;
INSERT INTO figure (pool, state, used, configured, tasks, booked, held, certain, unsure, timed, millis, turns)
  SELECT pool, state, COALESCE(used, ''), COALESCE(configured, ''), COUNT(*), SUM(booked), SUM(held), SUM(certain), SUM(unsure),
    SUM(CASE WHEN elapsed > 0 THEN 1 ELSE 0 END), SUM(elapsed), SUM(turns)
  FROM task WHERE role = 'agent' GROUP BY pool, state, COALESCE(used, ''), COALESCE(configured, '');
CREATE TABLE figure_time (
  pool TEXT NOT NULL,
  level INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  used TEXT NOT NULL,
  configured TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (pool, level, bucket, used, configured)
) WITHOUT ROWID;
INSERT INTO figure_time (pool, level, bucket, used, configured, tasks)
  SELECT pool, 0, elapsed / 1, COALESCE(used, ''), COALESCE(configured, ''), COUNT(*) FROM task
  WHERE role = 'agent' AND elapsed > 0 AND state IN ('completed', 'pending_review') GROUP BY pool, elapsed / 1, COALESCE(used, ''), COALESCE(configured, '');
INSERT INTO figure_time (pool, level, bucket, used, configured, tasks)
  SELECT pool, 1, elapsed / 128, COALESCE(used, ''), COALESCE(configured, ''), COUNT(*) FROM task
  WHERE role = 'agent' AND elapsed > 0 AND state IN ('completed', 'pending_review') GROUP BY pool, elapsed / 128, COALESCE(used, ''), COALESCE(configured, '');
INSERT INTO figure_time (pool, level, bucket, used, configured, tasks)
  SELECT pool, 2, elapsed / 16384, COALESCE(used, ''), COALESCE(configured, ''), COUNT(*) FROM task
  WHERE role = 'agent' AND elapsed > 0 AND state IN ('completed', 'pending_review') GROUP BY pool, elapsed / 16384, COALESCE(used, ''), COALESCE(configured, '');
INSERT INTO figure_time (pool, level, bucket, used, configured, tasks)
  SELECT pool, 3, elapsed / 2097152, COALESCE(used, ''), COALESCE(configured, ''), COUNT(*) FROM task
  WHERE role = 'agent' AND elapsed > 0 AND state IN ('completed', 'pending_review') GROUP BY pool, elapsed / 2097152, COALESCE(used, ''), COALESCE(configured, '');
DROP INDEX task_ended;
DROP INDEX task_timed;
CREATE INDEX task_ended ON task (pool, role, created_at, state, used, configured, booked, held, certain, unsure, elapsed, turns)
  WHERE state IN ('completed', 'failed', 'cancelled', 'pending_review');
CREATE INDEX task_certain ON task (pool, role, used, configured, certain) WHERE certain > 0;
CREATE INDEX task_unsure ON task (pool, role, used, configured, (booked + held)) WHERE unsure > 0;

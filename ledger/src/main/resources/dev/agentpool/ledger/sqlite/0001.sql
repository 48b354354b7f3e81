CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  task INTEGER NOT NULL
);
INSERT INTO head (one, seq, at, task) VALUES (1, 0, 0, 0);
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  pool TEXT NOT NULL,
  kind TEXT NOT NULL,
  task TEXT,
  fence INTEGER NOT NULL,
  from_state TEXT,
  to_state TEXT,
  detail TEXT NOT NULL
);
CREATE TABLE pool (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  directory TEXT NOT NULL,
  cap_pool INTEGER,
  cap_day INTEGER,
  cap_task INTEGER
) WITHOUT ROWID;
CREATE TABLE task_count (
  pool TEXT NOT NULL,
  state TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (pool, state)
) WITHOUT ROWID;
CREATE TABLE task (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  pool TEXT NOT NULL,
  plan TEXT,
  state TEXT NOT NULL,
  place TEXT NOT NULL,
  rank INTEGER NOT NULL,
  lane TEXT,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  cap INTEGER,
  fence INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  rejections INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  not_before INTEGER,
  started_at INTEGER,
  finished_at INTEGER,
  reason TEXT NOT NULL,
  slot TEXT,
  prompt TEXT,
  result TEXT,
  awaited INTEGER NOT NULL DEFAULT 0,
  booked INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  passed_over_since INTEGER
);
CREATE INDEX task_ready ON task (pool, rank, n, provider, plan) WHERE place = 'ready';
CREATE INDEX task_delayed ON task (pool, not_before) WHERE place = 'delayed';
CREATE INDEX task_lane ON task (lane, pool, state, n) WHERE lane IS NOT NULL;
CREATE INDEX task_lane_seated ON task (pool, lane) WHERE lane IS NOT NULL AND place IN ('ready', 'delayed');
CREATE INDEX task_pool ON task (pool, n);
CREATE INDEX task_state ON task (pool, state, n);
CREATE INDEX task_plan ON task (plan, n) WHERE plan IS NOT NULL;
CREATE TABLE work (
  n INTEGER PRIMARY KEY,
  prompt TEXT NOT NULL,
  spec TEXT NOT NULL
);
CREATE TABLE task_tag (
  tag TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (tag, n)
) WITHOUT ROWID;
CREATE TABLE dependency (
  task TEXT NOT NULL,
  position INTEGER NOT NULL,
  on_task TEXT NOT NULL,
  PRIMARY KEY (task, position)
) WITHOUT ROWID;
CREATE INDEX dependency_on ON dependency (on_task, task);
CREATE TABLE account (
  key TEXT PRIMARY KEY,
  pool TEXT NOT NULL,
  cap INTEGER,
  spent INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  reserved INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX account_pool ON account (pool, key);
CREATE TABLE attempt (
  task TEXT NOT NULL,
  fence INTEGER NOT NULL,
  pool TEXT NOT NULL,
  node TEXT NOT NULL,
  slot TEXT NOT NULL,
  model TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  current INTEGER NOT NULL,
  session_folder TEXT,
  provider_session TEXT,
  cost_known INTEGER,
  cost_unknown INTEGER,
  outcome TEXT,
  ended_at INTEGER,
  PRIMARY KEY (task, fence)
) WITHOUT ROWID;
CREATE INDEX attempt_open_lease ON attempt (current, lease_until) WHERE settled = 0;
CREATE INDEX attempt_open_node ON attempt (node) WHERE settled = 0;
CREATE INDEX attempt_cost ON attempt (pool, model, ended_at, cost_known) WHERE cost_known > 0;
CREATE TABLE admitted (
  pool TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  tasks TEXT NOT NULL,
  PRIMARY KEY (pool, key)
) WITHOUT ROWID;

CREATE TABLE head (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  task BIGINT NOT NULL
);
INSERT INTO head (one, seq, at, task) VALUES (1, 0, 0, 0);
CREATE TABLE journal (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  pool TEXT NOT NULL,
  kind TEXT NOT NULL,
  task TEXT,
  fence BIGINT NOT NULL,
  from_state TEXT,
  to_state TEXT,
  detail TEXT NOT NULL
);
CREATE TABLE pool (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  directory TEXT NOT NULL,
  cap_pool BIGINT,
  cap_day BIGINT,
  cap_task BIGINT
);
CREATE TABLE task_count (
  pool TEXT NOT NULL,
  state TEXT NOT NULL,
  tasks BIGINT NOT NULL,
  PRIMARY KEY (pool, state)
);
CREATE TABLE task (
  n BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  pool TEXT NOT NULL,
  plan TEXT,
  state TEXT NOT NULL,
  place TEXT NOT NULL,
  rank BIGINT NOT NULL,
  lane TEXT,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  cap BIGINT,
  fence BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  rejections BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  not_before BIGINT,
  started_at BIGINT,
  finished_at BIGINT,
  reason TEXT NOT NULL,
  slot TEXT,
  prompt TEXT,
  result TEXT,
  awaited BIGINT NOT NULL DEFAULT 0,
  booked BIGINT NOT NULL DEFAULT 0,
  held BIGINT NOT NULL DEFAULT 0,
  passed_over_since BIGINT
);
CREATE INDEX task_ready ON task (pool, rank, n, provider, plan) WHERE place = 'ready';
CREATE INDEX task_delayed ON task (pool, not_before) WHERE place = 'delayed';
CREATE INDEX task_lane ON task (lane, pool, state, n) WHERE lane IS NOT NULL;
CREATE INDEX task_lane_seated ON task (pool, lane) WHERE lane IS NOT NULL AND place IN ('ready', 'delayed');
CREATE INDEX task_pool ON task (pool, n);
CREATE INDEX task_state ON task (pool, state, n);
CREATE INDEX task_plan ON task (plan, n) WHERE plan IS NOT NULL;
CREATE TABLE work (
  n BIGINT PRIMARY KEY,
  prompt TEXT NOT NULL,
  spec TEXT NOT NULL
);
CREATE TABLE task_tag (
  tag TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (tag, n)
);
CREATE TABLE dependency (
  task TEXT NOT NULL,
  position BIGINT NOT NULL,
  on_task TEXT NOT NULL,
  PRIMARY KEY (task, position)
);
CREATE INDEX dependency_on ON dependency (on_task, task);
CREATE TABLE account (
  key TEXT PRIMARY KEY,
  pool TEXT NOT NULL,
  cap BIGINT,
  spent BIGINT NOT NULL,
  unknown BIGINT NOT NULL,
  reserved BIGINT NOT NULL
);
CREATE INDEX account_pool ON account (pool, key);
CREATE TABLE attempt (
  task TEXT NOT NULL,
  fence BIGINT NOT NULL,
  pool TEXT NOT NULL,
  node TEXT NOT NULL,
  slot TEXT NOT NULL,
  model TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  current BIGINT NOT NULL,
  session_folder TEXT,
  provider_session TEXT,
  cost_known BIGINT,
  cost_unknown BIGINT,
  outcome TEXT,
  ended_at BIGINT,
  PRIMARY KEY (task, fence)
);
CREATE INDEX attempt_open_lease ON attempt (current, lease_until) WHERE settled = 0;
CREATE INDEX attempt_open_node ON attempt (node) WHERE settled = 0;
CREATE INDEX attempt_cost ON attempt (pool, model, ended_at, cost_known) WHERE cost_known > 0;
CREATE TABLE admitted (
  pool TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  tasks TEXT NOT NULL,
  PRIMARY KEY (pool, key)
);

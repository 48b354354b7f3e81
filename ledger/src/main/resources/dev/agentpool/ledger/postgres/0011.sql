CREATE TABLE question (
  n BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  pool TEXT NOT NULL,
  task TEXT,
  fence BIGINT,
  request_id TEXT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  payload TEXT NOT NULL,
  options TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  deadline BIGINT,
  otherwise TEXT,
  answer TEXT,
  answered_by TEXT,
  answered_at BIGINT,
  closed_at BIGINT,
  reason TEXT NOT NULL
);
CREATE INDEX question_of_attempt ON question (task, fence, request_id);
CREATE INDEX question_waiting ON question (task, fence) WHERE closed_at IS NULL;
CREATE INDEX question_of_pool ON question (pool, state, n);
CREATE INDEX question_deadline ON question (deadline) WHERE state = 'open' AND deadline IS NOT NULL;
ALTER TABLE journal ADD COLUMN question TEXT;

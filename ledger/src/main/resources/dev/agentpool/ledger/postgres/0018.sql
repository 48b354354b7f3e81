CREATE TABLE session (
  n BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  pool TEXT NOT NULL,
  coordinator TEXT,
  settings TEXT NOT NULL,
  about TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deadline BIGINT,
  max_turns BIGINT,
  turns_sent BIGINT NOT NULL,
  first_turn TEXT NOT NULL,
  last_turn TEXT NOT NULL,
  ended_as TEXT,
  ended_at BIGINT,
  ended_why TEXT
);
CREATE INDEX session_first_turn ON session (first_turn);
CREATE INDEX session_living ON session (n) WHERE ended_at IS NULL;
CREATE INDEX session_deadline ON session (deadline) WHERE ended_at IS NULL AND deadline IS NOT NULL;
CREATE INDEX task_open_turn ON task (pinned, n) WHERE pinned IS NOT NULL AND finished_at IS NULL;
ALTER TABLE journal ADD COLUMN session TEXT;

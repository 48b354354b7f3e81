ALTER TABLE question ADD COLUMN fingerprint TEXT;
CREATE INDEX question_open ON question (n) WHERE state = 'open';
CREATE TABLE unseen (
  n BIGINT PRIMARY KEY,
  pool TEXT NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX unseen_of_pool ON unseen (pool, state, n);
CREATE INDEX unseen_of_state ON unseen (state, n);

CREATE TABLE note (
  pool TEXT NOT NULL,
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (pool, space, key)
);
ALTER TABLE task ADD COLUMN pinned TEXT;
CREATE INDEX task_pinned ON task (pool, pinned) WHERE pinned IS NOT NULL AND place <> 'nowhere';

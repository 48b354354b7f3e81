CREATE TABLE usage_snapshot (
  n INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  confidence TEXT NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX usage_snapshot_of_provider ON usage_snapshot (provider, n);
CREATE INDEX usage_snapshot_at ON usage_snapshot (checked_at);

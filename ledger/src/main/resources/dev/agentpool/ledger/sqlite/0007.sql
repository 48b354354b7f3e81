ALTER TABLE journal ADD COLUMN space TEXT;
ALTER TABLE journal ADD COLUMN key TEXT;
UPDATE journal SET space = substr(detail, 1, instr(detail, ' ') - 1), key = substr(detail, instr(detail, ' ') + 1)
  WHERE kind IN ('note_put', 'note_removed') AND instr(detail, ' ') > 1;
UPDATE journal SET space = substr(detail, 1, instr(detail, ' msg-') - 1), key = substr(detail, instr(detail, ' msg-') + 1)
  WHERE kind IN ('note_put', 'note_removed') AND detail LIKE 'inbox:% msg-%';
UPDATE journal SET space = substr(detail, 1, instr(detail, ' moved to delivered:') - 1), key = NULL
  WHERE kind = 'note_removed' AND detail LIKE 'inbox:% moved to delivered:%';
UPDATE journal SET key = NULL
  WHERE kind = 'note_removed' AND space LIKE 'delivered:%' AND key LIKE 'moved to inbox:%';
ALTER TABLE note ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
UPDATE note SET version = (SELECT seq FROM head);
INSERT INTO note (pool, space, key, value, at, version)
  SELECT s.pool, 'scaling', 'slots', '{"ids":' || s.value || ',' || substr(c.value, 2), s.at, s.version
  FROM note s JOIN note c ON c.pool = s.pool AND c.space = 'pool' AND c.key = 'slots_scaled'
  WHERE s.space = 'pool' AND s.key = 'slots';
DELETE FROM note WHERE space = 'pool' AND key IN ('slots', 'slots_scaled');

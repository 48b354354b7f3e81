ALTER TABLE task ADD COLUMN started_by TEXT;
UPDATE task SET started_by = substr(g.tag, 10) FROM task_tag g WHERE g.n = task.n AND g.tag LIKE 'child-of:%';
CREATE INDEX task_started_by ON task (started_by, n) WHERE started_by IS NOT NULL;

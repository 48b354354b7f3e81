ALTER TABLE task ADD COLUMN asked_as TEXT;
ALTER TABLE task ADD COLUMN retry_of TEXT;
UPDATE task SET retry_of = o.id FROM task_tag g JOIN task o ON o.id = substr(g.tag, 10) WHERE g.n = task.n AND g.tag LIKE 'retry-of:%';
UPDATE task SET asked_as = substr(g.tag, 10) FROM task_tag g WHERE g.n = task.n AND g.tag LIKE 'asked-as:%' AND task.started_by IS NOT NULL AND task.retry_of IS NULL;

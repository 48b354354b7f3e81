ALTER TABLE task ADD COLUMN recovering BIGINT NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN feedback TEXT;
UPDATE task SET recovering = 1 WHERE prompt IS NOT NULL AND rejections = 0;
UPDATE task SET feedback = to_json((regexp_split_to_array(substr(task.prompt, length(w.prompt) + 1),
    E'\n\n\\[Review feedback, attempt [0-9]+ of ' || COALESCE(w.spec::json -> 'review' ->> 'max_rejections', '3') || E'\\]\n'))[2:])::text
  FROM work w WHERE w.n = task.n AND task.prompt IS NOT NULL AND task.rejections > 0;
ALTER TABLE task DROP COLUMN prompt;

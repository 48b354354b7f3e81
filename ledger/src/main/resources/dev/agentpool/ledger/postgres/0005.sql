INSERT INTO task_tally (facet, value, pool, state, tasks)
  SELECT 'agent', '', pool, state, COUNT(*) FROM task WHERE role = 'agent' GROUP BY pool, state;

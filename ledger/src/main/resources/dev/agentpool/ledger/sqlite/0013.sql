-- Tasks that wait for their pool to have money have a place of their own.
DROP INDEX task_lane_seated;
CREATE INDEX task_lane_seated ON task (pool, lane) WHERE lane IS NOT NULL AND place IN ('ready', 'delayed', 'unpaid');
CREATE INDEX task_unpaid ON task (pool, not_before) WHERE place = 'unpaid';

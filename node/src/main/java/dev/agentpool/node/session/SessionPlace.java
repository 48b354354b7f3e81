package dev.agentpool.node.session;

import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a session serves now.
 *
 * @param task the one that runs in it; null while the session waits for one
 * @param settings of that task, all layers laid over each other; of its slot when there is none
 */
public record SessionPlace(
    PoolId pool, String slot, @Nullable TaskRecord task, Settings settings) {}

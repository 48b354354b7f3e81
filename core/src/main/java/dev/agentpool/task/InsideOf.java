package dev.agentpool.task;

import org.jspecify.annotations.Nullable;

/**
 * How a task was asked for inside of another one.
 *
 * @param task the one that runs
 * @param key under which it was asked for there, so that asking again gives the same task; null for
 *     none
 */
public record InsideOf(TaskId task, @Nullable String key) {}

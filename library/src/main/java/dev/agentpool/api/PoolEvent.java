package dev.agentpool.api;

import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of the pool, out of its journal. Every change is told, once and in order; the sequence
 * number grows.
 *
 * {@snippet :
 * try (PoolEvents events = pool.events()) {
 *   TaskHandle task = pool.submit("Say hello.");
 *   for (PoolEvent event : events) {
 *     if (event instanceof PoolEvent.TaskChanged change && change.taskId().equals(task.id())) {
 *       System.out.println(change.kind() + " " + change.to());
 *       if (change.to().terminal()) {
 *         break;
 *       }
 *     }
 *   }
 * }
 * }
 */
public sealed interface PoolEvent {
  /** Its place in the journal; gives {@link Pool#events(long)} where to go on. */
  long sequence();

  /** When it happened. */
  Instant at();

  /** What happened, as a stable word: {@code submitted}, {@code claimed}, {@code settled}… */
  String kind();

  /** More about it, for people. */
  String detail();

  /**
   * A task went from one state to another.
   *
   * @param from empty for a new task
   */
  record TaskChanged(
      long sequence,
      Instant at,
      String kind,
      String detail,
      String taskId,
      Optional<TaskState> from,
      TaskState to)
      implements PoolEvent {}

  /** Something happened to a task that stays in its state, as more money set aside for it. */
  record TaskNoted(long sequence, Instant at, String kind, String detail, String taskId)
      implements PoolEvent {}

  /**
   * The pool itself changed: opened, other caps, context, messages, slots.
   *
   * @param space what kind of small thing it was, as {@code context}; empty when it was none
   * @param key which one; empty when it was none, or all of the space at once
   */
  record PoolChanged(
      long sequence,
      Instant at,
      String kind,
      String detail,
      Optional<String> space,
      Optional<String> key)
      implements PoolEvent {}
}

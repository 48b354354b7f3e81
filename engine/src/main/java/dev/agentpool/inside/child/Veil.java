package dev.agentpool.inside.child;

import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import java.util.List;
import java.util.Optional;

/** What is shown of a task to whom: of others' tasks neither prompt nor result. Thread-safe. */
final class Veil {
  private static final String HIDDEN = "(the prompt of another task is not shown inside a task)";

  private final Family family;

  Veil(Family family) {
    this.family = family;
  }

  /** Of what is not an insider's own it is told how it goes, not what it is about. */
  TaskRecord shown(TaskRecord task) {
    Optional<Caller.Insider> insider = Acting.insider();
    if (insider.isEmpty()
        || insider.get().coordinator()
        || (insider.get().task() != null
            && family.holds(insider.get().running().id(), task.id()))) {
      return task;
    }
    TaskSpec spec = task.spec();
    TaskSpec veiled =
        new TaskSpec(
            new Prompt.Literal(HIDDEN),
            Settings.EMPTY,
            spec.tags(),
            spec.ordering(),
            spec.retry(),
            spec.review(),
            spec.cap(),
            spec.onDependencyFailure(),
            spec.part(),
            null);
    return new TaskRecord(
        task.id(),
        task.pool(),
        task.plan(),
        task.insideOf(),
        task.retryOf(),
        veiled,
        task.state(),
        false,
        List.of(),
        task.fence(),
        task.attempts(),
        task.rejections(),
        task.createdAt(),
        task.notBefore(),
        task.startedAt(),
        task.finishedAt(),
        "",
        task.slot(),
        null);
  }
}

package dev.agentpool.operation;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Report;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Reviews;
import dev.agentpool.node.merge.Merge;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.Workspaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What of a pool ended since a time, newest first: the tasks and plans that a person asked for, and
 * what they came to.
 */
record EndedWork(Asking asking, PoolConfig pool, List<TaskRecord> all, Map<String, Merge> merged) {
  /** Of so many the branch is looked at; it takes git some time. */
  private static final int MOST_LOOKED_AT = 50;

  private static final int MOST_NAMED = 20;
  private static final int MOST = 10_000;

  static EndedWork of(Asking asking, PoolConfig pool, Instant since) {
    TaskFilter ended =
        new TaskFilter(
            pool.id(),
            Set.of(TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED),
            List.of(),
            null,
            null,
            MOST,
            0);
    return new EndedWork(
        asking,
        pool,
        asking.ledger().tasks(ended).stream()
            .filter(task -> task.finishedAt() != null && !task.finishedAt().isBefore(since))
            .sorted(Comparator.comparing(EndedWork::endedAt).reversed())
            .toList(),
        asking.engine().reviews().merged(pool.id()));
  }

  private static Instant endedAt(TaskRecord task) {
    return Objects.requireNonNullElse(task.finishedAt(), task.createdAt());
  }

  /** Those that ended well. */
  List<Report.Work> worked() {
    List<Report.Work> all = new ArrayList<>();
    for (TaskRecord task : whole(TaskState.COMPLETED)) {
      all.add(work(task, all.size() < MOST_LOOKED_AT));
    }
    return all;
  }

  private Report.Work work(TaskRecord task, boolean looked) {
    Optional<WorkspaceOutcome> told =
        Optional.ofNullable(task.result()).map(result -> result.verdict().workspace());
    Optional<Workspaces.Change> change = looked ? look(task).change() : Optional.empty();
    Optional<Merge> merge =
        Optional.ofNullable(merged.get(task.id().value())).filter(one -> !one.undone());
    return new Report.Work(
        task.id().value(),
        task.spec().called().text(),
        endedAt(task),
        change.map(one -> one.branch()).or(() -> told.map(WorkspaceOutcome::branch)),
        change.map(one -> one.commits()).or(() -> told.map(WorkspaceOutcome::commits)).orElse(0),
        change.map(one -> one.files().size()),
        merge.map(Merge::into),
        merge.map(Merge::check).filter(check -> !check.isEmpty()),
        Cost.of(asking.engine().tasks().cost(task.id())));
  }

  private Reviews.Review look(TaskRecord task) {
    return asking.engine().reviews().look(pool, task.id());
  }

  List<Report.Failure> failed() {
    Map<String, List<TaskRecord>> kinds = new LinkedHashMap<>();
    for (TaskRecord task : whole(TaskState.FAILED)) {
      kinds.computeIfAbsent(kind(task), _ -> new ArrayList<>()).add(task);
    }
    return kinds.entrySet().stream()
        .map(of ->
            new Report.Failure(
                of.getKey(),
                of.getValue().size(),
                of.getValue().stream().limit(MOST_NAMED).map(task -> task.id().value()).toList(),
                message(of.getValue().getFirst())))
        .sorted(Comparator.comparing(Report.Failure::count).reversed())
        .toList();
  }

  private static String kind(TaskRecord task) {
    return task.result() == null ? "failed" : task.result().outcome().code().wireName();
  }

  private static String message(TaskRecord task) {
    String said = task.result() == null ? "" : task.result().outcome().message();
    String why = task.reason().isBlank() ? said : task.reason();
    return why.strip().lines().findFirst().orElse("");
  }

  int cancelled() {
    return whole(TaskState.CANCELLED).size();
  }

  /** What a person asked for, and no part of it. */
  private List<TaskRecord> whole(TaskState state) {
    return all.stream()
        .filter(task -> task.state() == state && task.startedBy() == null)
        .filter(task ->
            switch (task.spec().part()) {
              case PlanPart.Alone(), PlanPart.Parent _ -> true;
              case PlanPart.Step _, PlanPart.Close _ -> false;
            })
        .toList();
  }

  /** By each attempt of each task; what stands for a plan spends nothing itself. */
  dev.agentpool.budget.Cost spent() {
    Map<TaskId, dev.agentpool.budget.Cost> costs =
        asking
            .ledger()
            .costs(
                all.stream().filter(task -> !task.spec().isParent()).map(TaskRecord::id).toList());
    return costs.values().stream()
        .reduce(dev.agentpool.budget.Cost.NOTHING, dev.agentpool.budget.Cost::plus);
  }
}

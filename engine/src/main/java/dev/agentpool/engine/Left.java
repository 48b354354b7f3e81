package dev.agentpool.engine;

import dev.agentpool.artifact.Holder;
import dev.agentpool.artifact.Subject;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.live.LiveSession;
import dev.agentpool.question.Question;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.Differences;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whoever left something, as it stands: a task, or a live session with the tasks that are its
 * turns.
 *
 * @param session null for a task
 * @param turns oldest first; at least one
 */
record Left(Ledger ledger, @Nullable LiveSession session, List<TaskRecord> turns) {
  Left {
    turns = List.copyOf(turns);
  }

  private String id() {
    return session == null ? newest().id().value() : session.id().value();
  }

  private TaskRecord newest() {
    return turns.getLast();
  }

  Holder holder(PoolConfig pool) {
    return new Holder(
        id(),
        pool.directory(),
        turns.stream()
            .map(turn -> new Holder.Turn(turn.id(), turn.withFeedback(turn.prompt().text())))
            .toList());
  }

  Subject subject(PoolConfig pool, Home home) {
    return new Subject(
        holder(pool),
        state(),
        metadata(pool),
        turns.reversed().stream()
            .map(TaskRecord::result)
            .filter(Objects::nonNull)
            .findFirst()
            .map(Left::text),
        session == null ? newest().state().terminal() : !session.lives(),
        (mode, start) -> place(pool, home, mode, start));
  }

  private static String text(TaskResult result) {
    String output = result.output();
    return output.isBlank() ? result.outcome().message() : output;
  }

  /** In the control plane's words, in capital letters. */
  String state() {
    if (session != null) {
      TaskRecord turn =
          turns.stream().filter(one -> !one.state().terminal()).findFirst().orElse(newest());
      return SessionState.of(session, turn, asked(turn).orElse(null)).name();
    }
    return switch (newest().state()) {
      case BLOCKED, PENDING -> "STARTING";
      case RUNNING -> asked(newest()).isPresent() ? "AWAITING_USER_INPUT" : "RUNNING";
      case PENDING_REVIEW -> "AWAITING_APPROVAL";
      case COMPLETED -> "COMPLETED";
      case FAILED -> "FAILED";
      case CANCELLED -> "CANCELLED";
    };
  }

  private Optional<Question> asked(TaskRecord turn) {
    return ledger
        .questions(new QuestionFilter(turn.pool(), turn.id(), Set.of(Question.State.OPEN), 1, 0))
        .stream()
        .findFirst();
  }

  private Map<String, Object> metadata(PoolConfig pool) {
    TaskRecord task = newest();
    Map<String, Object> all = new TreeMap<>();
    all.put("task_id", task.id().value());
    all.put("pool", task.pool().value());
    all.put("repo_path", pool.directory().toString());
    all.put("created_at", turns.getFirst().createdAt().toString());
    put(all, "started_at", turns.getFirst().startedAt());
    put(all, "ended_at", task.finishedAt());
    put(all, "slot_id", task.slot());
    all.put("attempt", task.fence());
    if (session != null) {
      all.put("turns", turns.size());
      put(all, "coordinator_id", session.coordinator());
    }
    TaskResult result = task.result();
    if (result != null) {
      put(all, "provider_id", result.verdict().provider());
      put(all, "model", result.report().model());
      all.put("outcome", result.outcome().code().wireName());
      WorkspaceOutcome workspace = result.verdict().workspace();
      if (workspace != null) {
        all.put("isolation", workspace.mode());
        all.put("worktree_path", workspace.path());
        put(all, "branch", workspace.branch());
      }
    }
    return all;
  }

  private static void put(Map<String, Object> all, String name, @Nullable Object value) {
    if (value != null) {
      all.put(name, value.toString());
    }
  }

  /** Whose the workspace is that it shares, as its node has it. */
  private @Nullable TaskId owner(TaskRecord task, WorkspaceMode mode) {
    if (session != null) {
      return mode.isOfItsOwn() ? session.firstTurn() : null;
    }
    boolean shares = task.spec().part() instanceof PlanPart.Step step && step.sharesWorkspace();
    return shares && task.plan() != null ? task.plan().parent() : null;
  }

  private Differences.Place place(PoolConfig pool, Home home, WorkspaceMode mode, String start) {
    TaskRecord task = newest();
    WorkspaceOutcome workspace =
        Optional.ofNullable(task.result()).map(result -> result.verdict().workspace()).orElse(null);
    return new Differences.Place(
        pool.directory(),
        home.workspaces().resolve(pool.id().value()),
        mode,
        task.slot() == null ? "" : task.slot(),
        session == null ? task.id() : session.firstTurn(),
        owner(task, mode),
        start,
        workspace == null ? null : workspace.branch(),
        task.state() == TaskState.RUNNING);
  }
}

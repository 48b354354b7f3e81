package dev.agentpool.engine;

import dev.agentpool.artifact.Artifact;
import dev.agentpool.artifact.ArtifactException;
import dev.agentpool.artifact.Artifacts;
import dev.agentpool.artifact.Collected;
import dev.agentpool.artifact.Holder;
import dev.agentpool.artifact.Retention;
import dev.agentpool.artifact.Subject;
import dev.agentpool.artifact.Swept;
import dev.agentpool.artifact.TranscriptPage;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.question.Question;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.Differences;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What tasks leave (spec control-plane 12). Thread-safe. */
public final class TaskArtifacts {
  private final Ledger ledger;
  private final Artifacts artifacts;
  private final Retention retention;
  private final Supplier<ArtifactRules> rules;
  private final Home home;

  /**
   * @param retention lets go of what is old
   * @param rules it goes by
   */
  public TaskArtifacts(
      Ledger ledger,
      Artifacts artifacts,
      Retention retention,
      Supplier<ArtifactRules> rules,
      Home home) {
    this.ledger = ledger;
    this.artifacts = artifacts;
    this.retention = retention;
    this.rules = rules;
    this.home = home;
  }

  /** How long and how much is kept. */
  public ArtifactRules rules() {
    return rules.get();
  }

  /** Lets go of what is old or too much; a dry run only tells. */
  public Swept sweep(boolean dryRun) {
    return told(() -> retention.sweep(dryRun));
  }

  /** Where a task's are. */
  public Path folder(PoolConfig pool, TaskId id) {
    return artifacts.folder(holder(pool, task(id)));
  }

  /** All kinds, with those that are there. */
  public List<Artifact> manifest(PoolConfig pool, TaskId id) {
    return told(() -> artifacts.manifest(subject(pool, id)));
  }

  /** Brings all up to date. */
  public Collected collect(PoolConfig pool, TaskId id, boolean includeDiff) {
    return told(() -> artifacts.collect(subject(pool, id), includeDiff));
  }

  /** A page of a transcript. */
  public TranscriptPage page(PoolConfig pool, TaskId id, long offset, int limit) {
    return told(() -> artifacts.page(holder(pool, task(id)), offset, limit));
  }

  /** Its last lines. */
  public TranscriptPage tail(PoolConfig pool, TaskId id, int lines) {
    return told(() -> artifacts.tail(holder(pool, task(id)), lines));
  }

  /** The end of its {@code events.jsonl}. */
  public String events(PoolConfig pool, TaskId id, int most) {
    return told(() -> artifacts.events(holder(pool, task(id)), most));
  }

  /** Notes in its events that something was done with what it left. */
  public void happened(PoolConfig pool, TaskId id, String type, Map<String, Object> metadata) {
    told(() -> {
      artifacts.happened(subject(pool, id), type, metadata);
      return true;
    });
  }

  /** As its session is called; in capital letters. */
  public String state(TaskId id) {
    return state(task(id));
  }

  private static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (ArtifactException cannot) {
      throw new Refused(
          Refused.Kind.UNAVAILABLE, "artifacts_failed", String.valueOf(cannot.getMessage()));
    }
  }

  private TaskRecord task(TaskId id) {
    return ledger.task(id).orElseThrow(() -> Refused.notFound("task", id.value()));
  }

  private static Holder holder(PoolConfig pool, TaskRecord task) {
    return new Holder(
        task.id().value(),
        pool.directory(),
        List.of(new Holder.Turn(task.id(), task.withFeedback(task.prompt().text()))));
  }

  private Subject subject(PoolConfig pool, TaskId id) {
    TaskRecord task = task(id);
    return new Subject(
        holder(pool, task),
        state(task),
        metadata(pool, task),
        Optional.ofNullable(task.result()).map(TaskArtifacts::text),
        task.state().terminal(),
        (mode, start) -> place(pool, task, mode, start));
  }

  private static String text(TaskResult result) {
    String output = result.report().output();
    return output.isBlank() ? result.outcome().message() : output;
  }

  private static Map<String, Object> metadata(PoolConfig pool, TaskRecord task) {
    Map<String, Object> all = new TreeMap<>();
    all.put("task_id", task.id().value());
    all.put("pool", task.pool().value());
    all.put("repo_path", pool.directory().toString());
    all.put("created_at", task.createdAt().toString());
    put(all, "started_at", task.startedAt());
    put(all, "ended_at", task.finishedAt());
    put(all, "slot_id", task.slot());
    all.put("attempt", task.fence());
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

  private Differences.Place place(
      PoolConfig pool, TaskRecord task, WorkspaceMode mode, String start) {
    boolean shares = task.spec().part() instanceof PlanPart.Step step && step.sharesWorkspace();
    TaskId plan = shares && task.plan() != null ? task.plan().parent() : null;
    TaskResult result = task.result();
    WorkspaceOutcome workspace = result == null ? null : result.verdict().workspace();
    return new Differences.Place(
        pool.directory(),
        home.workspaces().resolve(pool.id().value()),
        mode,
        task.slot() == null ? "" : task.slot(),
        task.id(),
        plan,
        start,
        workspace == null ? null : workspace.branch(),
        task.state() == TaskState.RUNNING);
  }

  private String state(TaskRecord task) {
    return switch (task.state()) {
      case BLOCKED, PENDING -> "STARTING";
      case RUNNING -> isAsking(task) ? "AWAITING_USER_INPUT" : "RUNNING";
      case PENDING_REVIEW -> "AWAITING_APPROVAL";
      case COMPLETED -> "COMPLETED";
      case FAILED -> "FAILED";
      case CANCELLED -> "CANCELLED";
    };
  }

  private boolean isAsking(TaskRecord task) {
    return ledger.count(
            new QuestionFilter(task.pool(), task.id(), Set.of(Question.State.OPEN), 0, 0))
        > 0;
  }
}

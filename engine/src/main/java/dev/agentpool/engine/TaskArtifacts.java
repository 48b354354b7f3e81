package dev.agentpool.engine;

import dev.agentpool.artifact.Artifact;
import dev.agentpool.artifact.ArtifactException;
import dev.agentpool.artifact.Artifacts;
import dev.agentpool.artifact.Collected;
import dev.agentpool.artifact.Holder;
import dev.agentpool.artifact.Retention;
import dev.agentpool.artifact.Swept;
import dev.agentpool.artifact.TranscriptPage;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.inside.Acting;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.session.Screen;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What tasks and live sessions leave (spec control-plane 12). Thread-safe. */
public final class TaskArtifacts {
  private static final int MOST_TURNS = 10_000;
  private final Ledger ledger;
  private final Artifacts artifacts;
  private final Retention retention;
  private final Supplier<ArtifactRules> rules;
  private final Home home;
  private final OutsideFiles outside = new OutsideFiles(this);

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

  /** What was let go of since the daemon began. */
  public Retention.Cleared cleared() {
    return retention.cleared();
  }

  /** What live sessions changed beside the files that they were allowed. */
  public OutsideFiles outside() {
    return outside;
  }

  /** How long and how much is kept. */
  public ArtifactRules rules() {
    return rules.get();
  }

  /** Lets go of what is old or too much; a dry run only tells. */
  public Swept sweep(boolean dryRun) {
    return told(() -> retention.sweep(dryRun));
  }

  /** Whether that is the id of a live session, not of a task. */
  public static boolean isSession(String id) {
    return SessionId.find(id).isPresent();
  }

  /** The pool of a live session; from inside a task there is none. */
  public PoolId poolOf(String session) {
    return Acting.insider().isPresent()
        ? unknown(session)
        : SessionId.find(session)
            .flatMap(ledger::session)
            .map(LiveSession::pool)
            .orElseGet(() -> unknown(session));
  }

  private static PoolId unknown(String session) {
    throw Refused.notFound("session", session);
  }

  /** Where those of a task or session are. */
  public Path folder(PoolConfig pool, String id) {
    return artifacts.folder(left(id).holder(pool));
  }

  /** Where a session's are, of whose project this is the directory. */
  public Path folder(Path project, String session) {
    return artifacts.folder(new Holder(session, project, List.of()));
  }

  /** All kinds, with those that are there. */
  public List<Artifact> manifest(PoolConfig pool, String id) {
    return told(() -> artifacts.manifest(left(id).subject(pool, home)));
  }

  /** Brings all up to date. */
  public Collected collect(PoolConfig pool, String id, boolean includeDiff) {
    return told(() -> artifacts.collect(left(id).subject(pool, home), includeDiff));
  }

  /** What its terminal shows now, if it has one, is its last screen. */
  public void seen(SessionView view, Screen screen) {
    artifacts.screens().keep(view.row().id().value(), screen);
  }

  /** What its diff changes now; empty while there is none, or where it cannot be made. */
  Optional<List<String>> changed(PoolConfig pool, String id) {
    return told(() -> artifacts.changed(left(id).subject(pool, home)));
  }

  /** A page of a transcript. */
  public TranscriptPage page(PoolConfig pool, String id, long offset, int limit) {
    return told(() -> artifacts.page(left(id).holder(pool), offset, limit));
  }

  /** Its last lines. */
  public TranscriptPage tail(PoolConfig pool, String id, int lines) {
    return told(() -> artifacts.tail(left(id).holder(pool), lines));
  }

  /** The end of its {@code events.jsonl}. */
  public String events(PoolConfig pool, String id, int most) {
    return told(() -> artifacts.events(left(id).holder(pool), most));
  }

  /** Notes in its events that something was done with what it left. */
  public void happened(PoolConfig pool, String id, String type, Map<String, Object> metadata) {
    told(() -> {
      artifacts.happened(left(id).subject(pool, home), type, metadata);
      return true;
    });
  }

  /** As its session is called; in capital letters. */
  public String state(String id) {
    return left(id).state();
  }

  private static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (ArtifactException cannot) {
      throw new Refused(
          Refused.Kind.UNAVAILABLE, "artifacts_failed", String.valueOf(cannot.getMessage()));
    }
  }

  private Left left(String id) {
    Optional<LiveSession> session = SessionId.find(id).flatMap(ledger::session);
    if (session.isPresent()) {
      return new Left(ledger, session.get(), turns(session.get()));
    }
    TaskRecord task = ledger.task(Tasks.id(id)).orElseThrow(() -> Refused.notFound("task", id));
    return new Left(ledger, null, List.of(task));
  }

  /** Oldest first; of very many the newest. One that waits has no slot yet, and nothing to tell. */
  private List<TaskRecord> turns(LiveSession session) {
    TaskFilter its =
        new TaskFilter(
            session.pool(), Set.of(), List.of(), session.id().value(), null, MOST_TURNS, 0);
    List<TaskRecord> turns = ledger.tasks(its).reversed();
    return turns.isEmpty() ? List.of(ledger.task(session.firstTurn()).orElseThrow()) : turns;
  }
}

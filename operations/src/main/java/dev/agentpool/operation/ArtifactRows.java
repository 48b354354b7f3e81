package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ArtifactManifest;
import dev.agentpool.answer.ArtifactRow;
import dev.agentpool.answer.CollectedArtifact;
import dev.agentpool.answer.CollectedArtifacts;
import dev.agentpool.answer.RetentionReport;
import dev.agentpool.answer.TranscriptPart;
import dev.agentpool.answer.WorkerOutput;
import dev.agentpool.artifact.ArtifactKind;
import dev.agentpool.artifact.Collected;
import dev.agentpool.artifact.Swept;
import dev.agentpool.artifact.TranscriptPage;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.LiveSessions;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.SessionView;
import dev.agentpool.engine.TaskArtifacts;
import dev.agentpool.live.EndedAs;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.CollectRequest;
import dev.agentpool.request.Detail;
import dev.agentpool.request.HolderName;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.TranscriptRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Untrusted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What agents left (spec control-plane 12). */
public final class ArtifactRows {
  private static final String ONE = "/v1/artifacts/{id}";
  private static final int USUAL_LIMIT = 4_000;

  public static final Operation<HolderName, ArtifactManifest> MANIFEST =
      named("artifact.manifest", "What a task or session left, by kind")
          .takes(HolderName.class)
          .gives(ArtifactManifest.class)
          .at(Route.get(ONE).with("id", "session_id").fails(400, 404, 503))
          .does(ControlWords.told((asking, named) -> manifest(asking, named.sessionId())));

  public static final Operation<CollectRequest, CollectedArtifacts> COLLECT =
      named(
              "artifact.collect",
              "Brings what a task or session left up to date, with its diff, and lists it")
          .takes(CollectRequest.class)
          .gives(CollectedArtifacts.class)
          .at(Route.post(ONE + "/collect").with("id", "session_id").fails(400, 404, 503))
          .does(ControlWords.told(ArtifactRows::collect));

  public static final Operation<TranscriptRequest, TranscriptPart> TRANSCRIPT =
      named("artifact.transcript", "A part of what was said and done: a page, or the last lines")
          .takes(TranscriptRequest.class)
          .gives(TranscriptPart.class)
          .at(Route.get(ONE + "/transcript").with("id", "session_id").fails(400, 404, 503))
          .does(ControlWords.told(ArtifactRows::transcript));

  public static final Operation<Nothing, RetentionReport> WOULD_GO =
      named("artifact.would_go", "What of all that agents left would be let go of now")
          .takes(Nothing.class)
          .gives(RetentionReport.class)
          .at(Route.get("/v1/retention").fails(400, 503))
          .does((asking, _) -> swept(asking, true));

  public static final Operation<Nothing, RetentionReport> LET_GO =
      named("artifact.let_go", "Lets go of what agents left and is old, or too much")
          .takes(Nothing.class)
          .gives(RetentionReport.class)
          .at(Route.post("/v1/retention").fails(400, 503))
          .does((asking, _) -> swept(asking, false));

  private ArtifactRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(MANIFEST, COLLECT, TRANSCRIPT, WOULD_GO, LET_GO);
  }

  /** The pool of a task or live session; refused where it is not for who asks. */
  public static PoolConfig poolOf(Asking asking, String id) {
    if (TaskArtifacts.isSession(id)) {
      PoolId pool = asking.engine().artifacts().poolOf(id);
      if (!asking.reachesAllPools() && !asking.standing().id().equals(pool)) {
        throw Refused.notFound("session", id);
      }
      return asking.reach(pool);
    }
    TaskId task = asking.task(id);
    return asking.pool(asking.engine().tasks().get(task).pool());
  }

  static ArtifactManifest manifest(Asking asking, String id) {
    PoolConfig pool = poolOf(asking, id);
    return new ArtifactManifest(
        id,
        asking.engine().artifacts().folder(pool, id).toString(),
        asking.engine().artifacts().manifest(pool, id).stream()
            .map(artifact ->
                new ArtifactRow(
                    artifact.kind().wireName(),
                    artifact.path().toString(),
                    artifact.exists(),
                    artifact.sha256()))
            .toList());
  }

  private static CollectedArtifacts collect(Asking asking, CollectRequest asked) {
    String id = asked.sessionId();
    seen(asking, id);
    Collected collected =
        asking
            .engine()
            .artifacts()
            .collect(poolOf(asking, id), id, asked.includeDiff().orElse(true));
    if (asked.markCompleted().orElse(false) && TaskArtifacts.isSession(id)) {
      asking.engine().sessions().end(LiveSessions.id(id), EndedAs.COMPLETED, "");
    }
    boolean withTranscript = asked.includeTranscript().orElse(true);
    return new CollectedArtifacts(
        id,
        asking.engine().artifacts().state(id),
        collected.folder().toString(),
        collected.artifacts().stream()
            .filter(artifact -> withTranscript || artifact.kind() != ArtifactKind.TRANSCRIPT)
            .map(artifact ->
                new CollectedArtifact(
                    artifact.kind().wireName(),
                    artifact.path().toString(),
                    artifact.sha256().orElseThrow(),
                    artifact.metadata()))
            .toList(),
        new CollectedArtifacts.GitStanding(
            collected.isRepository(), collected.dirty(), collected.changedFiles()),
        collected.notes().stream()
            .map(note -> new CollectedArtifacts.Warning("diff_incomplete", note))
            .toList(),
        outside(asking, id, asked.detail().orElse(Detail.SUMMARY)),
        Untrusted.told(collected.summary(), asked.detail().orElse(Detail.SUMMARY), false));
  }

  /** The screen that it shows now is the one that is collected. */
  private static void seen(Asking asking, String id) {
    if (TaskArtifacts.isSession(id)) {
      SessionView view = SessionWork.view(asking, id);
      asking
          .engine()
          .sessions()
          .screen(view.row())
          .ifPresent(screen -> asking.engine().artifacts().seen(view, screen));
    }
  }

  private static Optional<WorkerOutput> outside(Asking asking, String id, Detail detail) {
    return TaskArtifacts.isSession(id)
        ? asking
            .engine()
            .artifacts()
            .outside()
            .of(poolOf(asking, id), SessionWork.view(asking, id))
            .flatMap(found -> SessionAnswers.outside(found, detail))
        : Optional.empty();
  }

  private static TranscriptPart transcript(Asking asking, TranscriptRequest asked) {
    String id = asked.sessionId();
    PoolConfig pool = poolOf(asking, id);
    checkRange(asked);
    TranscriptPage page =
        asked.tailLines().isPresent()
            ? asking.engine().artifacts().tail(pool, id, asked.tailLines().get())
            : asking
                .engine()
                .artifacts()
                .page(pool, id, asked.offset().orElse(0L), asked.limit().orElse(USUAL_LIMIT));
    return new TranscriptPart(
        id,
        page.path().toString(),
        page.exists(),
        page.mode(),
        some(page.offset()),
        some(page.limit()),
        some(page.tailLines()),
        some(page.nextOffset()),
        page.hasMore(),
        page.size(),
        page.text());
  }

  private static void checkRange(TranscriptRequest asked) {
    Optional<String> wrong = asked.wrong();
    if (wrong.isPresent()) {
      throw new Refused(Refused.Kind.INVALID, "invalid_transcript_range", wrong.get());
    }
  }

  private static RetentionReport swept(Asking asking, boolean dryRun) {
    Swept swept = asking.engine().artifacts().sweep(dryRun);
    ArtifactRules rules = asking.engine().artifacts().rules();
    return new RetentionReport(
        dryRun,
        swept.at(),
        rules.keep(),
        rules.mostBytes(),
        swept.removed().stream()
            .map(one ->
                new RetentionReport.Removed(one.holder(), one.pool(), one.bytes(), one.why()))
            .toList(),
        swept.removedBytes(),
        swept.kept(),
        swept.keptBytes());
  }

  private static Optional<Long> some(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  private static Optional<Integer> some(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }
}

package dev.agentpool.operation;

import dev.agentpool.answer.LiveControl;
import dev.agentpool.answer.LiveSessionInfo;
import dev.agentpool.answer.Observation;
import dev.agentpool.answer.WorkerOutput;
import dev.agentpool.artifact.ArtifactKind;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.About;
import dev.agentpool.engine.Observer;
import dev.agentpool.engine.OutsideFiles;
import dev.agentpool.engine.SessionEvent;
import dev.agentpool.engine.SessionView;
import dev.agentpool.live.LiveSession;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Question;
import dev.agentpool.request.Detail;
import dev.agentpool.request.ObserveRequest;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Screen;
import dev.agentpool.session.Terminal;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.wire.Untrusted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Live sessions in the control plane's words (spec control-plane 11). */
final class SessionAnswers {
  static final String TERMINAL = "terminal";
  private static final String TMUX = "tmux";

  /** The first prompt is given in the way that its CLI takes it. */
  private static final String PROMPT_MODE = "provider_default";

  private final House house;
  private @Nullable Map<PoolId, String> directories; // when somebody wants to know

  SessionAnswers(House house) {
    this.house = house;
  }

  LiveSessionInfo info(SessionView view) {
    LiveSession row = view.row();
    About about = view.about();
    String id = ProviderIds.id(about.provider());
    Optional<AgentSession> resident = resident(row);
    LiveSession.Ended ended = row.ended();
    Question asks = view.waitsFor();
    String project = directory(row);
    Optional<Path> left =
        project.isEmpty()
            ? Optional.empty()
            : Optional.of(house.engine().artifacts().folder(Path.of(project), row.id().value()));
    return new LiveSessionInfo(
        row.id().value(),
        id,
        Optional.ofNullable(about.model()),
        id,
        Optional.ofNullable(about.account()),
        about.role(),
        view.task(),
        project,
        about.isolation().equals("worktree")
            ? resident.map(session -> session.launch().workingDirectory().toString())
            : Optional.empty(),
        runtime(about.provider()),
        view.state().name(),
        row.createdAt().toString(),
        view.since().toString(),
        Optional.ofNullable(ended).map(end -> end.at().toString()),
        resident.flatMap(AgentSession::terminal).map(SessionAnswers::tmux),
        left.map(Path::toString),
        left.map(folder -> folder.resolve(ArtifactKind.TRANSCRIPT.file()).toString()),
        left.map(folder -> folder.resolve(ArtifactKind.EVENTS.file()).toString()),
        about.isolation(),
        row.pool().value(),
        view.seat().wireName(),
        view.since().toString(),
        evidence(view),
        view.turn().id().value(),
        view.turn().state().wireName(),
        view.queued(),
        Optional.ofNullable(asks).map(question -> question.id().value()),
        reason(view, ended),
        metadata(view, about, resident));
  }

  /** As they stand in a refusal. */
  Map<String, Object> brief(SessionView view) {
    LiveSession row = view.row();
    Map<String, Object> some = new LinkedHashMap<>();
    some.put("id", row.id().value());
    some.put("provider_id", ProviderIds.id(view.about().provider()));
    some.put("runtime", runtime(view.about().provider()));
    some.put("state", view.state().name());
    some.put("created_at", row.createdAt().toString());
    put(some, "deadline_at", row.deadline() == null ? null : row.deadline().toString());
    return some;
  }

  private static Map<String, String> tmux(Terminal terminal) {
    return Map.of("session_name", terminal.place().session(), "window", "0", "pane", "0");
  }

  private static Optional<String> reason(SessionView view, LiveSession.@Nullable Ended ended) {
    String why =
        ended != null
            ? ended.why()
            : view.standsStill().isEmpty() ? view.turn().reason() : view.standsStill();
    return Optional.of(why).filter(text -> !text.isEmpty());
  }

  private Map<String, Object> metadata(
      SessionView view, About about, Optional<AgentSession> resident) {
    LiveSession row = view.row();
    Map<String, Object> all = new LinkedHashMap<>(about.metadata());
    put(all, "coordinator_id", row.coordinator());
    all.put("initial_prompt_mode", PROMPT_MODE);
    all.put("initial_prompt_sent", row.turnsSent() > 0 || hasBegun(view.turn()));
    put(all, "runtime_ref", resident.isEmpty() ? null : reference(resident.get()));
    put(all, "reasoning_effort", about.effort());
    put(all, "service_tier", about.serviceTier());
    put(all, "deadline_at", row.deadline() == null ? null : row.deadline().toString());
    put(all, "max_turns", row.maxTurns());
    all.put("turns_sent", row.turnsSent());
    all.put("words_waiting", view.words());
    all.put("allowed_files", about.allowedFiles());
    if (!about.allowedFiles().isEmpty()) {
      all.put("allowed_files_held_by", heldBy(about.provider()));
    }
    return all;
  }

  private static boolean hasBegun(TaskRecord turn) {
    return turn.fence() > 0;
  }

  /** By what it is known to its CLI, or in its terminal. */
  private static @Nullable String reference(AgentSession session) {
    Terminal terminal = session.terminal().orElse(null);
    return terminal == null ? session.providerSession() : terminal.place().session();
  }

  /** Of commands nobody hears before they write, so a diff is looked at with every CLI. */
  private List<String> heldBy(String provider) {
    AgentProvider known = house.node().provider(provider);
    return known != null && known.capabilities().hearsWrites()
        ? List.of("before_write", "diff_after_turn")
        : List.of("diff_after_turn");
  }

  private static void put(Map<String, Object> all, String name, @Nullable Object value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  private Optional<AgentSession> resident(LiveSession row) {
    return row.lives() && house.node().config(row.pool()).isPresent()
        ? house.engine().slots().resident(row.pool(), row.id().value())
        : Optional.empty();
  }

  private String directory(LiveSession row) {
    return house
        .node()
        .config(row.pool())
        .map(PoolConfig::directory)
        .map(Object::toString)
        .orElseGet(() -> known().getOrDefault(row.pool(), ""));
  }

  /** Of all pools, read once for however many sessions of pools that are not open here. */
  private Map<PoolId, String> known() {
    Map<PoolId, String> read = directories;
    if (read == null) {
      read =
          house.ledger().pools().stream()
              .collect(Collectors.toMap(PoolRecord::id, PoolRecord::directory));
      directories = read;
    }
    return read;
  }

  /** What it is spoken with over. */
  String runtime(String provider) {
    AgentProvider known = house.node().provider(provider);
    String protocol = known == null ? "unknown" : known.capabilities().protocol();
    return protocol.equals(TERMINAL) ? TMUX : protocol;
  }

  LiveControl control(SessionView view) {
    boolean terminal = runtime(view.about().provider()).equals(TMUX);
    return new LiveControl(
        terminal, true, terminal, true, true, terminal ? "interactive" : "view", PROMPT_MODE);
  }

  private String evidence(SessionView view) {
    return switch (view.seat()) {
      case STARTING, PARKED, ENDED -> "ledger";
      case RESTING, WORKING, WAITING ->
          runtime(view.about().provider()).equals(TMUX) ? "screen" : "protocol";
    };
  }

  /** With as much of what its agent wrote as was asked for. */
  Observation observation(
      Observer.Observed seen,
      Instant at,
      ObserveRequest asked,
      Detail detail,
      Optional<OutsideFiles.Found> outside) {
    SessionView view = seen.view();
    Question asks = view.waitsFor();
    String text = lastLines(said(seen), asked.maxLines().orElse(0));
    boolean tells = detail != Detail.SUMMARY;
    boolean withLog = !tells && asked.includeRecentLog().orElse(false);
    return new Observation(
        view.row().id().value(),
        view.state().name(),
        seen.event().wireName(),
        seen.event() == SessionEvent.NONE ? "unknown" : "observed",
        view.seat().wireName(),
        view.since().toString(),
        evidence(view),
        at.toString(),
        view.turn().id().value(),
        Optional.ofNullable(asks).map(question -> question.id().value()),
        metadata(seen, view, outside),
        tells && asks != null ? Optional.empty() : Optional.of(asks != null),
        tells && asks != null
            ? Optional.of(Untrusted.told(asks.asked().title(), detail, false))
            : Optional.empty(),
        Optional.empty(),
        outside.flatMap(found -> outside(found, detail)),
        Untrusted.told(text, withLog ? Detail.EXCERPT : detail, false));
  }

  /** What is shown, and what its turn ended with when that is not among it. */
  private static String said(Observer.Observed seen) {
    String result = seen.view().isAtWork() ? "" : seen.view().result().orElse("").strip();
    String text = seen.text();
    if (result.isEmpty() || text.contains(result)) {
      return text;
    }
    return text.isEmpty() ? result : text.stripTrailing() + "\n" + result;
  }

  /** Their names are an agent's words. */
  static Optional<WorkerOutput> outside(OutsideFiles.Found found, Detail detail) {
    List<String> files = found.files();
    return files == null || files.isEmpty()
        ? Optional.empty()
        : Optional.of(Untrusted.told(String.join("\n", files), detail, false));
  }

  private static Map<String, Object> metadata(
      Observer.Observed seen, SessionView view, Optional<OutsideFiles.Found> outside) {
    Map<String, Object> all = new LinkedHashMap<>();
    outside.ifPresent(found -> {
      List<String> files = found.files();
      all.put("outside_allowed_files", files == null ? "unknown" : (Object) files.size());
    });
    all.put("screen_hash", seen.hash());
    all.put("readiness", seen.readiness());
    all.put("unchanged_screen", seen.unchanged());
    Screen screen = seen.screen();
    all.put("startup_warnings", screen == null ? List.of() : screen.evidence().startupWarnings());
    if (screen != null) {
      all.put("screen_state", screen.state().wireName());
      all.put("screen_rule", screen.evidence().rule());
    }
    put(all, "deadline_at", view.row().deadline() == null ? null : "" + view.row().deadline());
    return all;
  }

  private static String lastLines(String text, int most) {
    if (most <= 0) {
      return text;
    }
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }
}

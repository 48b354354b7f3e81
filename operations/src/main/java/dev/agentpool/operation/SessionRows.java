package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ArtifactManifest;
import dev.agentpool.answer.AttachInfo;
import dev.agentpool.answer.Interrupted;
import dev.agentpool.answer.LiveSessionAnswer;
import dev.agentpool.answer.LiveSessionPage;
import dev.agentpool.answer.Observation;
import dev.agentpool.answer.Sent;
import dev.agentpool.answer.SpawnedSession;
import dev.agentpool.answer.Terminated;
import dev.agentpool.config.ConfigException;
import dev.agentpool.engine.LiveSessions;
import dev.agentpool.engine.Observer;
import dev.agentpool.engine.OutsideFiles;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.SessionView;
import dev.agentpool.engine.WaitFor;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.SessionId;
import dev.agentpool.request.Detail;
import dev.agentpool.request.KeysRequest;
import dev.agentpool.request.ObserveRequest;
import dev.agentpool.request.SendRequest;
import dev.agentpool.request.SessionName;
import dev.agentpool.request.SessionsFilter;
import dev.agentpool.request.SpawnRequest;
import dev.agentpool.request.TerminateRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Live sessions (spec control-plane 11, 17): opened, observed, spoken to, ended. */
public final class SessionRows {
  private static final String ALL = "/v1/sessions";
  private static final String ONE = ALL + "/{id}";

  public static final Operation<SpawnRequest, SpawnedSession> SPAWN =
      named("session.spawn", "Spawns a worker as a live session")
          .takes(SpawnRequest.class)
          .gives(SpawnedSession.class)
          .at(Route.post(ALL).fails(403, 404, 409))
          .does(ControlWords.told(SessionSpawn::spawn));

  public static final Operation<SessionsFilter, LiveSessionPage> LIST =
      named("session.list", "Lists live sessions and those that have ended, newest first")
          .takes(SessionsFilter.class)
          .gives(LiveSessionPage.class)
          .at(Route.get(ALL))
          .does(ControlWords.told(SessionPages::page));

  public static final Operation<SessionName, LiveSessionAnswer> GET =
      named("session.get", "Shows a live session")
          .takes(SessionName.class)
          .gives(LiveSessionAnswer.class)
          .at(Route.get(ONE).with("id", "session_id").fails(404))
          .does(
              ControlWords.told((asking, asked) ->
                  new LiveSessionAnswer(
                      answers(asking).info(SessionWork.view(asking, asked.sessionId())))));

  public static final Operation<ObserveRequest, Observation> OBSERVE =
      named("session.observe", "Looks at a live session, or waits for what is wanted of it")
          .takes(ObserveRequest.class)
          .gives(Observation.class)
          .at(Route.get(ONE + "/observation").with("id", "session_id").fails(404))
          .does(ControlWords.told(SessionRows::observe));

  public static final Operation<SendRequest, Sent> SEND =
      named(
              "session.send",
              "Answers what a live session asks, speaks into the turn that runs where its provider"
                  + " can, else gives it its next turn")
          .takes(SendRequest.class)
          .gives(Sent.class)
          .at(Route.post(ONE + "/messages").with("id", "session_id").fails(403, 404, 409))
          .does(ControlWords.told(SessionWork::send));

  public static final Operation<KeysRequest, Sent> KEYS =
      named("session.keys", "Presses keys in a live session's terminal")
          .takes(KeysRequest.class)
          .gives(Sent.class)
          .at(Route.post(ONE + "/keys").with("id", "session_id").fails(403, 404, 409))
          .does(ControlWords.told(SessionWork::keys));

  public static final Operation<SessionName, Interrupted> INTERRUPT =
      named("session.interrupt", "Ends the turn of a live session, and not the session")
          .takes(SessionName.class)
          .gives(Interrupted.class)
          .at(Route.post(ONE + "/interrupt").with("id", "session_id").fails(404))
          .does(
              ControlWords.told((asking, asked) -> {
                SessionId id = SessionWork.own(asking, asked.sessionId());
                SessionView after = asking.engine().sessions().interrupt(id);
                return new Interrupted(true, id.value(), after.state().name());
              }));

  public static final Operation<SessionName, LiveSessionAnswer> PARK =
      named("session.park", "Lets a resting session's process go and keeps its conversation")
          .takes(SessionName.class)
          .gives(LiveSessionAnswer.class)
          .at(Route.post(ONE + "/park").with("id", "session_id").fails(404, 409))
          .does(
              ControlWords.told((asking, asked) ->
                  new LiveSessionAnswer(
                      answers(asking)
                          .info(
                              asking
                                  .engine()
                                  .sessions()
                                  .park(SessionWork.own(asking, asked.sessionId()))))));

  public static final Operation<TerminateRequest, Terminated> TERMINATE =
      named("session.terminate", "Ends a live session; again does nothing")
          .takes(TerminateRequest.class)
          .gives(Terminated.class)
          .at(Route.post(ONE + "/terminate").with("id", "session_id").fails(404))
          .does(ControlWords.told(SessionRows::terminate));

  public static final Operation<SessionName, AttachInfo> ATTACH =
      named("session.attach", "Tells how a person gets to a live session")
          .takes(SessionName.class)
          .gives(AttachInfo.class)
          .at(Route.get(ONE + "/attach").with("id", "session_id").fails(404))
          .does(
              ControlWords.told((asking, asked) ->
                  SessionWork.attach(asking, SessionWork.view(asking, asked.sessionId()))));

  private SessionRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(SPAWN, LIST, GET, OBSERVE, SEND, KEYS, INTERRUPT, PARK, TERMINATE, ATTACH);
  }

  private static SessionAnswers answers(Asking asking) {
    return new SessionAnswers(asking.house());
  }

  private static Observation observe(Asking asking, ObserveRequest asked)
      throws InterruptedException {
    SessionId id = SessionWork.own(asking, asked.sessionId());
    Detail detail = detail(asked.detail());
    Observer.Observed seen =
        asking.engine().observer().observe(id, WaitFor.of(asked.waitFor()), asked.atMost());
    if (seen.screen() != null && !seen.unchanged()) {
      asking.engine().artifacts().seen(seen.view(), seen.screen());
    }
    return answers(asking)
        .observation(seen, asking.ledger().now(), asked, detail, outside(asking, seen))
        .with(manifest(asking, id));
  }

  private static Optional<ArtifactManifest> manifest(Asking asking, SessionId id)
      throws InterruptedException {
    try {
      return Optional.of(ArtifactRows.manifest(asking, id.value()));
    } catch (Refused | ConfigException cannot) {
      return Optional.empty();
    }
  }

  private static Optional<OutsideFiles.Found> outside(Asking asking, Observer.Observed seen) {
    SessionView view = seen.view();
    return view.about().allowedFiles().isEmpty() || view.isAtWork()
        ? Optional.empty()
        : asking
            .engine()
            .artifacts()
            .outside()
            .of(ArtifactRows.poolOf(asking, view.row().id().value()), view);
  }

  private static Detail detail(Optional<String> name) {
    String wanted = name.orElse("summary").strip().toLowerCase(Locale.ROOT);
    for (Detail detail : Detail.values()) {
      if (detail.wireName().equals(wanted)) {
        return detail;
      }
    }
    throw new Refused(
        Refused.Kind.INVALID,
        "invalid_detail",
        "'detail' must be summary, excerpt or full, not " + wanted,
        Map.of("detail", wanted, "allowed", List.of("summary", "excerpt", "full")));
  }

  private static Terminated terminate(Asking asking, TerminateRequest asked) {
    SessionView before = SessionWork.view(asking, asked.sessionId());
    SessionId id = before.row().id();
    LiveSessions sessions = asking.engine().sessions();
    boolean tmux = answers(asking).runtime(before.about().provider()).equals("tmux");
    boolean lives = before.row().lives();
    SessionView after =
        asked.dryRun() ? before : sessions.end(id, EndedAs.CANCELLED, asked.reason().orElse(""));
    return new Terminated(
        id.value(),
        true,
        asked.dryRun() && lives ? "CANCELLED" : after.state().name(),
        before.state().name(),
        lives && before.process(),
        lives && before.process() && tmux,
        !lives,
        asked.dryRun() ? Optional.of(true) : Optional.empty());
  }
}

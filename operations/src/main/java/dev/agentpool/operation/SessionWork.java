package dev.agentpool.operation;

import dev.agentpool.answer.AttachInfo;
import dev.agentpool.answer.Sent;
import dev.agentpool.engine.LiveSessions;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.SessionView;
import dev.agentpool.live.SessionId;
import dev.agentpool.request.KeysRequest;
import dev.agentpool.request.SendRequest;
import dev.agentpool.session.Terminal;
import java.util.List;
import java.util.Optional;

/** What is done with live sessions, for whoever may. */
final class SessionWork {
  private SessionWork() {}

  /** The session of that id; one of a pool that is not for who asks is as unknown as none. */
  static SessionView view(Asking asking, String text) {
    SessionView view = asking.engine().sessions().get(LiveSessions.id(text));
    if (!asking.reachesAllPools() && !asking.standing().id().equals(view.row().pool())) {
      throw Refused.notFound("session", text);
    }
    return view;
  }

  static SessionId own(Asking asking, String text) {
    return view(asking, text).row().id();
  }

  static Sent send(Asking asking, SendRequest asked) {
    SessionView view = view(asking, asked.sessionId());
    if (view.waitsFor() != null) {
      Guests.mayAnswer(asking, view.waitsFor());
    }
    LiveSessions sessions = asking.engine().sessions();
    SessionId id = view.row().id();
    if (!asked.submit().orElse(true)) {
      Terminal terminal =
          sessions
              .terminal(view.row())
              .orElseThrow(() ->
                  Refused.invalid(
                      "'submit' can be false only where text is typed into a terminal; "
                          + id
                          + " has none"));
      terminal.type(asked.message(), false);
      return sent(asking, id, "keys", Optional.empty(), Optional.empty());
    }
    LiveSessions.Said said =
        sessions.send(
            asking.reach(view.row().pool()),
            id,
            asked.message(),
            asking.coordinator().orElse("a person"),
            asked.idempotencyKey().orElse(null));
    return switch (said) {
      case LiveSessions.Said.AnAnswer(var question) ->
          sent(asking, id, "answer", Optional.empty(), Optional.of(question.value()));
      case LiveSessions.Said.ATurn(var task) ->
          sent(asking, id, "turn", Optional.of(task.value()), Optional.empty());
      case LiveSessions.Said.AWord(var into) ->
          sent(asking, id, "steer", Optional.of(into.value()), Optional.empty());
      case LiveSessions.Said.Typed() ->
          sent(asking, id, "keys", Optional.empty(), Optional.empty());
    };
  }

  static Sent keys(Asking asking, KeysRequest asked) {
    SessionId id = own(asking, asked.sessionId());
    asking.engine().sessions().keys(id, asked.keys());
    return sent(asking, id, "keys", Optional.empty(), Optional.empty());
  }

  private static Sent sent(
      Asking asking, SessionId id, String as, Optional<String> task, Optional<String> question) {
    return new Sent(true, id.value(), asking.ledger().lastSequence(), as, task, question);
  }

  static AttachInfo attach(Asking asking, SessionView view) {
    SessionAnswers answers = new SessionAnswers(asking.house());
    String id = view.row().id().value();
    String runtime = answers.runtime(view.about().provider());
    Optional<Terminal> terminal = asking.engine().sessions().terminal(view.row());
    List<String> command =
        terminal.map(Terminal::attachCommand).orElse(List.of("agentpool", "attach", id, "--view"));
    return new AttachInfo(
        id,
        runtime,
        String.join(" ", command),
        command,
        view.row().lives(),
        terminal.isPresent() ? "interactive" : "view",
        terminal.map(open -> open.place().session()),
        terminal.map(open -> open.place().pane()));
  }
}

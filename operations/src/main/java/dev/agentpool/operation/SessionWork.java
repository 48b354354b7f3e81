package dev.agentpool.operation;

import dev.agentpool.answer.AttachInfo;
import dev.agentpool.answer.Sent;
import dev.agentpool.answer.SpawnedSession;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.LiveSessions;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.SessionView;
import dev.agentpool.engine.Spawn;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.project.ProjectRoot;
import dev.agentpool.request.KeysRequest;
import dev.agentpool.request.SendRequest;
import dev.agentpool.request.SpawnRequest;
import dev.agentpool.session.Terminal;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.ProviderIds;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

  private static PoolConfig pool(Asking asking, PoolId id) {
    return asking.reachesAllPools()
        ? asking.house().pool(id).orElseThrow(() -> Refused.notFound("pool", id.value()))
        : asking.pool(id);
  }

  static SpawnedSession spawn(Asking asking, SpawnRequest asked) {
    usual("supervision", asked.supervision(), "interactive", "what it asks waits in the inbox");
    usual(
        "initial_prompt_mode",
        asked.initialPromptMode(),
        "provider_default",
        "its protocol takes the prompt");
    SessionAnswers answers = new SessionAnswers(asking.house());
    checkRuntime(asked, answers);
    SessionView view =
        asking
            .engine()
            .sessions()
            .spawn(
                repository(asking, asked.repoPath()),
                new Spawn(
                    asked.providerId().strip().toLowerCase(Locale.ROOT),
                    asked.task(),
                    asked.role().orElse("explorer"),
                    asked.isolation().orElse("read_only").replace('-', '_'),
                    asked.model(),
                    asked.reasoningEffort(),
                    asked.account(),
                    asked.serviceTier(),
                    asked.allowedFiles(),
                    asked.maxRuntimeSeconds().map(Duration::ofSeconds).orElse(null),
                    asked.maxTurns().orElse(null),
                    Settings.EMPTY,
                    asked.metadata(),
                    asking.coordinator().orElse(null),
                    asked.idempotencyKey().orElse(null)));
    return new SpawnedSession(
        view.row().id().value(),
        answers.info(view),
        String.join(" ", attach(asking, view).argv()),
        answers.control(view));
  }

  private static void usual(String what, Optional<String> given, String usual, String because) {
    if (given.isPresent() && !given.get().strip().replace('-', '_').equals(usual)) {
      throw Refused.invalid(
          "'" + what + "' can only be " + usual + " here, not " + given.get() + ": " + because);
    }
  }

  private static void checkRuntime(SpawnRequest asked, SessionAnswers answers) {
    String wanted = asked.runtime().orElse("").strip().toLowerCase(Locale.ROOT).replace('_', '-');
    String has = answers.runtime(ProviderIds.provider(asked.providerId().strip()));
    if (!wanted.isEmpty() && !wanted.equals(has) && !has.equals("unknown")) {
      throw new Refused(
          Refused.Kind.INVALID,
          "runtime_not_supported",
          asked.providerId()
              + " is spoken with over "
              + has
              + ", not over "
              + wanted
              + ": leave 'runtime' out");
    }
  }

  private static PoolConfig repository(Asking asking, Optional<String> path) {
    if (path.isEmpty()) {
      return asking.pool();
    }
    Path named;
    try {
      named = Path.of(path.get());
    } catch (InvalidPathException wrong) {
      throw Refused.invalid("'repo_path' is no path: " + wrong.getReason());
    }
    if (!named.isAbsolute()) {
      throw Refused.invalid("'repo_path' must be an absolute path, not " + named);
    }
    if (asking.reachesAllPools()) {
      return asking.house().projects().open(ProjectRoot.of(named.normalize()).toString());
    }
    PoolConfig own = asking.pool();
    if (!named.normalize().startsWith(own.directory())) {
      throw new Refused(
          Refused.Kind.FORBIDDEN,
          "forbidden",
          "'repo_path' must lie within " + own.directory() + " for who asks from here");
    }
    return own;
  }

  static Sent send(Asking asking, SendRequest asked) {
    SessionView view = view(asking, asked.sessionId());
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
            pool(asking, view.row().pool()),
            id,
            asked.message(),
            asking.coordinator().orElse("a person"),
            asked.idempotencyKey().orElse(null));
    return switch (said) {
      case LiveSessions.Said.AnAnswer(var question) ->
          sent(asking, id, "answer", Optional.empty(), Optional.of(question.value()));
      case LiveSessions.Said.ATurn(var task) ->
          sent(asking, id, "turn", Optional.of(task.value()), Optional.empty());
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
    List<String> command =
        asking
            .engine()
            .sessions()
            .terminal(view.row())
            .map(Terminal::attachCommand)
            .orElse(List.of("agentpool", "attach", id, "--view"));
    boolean terminal = !command.getFirst().equals("agentpool");
    return new AttachInfo(
        id,
        runtime,
        String.join(" ", command),
        command,
        view.row().lives(),
        terminal ? "interactive" : "view",
        Optional.empty(),
        Optional.empty());
  }
}

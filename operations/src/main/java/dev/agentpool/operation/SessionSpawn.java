package dev.agentpool.operation;

import dev.agentpool.answer.SpawnedSession;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.SessionView;
import dev.agentpool.engine.Spawn;
import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.project.ProjectRoot;
import dev.agentpool.request.SpawnRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.ProviderIds;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Spawns a worker as a live session (spec control-plane 11.1, 11.2). */
final class SessionSpawn {
  private static final int TOLD = 100;

  private SessionSpawn() {}

  static SpawnedSession spawn(Asking asking, SpawnRequest asked) {
    SessionLimits.limit(
        "max_runtime_seconds", asked.maxRuntimeSeconds(), SessionLimits.MOST_SECONDS);
    SessionLimits.limit("max_turns", asked.maxTurns(), SessionLimits.MOST_TURNS);
    usual("supervision", asked.supervision(), "interactive", "what it asks waits in the inbox");
    usual(
        "initial_prompt_mode",
        asked.initialPromptMode(),
        "provider_default",
        "its protocol takes the prompt");
    SessionAnswers answers = new SessionAnswers(asking.house());
    checkRuntime(asked, answers);
    SessionView view =
        spawned(
            asking,
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
        String.join(" ", SessionWork.attach(asking, view).argv()),
        GuidanceRows.preferences(asking.house()).withoutText(),
        answers.control(view));
  }

  /** Who meets the limit is told what is in the way. */
  private static SessionView spawned(Asking asking, PoolConfig pool, Spawn asked) {
    try {
      return asking.engine().sessions().spawn(pool, asked);
    } catch (Refused refused) {
      if (!refused.code().equals("too_many_sessions")) {
        throw refused;
      }
      SessionFilter open =
          new SessionFilter(
              asking.reachesAllPools() ? null : pool.id(), asked.coordinator(), true, TOLD, 0);
      SessionAnswers answers = new SessionAnswers(asking.house());
      List<Map<String, Object>> active =
          asking.engine().sessions().list(open).stream().map(answers::brief).toList();
      throw new Refused(
          refused.kind(),
          refused.code(),
          String.valueOf(refused.getMessage()),
          Map.of(
              "max_parallel_sessions",
              asking.engine().sessions().mostAtOnce(),
              "active_count",
              active.size(),
              "active_sessions",
              active));
    }
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

  /** The pool of the project that has that path; for who may not reach it a refusal. */
  static PoolConfig repository(Asking asking, Optional<String> path) {
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
}

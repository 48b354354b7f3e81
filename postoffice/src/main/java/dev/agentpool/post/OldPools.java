package dev.agentpool.post;

import dev.agentpool.config.ConfigException;
import dev.agentpool.config.ConfigProblem;
import dev.agentpool.config.Dialect;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.ExpertPoolFile;
import dev.agentpool.expert.ExpertSettings;
import dev.agentpool.expert.UnreadablePool;
import dev.agentpool.paper.FileProblem;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code pool.toml} of expert pools, in agentpool's words. */
public final class OldPools implements Dialect {
  /** What failed is tried so often: the old program kept it "for retry" and threw it away. */
  static final int ATTEMPTS = 3;

  static final Duration RETRY_DELAY = Duration.ofSeconds(10);

  @Override
  public Optional<Said> read(Path file) {
    if (!ExpertPoolFile.isOne(file)) {
      return Optional.empty();
    }
    try {
      ExpertPool pool = ExpertPoolFile.read(file);
      return Optional.of(new Said(pool.name(), slots(pool), settings(pool), notices(file, pool)));
    } catch (UnreadablePool unreadable) {
      throw new ConfigException(
          unreadable.problems().stream()
              .map(problem ->
                  new ConfigProblem(file.toString(), problem.line(), 0, problem.message()))
              .toList());
    }
  }

  /** As many as may work at a time: each of them once. */
  private static int slots(ExpertPool pool) {
    return Math.max(2, pool.workers().size());
  }

  /**
   * That program asked nobody while a session ran: what the tools' list has is allowed, the rest is
   * denied. Where an agent of another kind works too, each mail's own settings say so.
   */
  private static Settings settings(ExpertPool pool) {
    ExpertSettings defaults = pool.defaults();
    Settings settings =
        Settings.EMPTY
            .with(SettingKeys.MAX_ATTEMPTS, ATTEMPTS)
            .with(SettingKeys.RETRY_DELAY, RETRY_DELAY);
    if (Stream.concat(
            Stream.of(defaults),
            Stream.concat(pool.experts().values().stream(), pool.roles().values().stream()))
        .allMatch(OldPools::knowsNames)) {
      settings =
          settings
              .with(SettingKeys.PERMISSION_MODE, PermissionMode.DONT_ASK)
              .with(SettingKeys.ALLOWED_TOOLS, defaults.allowedTools());
      String model = defaults.model();
      if (model != null) {
        settings = settings.with(SettingKeys.MODEL, model);
      }
    }
    String provider = defaults.provider();
    if (provider != null) {
      settings = settings.with(SettingKeys.PROVIDER, provider);
    }
    Optional<Duration> limit = defaults.limit();
    return limit.isPresent() ? settings.with(SettingKeys.TIMEOUT, limit.get()) : settings;
  }

  private static boolean knowsNames(ExpertSettings expert) {
    String provider = expert.provider();
    return provider == null || WorkOrders.KNOW_NAMES.contains(provider);
  }

  private static List<String> notices(Path file, ExpertPool pool) {
    List<String> notices = new ArrayList<>();
    for (FileProblem warning : pool.warnings()) {
      notices.add(
          file + (warning.line() == 0 ? "" : ":" + warning.line()) + ": " + warning.message());
    }
    return notices;
  }
}

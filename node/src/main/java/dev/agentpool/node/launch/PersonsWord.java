package dev.agentpool.node.launch;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.config.TrustBook;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person's word covers at the moment a session is needed, however old the pool's settings.
 */
final class PersonsWord {
  private final TrustBook trust;
  private final PoolFiles files;

  PersonsWord(Home home) {
    this.trust = new TrustBook(home);
    this.files = new PoolFiles(home);
  }

  /** Throws when the project's file says what needs trust and is not trusted any more. */
  void check(Path project) throws ProviderException {
    Optional<String> untrusted = files.untrusted(project);
    if (untrusted.isPresent()) {
      throw new ProviderException(OutcomeCode.PROJECT_UNUSABLE, untrusted.get(), null);
    }
  }

  /**
   * What is to be said where nothing but a project's own file lets agents do everything, and no
   * walls hold what they do.
   *
   * @param settings of the task
   */
  Optional<String> unasked(PoolConfig pool, String slot, Settings settings) {
    boolean isFiles =
        isBypass(pool.project())
            || pool.slots().stream()
                .anyMatch(config -> config.id().equals(slot) && isBypass(config.settings()));
    if (!isFiles
        || settings.get(SettingKeys.PERMISSION_MODE) != PermissionMode.BYPASS_PERMISSIONS
        || trust.trusts(pool.directory())) {
      return Optional.empty();
    }
    return Optional.of(
        "no walls stood around this, and "
            + PoolFiles.poolFile(pool.directory())
            + " lets agents do everything unasked (permission_mode = \"bypassPermissions\"): if"
            + " that file is not yours, take it out; if it is, add \""
            + pool.directory()
            + "\" to [trust] projects in your config.toml, and this is not said again");
  }

  private static boolean isBypass(Settings settings) {
    return settings
        .find(SettingKeys.PERMISSION_MODE)
        .filter(mode -> mode == PermissionMode.BYPASS_PERMISSIONS)
        .isPresent();
  }

  /** For the provider: which contents of the project may run. */
  Map<String, String> variables(Path project) {
    Set<String> contents = trust.contents(project);
    return contents.isEmpty()
        ? Map.of()
        : Map.of(SessionSpec.TRUSTED_CONTENTS, String.join(",", contents));
  }
}

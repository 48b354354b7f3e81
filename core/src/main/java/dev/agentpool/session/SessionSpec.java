package dev.agentpool.session;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a session is started with.
 *
 * @param settings all layers laid over each other
 * @param workingDirectory where the agent works
 * @param environment the complete environment of the process, nothing is inherited
 * @param resident whether the process is to serve several turns; else it ends after the first
 * @param resume the provider's conversation to go on with; null for a new one
 * @param cap what the CLI is given as its own cap; null for none
 * @param toolDesk answers the agent's questions about permissions, hooks and tools; see {@link
 *     ToolDesk#NONE}
 * @param enclosure what its processes may see and write
 * @param workplace the workspace of the task it is opened for; null when it is opened for none
 */
public record SessionSpec(
    Settings settings,
    Path workingDirectory,
    Map<String, String> environment,
    boolean resident,
    @Nullable String resume,
    @Nullable Money cap,
    ToolDesk toolDesk,
    Enclosure enclosure,
    @Nullable Workplace workplace) {
  public SessionSpec {
    environment = Map.copyOf(environment);
  }

  /** Of no task's workspace. */
  public SessionSpec(
      Settings settings,
      Path workingDirectory,
      Map<String, String> environment,
      boolean resident,
      @Nullable String resume,
      @Nullable Money cap,
      ToolDesk toolDesk,
      Enclosure enclosure) {
    this(settings, workingDirectory, environment, resident, resume, cap, toolDesk, enclosure, null);
  }

  /** Without walls. */
  public SessionSpec(
      Settings settings,
      Path workingDirectory,
      Map<String, String> environment,
      boolean resident,
      @Nullable String resume,
      @Nullable Money cap,
      ToolDesk toolDesk) {
    this(
        settings,
        workingDirectory,
        environment,
        resident,
        resume,
        cap,
        toolDesk,
        Enclosure.open(""));
  }

  /**
   * A variable by which the node tells a provider the hashes of contents of the project that its
   * user trusts (see {@link OwnCommands}), with commas between; the agent never sees it.
   */
  public static final String TRUSTED_CONTENTS = "AGENTPOOL_TRUSTED_CONTENTS";

  public SessionSpec in(@Nullable Workplace place) {
    return new SessionSpec(
        settings, workingDirectory, environment, resident, resume, cap, toolDesk, enclosure, place);
  }

  /** The same with another conversation to go on with; null for a new one. */
  public SessionSpec goingOnWith(@Nullable String conversation) {
    return new SessionSpec(
        settings,
        workingDirectory,
        environment,
        resident,
        conversation,
        cap,
        toolDesk,
        enclosure,
        workplace);
  }

  /** The same without what a further task of the same process may have otherwise. */
  public SessionSpec withoutResumeAndCap() {
    return new SessionSpec(
        settings,
        workingDirectory,
        environment,
        resident,
        null,
        null,
        toolDesk,
        enclosure,
        workplace);
  }

  public SessionSpec within(Enclosure other) {
    return new SessionSpec(
        settings, workingDirectory, environment, resident, resume, cap, toolDesk, other, workplace);
  }

  /** The variable that is another one in each session. */
  private static final String OF_ONE_SESSION = "AGENTPOOL_SLOT_TOKEN";

  /** What the node heeds and the process never learns of. */
  private static final Set<String> NOT_AT_LAUNCH =
      Stream.of(
              SettingKeys.TIMEOUT,
              SettingKeys.MAX_ATTEMPTS,
              SettingKeys.RETRY_DELAY,
              SettingKeys.SESSION_POLICY,
              SettingKeys.SESSION,
              SettingKeys.RECYCLE_AFTER,
              SettingKeys.IDLE_TIMEOUT,
              SettingKeys.WHEN_UNUSABLE,
              SettingKeys.UNATTENDED,
              SettingKeys.ANSWER_WITHIN,
              SettingKeys.ON_CLIENT_CANCEL,
              SettingKeys.MAX_BUDGET_USD,
              SettingKeys.MAX_TOKENS,
              SettingKeys.ALLOWED_FILES,
              SettingKeys.MAX_DEPTH,
              SettingKeys.MAX_CHILDREN)
          .map(SettingKey::name)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Everything that is fixed at launch, without resume, cap and what names the one session. It
   * holds values that may be secret: what is kept of it is {@link Launch#key}.
   */
  public String launchKey() {
    Map<String, Object> fixed = new TreeMap<>(settings.plain());
    fixed.keySet().removeAll(NOT_AT_LAUNCH);
    return workingDirectory + "\n" + fixed + "\n" + sharedEnvironment() + "\n" + enclosure;
  }

  /** What is the same in every session of such a spec. */
  public Map<String, String> sharedEnvironment() {
    return shared(environment);
  }

  /** Of an environment what is the same in every session that is launched like this one. */
  public static Map<String, String> shared(Map<String, String> environment) {
    Map<String, String> shared = new TreeMap<>(environment);
    shared.remove(OF_ONE_SESSION);
    return shared;
  }

  /** The same with one more variable in its environment. */
  public SessionSpec with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new SessionSpec(
        settings, workingDirectory, more, resident, resume, cap, toolDesk, enclosure, workplace);
  }
}

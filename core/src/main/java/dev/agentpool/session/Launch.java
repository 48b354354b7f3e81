package dev.agentpool.session;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.StoodWalls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a session was launched: what is fixed for the life of its process. Written into its folder
 * before the process is started, so that whoever finds the folder asks nobody. What the process was
 * given is held as names and keyed digests, since values may be secret.
 *
 * @param provider who can take the session over
 * @param protocol how one talks with it
 * @param key a digest of everything the process was given, resume and cap left out
 * @param workplace its workspace; null when it has none of a task
 * @param cap what the CLI was given as its own cap
 * @param resident whether the process was to serve several turns
 * @param resume the provider's conversation it went on with
 * @param schema JSON text of the structured output it was told to give
 * @param walls what stands around its processes
 * @param settings those that are heeded while the process lives
 */
public record Launch(
    String provider,
    String protocol,
    String key,
    Environment environment,
    Path workingDirectory,
    @Nullable Workplace workplace,
    @Nullable Money cap,
    boolean resident,
    @Nullable String resume,
    @Nullable String schema,
    StoodWalls walls,
    Settings settings) {
  /** What a session's folder holds it in. */
  public static final String FILE = "launch";

  /** The variables by name, and a digest of their values. */
  public record Environment(List<String> names, String key) {
    public Environment {
      names = List.copyOf(names);
    }
  }

  /** What the daemon heeds while the process lives; none of it is secret. */
  private static final List<SettingKey<?>> HEEDED =
      List.of(
          SettingKeys.STALL_TIMEOUT,
          SettingKeys.IDLE_TIMEOUT,
          SettingKeys.RECYCLE_AFTER,
          SettingKeys.ON_DENIAL,
          SettingKeys.WORKSPACE,
          SettingKeys.BACKGROUND_WAIT,
          SettingKeys.INHERIT_COMMANDS,
          SettingKeys.INHERIT_ALLOW);

  /**
   * The launch of a spec.
   *
   * @param given what the provider makes of the spec: the command line and the contents of files
   * @param schema as in the record
   */
  public static Launch of(
      SessionSpec spec,
      String provider,
      String protocol,
      List<String> given,
      @Nullable String schema,
      LaunchSeal seal) {
    Map<String, String> environment = new TreeMap<>(spec.sharedEnvironment());
    return new Launch(
        provider,
        protocol,
        seal.of(String.join("\0", provider, protocol, spec.launchKey(), String.join("\0", given))),
        new Environment(List.copyOf(environment.keySet()), seal.of("environment\0" + environment)),
        spec.workingDirectory(),
        spec.workplace(),
        spec.cap(),
        spec.resident(),
        spec.resume(),
        schema,
        spec.enclosure().walls(),
        heeded(spec.settings()));
  }

  private static Settings heeded(Settings all) {
    Map<String, Object> some = new TreeMap<>(all.plain());
    some.keySet().retainAll(HEEDED.stream().map(SettingKey::name).toList());
    return Settings.read(some);
  }

  /** Whether the process that was launched so is what the other launch would start. */
  public boolean serves(Launch wanted) {
    return resident
        && wanted.resident
        && wanted.resume == null
        && key.equals(wanted.key)
        && Objects.equals(cap, wanted.cap);
  }

  /** As {@link LaunchText} writes it. */
  public String text() {
    return LaunchText.write(this);
  }

  /** Throws {@link IllegalArgumentException}, with what is wrong, for any other text. */
  public static Launch read(String text) {
    return LaunchText.read(text);
  }
}

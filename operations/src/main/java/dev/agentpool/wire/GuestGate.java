package dev.agentpool.wire;

import dev.agentpool.settings.SettingKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request over the network may not say, on whatever face and however deep inside: settings
 * that make something run or widen what an agent gets ({@code SettingKeys.needingTrust}), and what
 * makes it dearer.
 */
public final class GuestGate {
  /** Members whose own members are no settings, whatever they are called. */
  private static final Set<String> OPAQUE =
      Set.of("json_schema", "arguments", "output_vars", "metadata");

  /** Members that are no settings, and by which the same work costs more. */
  private static final Set<String> DEARER = Set.of("service_tier");

  private GuestGate() {}

  /** The first setting that needs a person's word, anywhere in a request as JSON reads it. */
  public static Optional<String> needsTrust(Object plain) {
    if (plain instanceof List<?> list) {
      return list.stream().flatMap(each -> needsTrust(each).stream()).findFirst();
    }
    if (!(plain instanceof Map<?, ?> table)) {
      return Optional.empty();
    }
    for (Map.Entry<?, ?> member : table.entrySet()) {
      String name = String.valueOf(member.getKey());
      Object value = member.getValue();
      if (value == null) {
        continue;
      }
      List<String> found = SettingKeys.needingTrust(name, value);
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
      if (DEARER.contains(name)) {
        return Optional.of(name);
      }
      Optional<String> inside = isOpaque(name, value) ? Optional.empty() : needsTrust(value);
      if (inside.isPresent()) {
        return inside;
      }
    }
    return Optional.empty();
  }

  private static boolean isOpaque(String name, Object value) {
    return OPAQUE.contains(name) && value instanceof Map;
  }

  /** What whoever asked is told. */
  public static String refusal(String setting) {
    if (DEARER.contains(setting)) {
      return "'"
          + setting
          + "' makes the same work cost more, which cannot come over the network: leave it out, or"
          + " set it in [provider.NAME] of config.toml";
    }
    return "'"
        + setting
        + "' can make something run, or gives an agent more than its project has, which cannot come"
        + " over the network: set it in the project's pool.toml";
  }
}

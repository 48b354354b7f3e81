package dev.agentpool.api;

import dev.agentpool.request.SlotRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Who a slot is, and its own layer of settings. Immutable.
 *
 * {@snippet :
 * SlotOptions reviewer =
 *     SlotOptions.DEFAULTS
 *         .withName("careful")
 *         .withRole("reviewer")
 *         .withDescription("reads, never writes")
 *         .withSetting("workspace", "read_only");
 * System.out.println(pool.slots().configure("slot-0", reviewer).name().orElse("nameless"));
 * }
 *
 * @param identity {@code name}, {@code role} and {@code description}, as far as they are said
 * @param settings over the pool's
 */
public record SlotOptions(Map<String, String> identity, Map<String, Object> settings) {
  /** Nothing said: a slot like every other. */
  public static final SlotOptions DEFAULTS = new SlotOptions(Map.of(), Map.of());

  /** Keeps copies of the tables. */
  public SlotOptions {
    identity = Map.copyOf(identity);
    settings = Members.copy(settings);
  }

  private SlotOptions with(String name, String value) {
    Map<String, String> changed = new java.util.LinkedHashMap<>(identity);
    changed.put(name, value);
    return new SlotOptions(changed, settings);
  }

  /** What it is called. */
  public SlotOptions withName(String name) {
    return with("name", name);
  }

  /** What it is for, in a word. */
  public SlotOptions withRole(String role) {
    return with("role", role);
  }

  /** What it is for, in a sentence. */
  public SlotOptions withDescription(String description) {
    return with("description", description);
  }

  /** Its model. */
  public SlotOptions withModel(String model) {
    return withSetting("model", model);
  }

  /** Any setting by its name; see docs/configuration.md. */
  public SlotOptions withSetting(String key, Object value) {
    return new SlotOptions(identity, Members.with(settings, key, value));
  }

  SlotRequest request(String id) {
    return new SlotRequest(
        id,
        Optional.ofNullable(identity.get("name")),
        Optional.ofNullable(identity.get("role")),
        Optional.ofNullable(identity.get("description")),
        settings.isEmpty() ? Optional.empty() : Optional.of(settings));
  }
}

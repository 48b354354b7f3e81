package dev.agentpool.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One layer of settings, or several laid over each other. Immutable; equal by content. */
public final class Settings {
  public static final Settings EMPTY = new Settings(Map.of());

  private static final String ACCESS = "access";
  private static final String CLAUDE_CODE = "claude-code";
  private final Map<SettingKey<?>, Object> values;

  private Settings(Map<SettingKey<?>, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads a layer as a TOML or JSON reader delivers it. Throws {@link InvalidSetting} for an
   * unknown key or a value that does not fit. A key with a dot may also be written in a table, as
   * in {@code inherit = { texts = "none" }}; {@code access} stands for the {@code permission_mode}
   * that comes to it, and a table {@code provider} for {@code vendor}.
   */
  public static Settings read(Map<String, ?> plain) {
    Map<SettingKey<?>, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, ?> entry : neutral(dotted(plain)).entrySet()) {
      SettingKey<?> key =
          SettingKeys.named(entry.getKey())
              .orElseThrow(
                  () -> new InvalidSetting(entry.getKey(), Spelling.unknown(entry.getKey())));
      values.put(key, key.read(entry.getValue()));
    }
    return new Settings(values);
  }

  /**
   * The same for what somebody asks for now: a provider must be one that there is. What was stored
   * before is read as it was.
   */
  public static Settings asked(Map<String, ?> plain) {
    Settings asked = read(plain);
    asked.find(SettingKeys.PROVIDER).ifPresent(name -> requireProvider(SettingKeys.PROVIDER, name));
    asked
        .find(SettingKeys.FALLBACK)
        .ifPresent(names -> names.forEach(name -> requireProvider(SettingKeys.FALLBACK, name)));
    return asked;
  }

  private static void requireProvider(SettingKey<?> key, String name) {
    if (!SettingKeys.isProvider(name)) {
      throw new InvalidSetting(
          key.name(),
          key
              + " must be "
              + String.join(", ", SettingKeys.PROVIDERS)
              + ", or acp:NAME of an agent that speaks ACP"
              + ", not "
              + InvalidSetting.shown(name));
    }
  }

  /** The same for a task or a slot: what only a whole pool can be told would do nothing there. */
  public static Settings askedWithinPool(Map<String, ?> plain) {
    Settings asked = asked(plain);
    for (SettingKey<?> key : asked.values.keySet()) {
      if (SettingKeys.OF_POOLS.contains(key)) {
        throw new InvalidSetting(
            key.name(),
            key
                + " is a setting of a whole pool and does nothing for a task or a slot: write it"
                + " into [settings] of the project's .agent-pool/pool.toml, or of your"
                + " config.toml");
      }
    }
    return asked;
  }

  /** The same for a slot, which has no word in what tasks share wherever they run. */
  public static Settings askedOfSlot(Map<String, ?> plain) {
    Settings asked = askedWithinPool(plain);
    asked
        .find(SettingKeys.SESSION_POLICY)
        .filter(SessionPolicy::movesBetweenSlots)
        .ifPresent(policy -> {
          throw notOfSlots(SettingKeys.SESSION_POLICY, policy.wireName());
        });
    asked
        .find(SettingKeys.SESSION)
        .ifPresent(name -> {
          throw notOfSlots(SettingKeys.SESSION, name);
        });
    return asked;
  }

  private static InvalidSetting notOfSlots(SettingKey<?> key, String value) {
    return new InvalidSetting(
        key.name(),
        key
            + " = \""
            + value
            + "\" says what tasks share in whichever slot they run, so a slot cannot say it: write"
            + " it into [settings] of the pool, or give it with the task. A slot has session_policy"
            + " = \"per_slot\" or \"per_task\"");
  }

  /** The words that mean the same with every provider, as the settings they stand for. */
  private static Map<String, Object> neutral(Map<String, Object> plain) {
    Object access = plain.get(ACCESS);
    if (access == null) {
      return plain;
    }
    if (plain.containsKey(SettingKeys.PERMISSION_MODE.name())) {
      throw new InvalidSetting(
          ACCESS,
          "access and permission_mode say the same thing: write one of them ("
              + SettingKeys.PERMISSION_MODE
              + " is Claude Code's finer word)");
    }
    Access known = access instanceof String name ? Access.byName().get(name) : null;
    if (known == null) {
      throw new InvalidSetting(
          ACCESS,
          "access must be one of "
              + String.join(", ", Access.byName().keySet())
              + ", not "
              + InvalidSetting.shown(access));
    }
    Map<String, Object> said = new LinkedHashMap<>(plain);
    said.remove(ACCESS);
    said.put(SettingKeys.PERMISSION_MODE.name(), known.mode().wireName());
    return said;
  }

  /** What an agent may do unasked. */
  public Access access() {
    return Access.of(get(SettingKeys.PERMISSION_MODE));
  }

  /** What is said for this provider alone; empty when nothing is. */
  @SuppressWarnings("unchecked") // its type says that each of its values is a table
  public Map<String, Object> vendor(String provider) {
    Object table = find(SettingKeys.VENDOR).orElse(Map.of()).get(provider);
    return table == null ? Map.of() : (Map<String, Object>) table;
  }

  private static Map<String, Object> dotted(Map<String, ?> plain) {
    Map<String, Object> flat = new LinkedHashMap<>();
    plain.forEach((name, value) -> {
      if (value instanceof Map<?, ?> table && SettingKeys.isTable(name)) {
        table.forEach((inner, own) -> flat.put(name + "." + inner, own));
      } else if (name.equals(SettingKeys.PROVIDER.name()) && CLAUDE_CODE.equals(value)) {
        flat.put(name, "claude"); // what others call it
      } else if (value instanceof Map && name.equals(SettingKeys.PROVIDER.name())) {
        flat.put(SettingKeys.VENDOR.name(), value);
      } else {
        flat.put(name, value);
      }
    });
    return flat;
  }

  /** The keys of this layer whose values only a person on this machine may say. */
  public List<SettingKey<?>> needingTrust() {
    List<SettingKey<?>> found = new ArrayList<>();
    for (SettingKey<?> key : values.keySet()) {
      if (needsTrust(key)) {
        found.add(key);
      }
    }
    return found;
  }

  private <T> boolean needsTrust(SettingKey<T> key) {
    return find(key).filter(key::needsTrust).isPresent();
  }

  /** The value in this layer; empty when nobody set it (built-in values are not consulted). */
  @SuppressWarnings(
      "unchecked") // only read() and with() put values in, each under its own key's type
  public <T> Optional<T> find(SettingKey<T> key) {
    return Optional.ofNullable((T) values.get(key));
  }

  /** The value, else the built-in one, else empty. */
  public <T> Optional<T> value(SettingKey<T> key) {
    Optional<T> found = find(key);
    return found.isPresent() ? found : key.builtIn();
  }

  /** The value or the built-in one; a defect to ask for a key that has neither. */
  public <T> T get(SettingKey<T> key) {
    return value(key)
        .orElseThrow(() -> new IllegalStateException(key + " has no value and no built-in one"));
  }

  public <T> Settings with(SettingKey<T> key, @Nullable T value) {
    Map<SettingKey<?>, Object> changed = new LinkedHashMap<>(values);
    if (value == null) {
      changed.remove(key);
    } else {
      changed.put(key, value);
    }
    return new Settings(changed);
  }

  /**
   * This layer over a wider one (spec slot-pool 2.4): scalars replace, lists append, tables unite.
   */
  public Settings over(Settings wider) {
    Map<SettingKey<?>, Object> united = new LinkedHashMap<>(wider.values);
    values.forEach(
        (key, value) -> united.merge(key, value, (base, top) -> combine(key, base, top)));
    return new Settings(united);
  }

  private static Object combine(SettingKey<?> key, Object base, Object top) {
    return switch (key.layering()) {
      case REPLACE -> top;
      case APPEND -> {
        List<Object> joined = new ArrayList<>((List<?>) base);
        joined.addAll((List<?>) top);
        yield List.copyOf(joined);
      }
      case UNITE -> {
        Map<Object, Object> united = new LinkedHashMap<>((Map<?, ?>) base);
        united.putAll((Map<?, ?>) top);
        yield Collections.unmodifiableMap(united);
      }
    };
  }

  /** As it is written: {@code read(s.plain())} equals {@code s}. */
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (SettingKey<?> key : values.keySet()) {
      plain.put(key.name(), written(key));
    }
    return plain;
  }

  private <T> Object written(SettingKey<T> key) {
    return key.write(find(key).orElseThrow());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Settings that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return plain().toString();
  }
}

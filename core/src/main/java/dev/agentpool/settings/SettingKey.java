package dev.agentpool.settings;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its written name, what it means, its type and what it is when nobody says.
 *
 * @param <T> the type of its value
 */
public final class SettingKey<T> {
  /** How a more specific layer meets a wider one. */
  enum Layering {
    REPLACE,
    /** Lists are joined, the wider layer's first (spec slot-pool 2.4). */
    APPEND,
    /** Tables are united, the more specific layer wins a name. */
    UNITE
  }

  private final String name;
  private final String meaning;
  private final SettingType<T> type;
  private final @Nullable T builtIn;
  private final Layering layering;
  private final Predicate<T> needsTrust;

  SettingKey(
      String name,
      SettingType<T> type,
      @Nullable T builtIn,
      Layering layering,
      Predicate<T> needsTrust,
      String meaning) {
    this.needsTrust = needsTrust;
    this.name = name;
    this.type = type;
    this.builtIn = builtIn;
    this.layering = layering;
    this.meaning = meaning;
  }

  public String name() {
    return name;
  }

  public String meaning() {
    return meaning;
  }

  /** What a value must be, for people. */
  public String expected() {
    return type.expected();
  }

  public Optional<T> builtIn() {
    return Optional.ofNullable(builtIn);
  }

  /**
   * Whether this value can make something run, or gives an agent more than its project's own text:
   * only a person on this machine may say it, not a repository, an agent or a request over the
   * network.
   */
  boolean needsTrust(T value) {
    return needsTrust.test(value);
  }

  /** The same for a value as it is written; one that does not fit needs it too. */
  boolean needsTrustWritten(Object plain) {
    try {
      return needsTrust(read(plain));
    } catch (InvalidSetting unfit) {
      return true;
    }
  }

  Layering layering() {
    return layering;
  }

  /** Throws {@link InvalidSetting} that names this key, the value and what was expected. */
  T read(Object plain) {
    try {
      return type.reader().read(plain);
    } catch (IllegalArgumentException unfit) {
      throw new InvalidSetting(
          name,
          name + " must be " + type.expected() + ", not " + InvalidSetting.shown(plain),
          unfit);
    }
  }

  Object write(T value) {
    return type.writer().write(value);
  }

  @Override
  public String toString() {
    return name;
  }
}

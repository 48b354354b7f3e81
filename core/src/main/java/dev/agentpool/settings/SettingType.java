package dev.agentpool.settings;

import dev.agentpool.budget.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a setting's value is written (as TOML and JSON read it: strings, numbers, booleans, lists,
 * maps) and read.
 *
 * @param expected what a person is told when the value does not fit, for instance "a whole number
 *     of 1 or more"
 */
record SettingType<T>(String expected, Reader<T> reader, Writer<T> writer) {
  /** Throws IllegalArgumentException when the plain value does not fit. */
  interface Reader<T> {
    T read(Object plain);
  }

  interface Writer<T> {
    Object write(T value);
  }

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  static final SettingType<String> TEXT =
      new SettingType<>("text", plain -> cast(plain, String.class), value -> value);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** What a person calls something by, and what is safe in every key and path. */
  static final SettingType<String> NAMES =
      new SettingType<>(
          "a name of 1 to 64 letters, digits, dots, dashes and underscores, a letter or digit"
              + " first",
          plain -> {
            String name = cast(plain, String.class);
            if (!NAME.matcher(name).matches()) {
              throw new IllegalArgumentException("not a name");
            }
            return name;
          },
          value -> value);

  static final SettingType<Boolean> FLAG =
      new SettingType<>("true or false", plain -> cast(plain, Boolean.class), value -> value);

  static final SettingType<List<String>> TEXTS =
      new SettingType<>("a list of texts", SettingType::texts, value -> value);

  /** Places of this machine: absolute, or below the user's home. */
  static final SettingType<List<String>> PATHS =
      new SettingType<>(
          "a list of absolute paths, or of paths as in \"~/.m2\"",
          SettingType::paths,
          value -> value);

  /** Files and folders within a project, or patterns of them. */
  static final SettingType<List<String>> FILES =
      new SettingType<>(
          "a list of files, folders or patterns within the project, as in [\"src\", \"docs/*.md\"]",
          plain -> new AllowedFiles(texts(plain)).patterns(),
          value -> value);

  /** Money in US dollars, more than zero. */
  static final SettingType<Money> USD =
      new SettingType<>(
          Money.CAP,
          plain -> Money.cap("it", cast(plain, Number.class)),
          money -> money.usd().doubleValue());

  /** Whole seconds as a number, or text such as {@code 90s}, {@code 5m}, {@code 250ms}. */
  static final SettingType<Duration> DURATIONS =
      new SettingType<>(
          "a duration above 0, such as 90, \"90s\", \"5m\"",
          SettingType::duration,
          SettingType::seconds);

  static final SettingType<Duration> DURATIONS_OR_NONE =
      new SettingType<>(
          "a duration, such as 90, \"90s\", \"5m\", or 0 for none",
          plain -> isNone(plain) ? Duration.ZERO : duration(plain),
          SettingType::seconds);

  static final SettingType<Map<String, Object>> TABLE =
      new SettingType<>("a table", SettingType::table, value -> value);

  static final SettingType<Map<String, Object>> TABLES =
      new SettingType<>(
          "a table of tables",
          plain -> {
            Map<String, Object> tables = table(plain);
            tables.values().forEach(SettingType::table);
            return tables;
          },
          value -> value);

  static SettingType<Integer> number(int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    return new SettingType<>(
        expected,
        plain -> {
          long number =
              plain instanceof Integer || plain instanceof Long
                  ? ((Number) plain).longValue()
                  : Long.MIN_VALUE;
          if (number < least || number > most) {
            throw new IllegalArgumentException(expected);
          }
          return (int) number;
        },
        value -> value);
  }

  static <E extends Enum<E>> SettingType<E> choice(Class<E> choices, Function<E, String> wireName) {
    return choice(choices, wireName, Map.of());
  }

  /**
   * @param also other names of some
   */
  static <E extends Enum<E>> SettingType<E> choice(
      Class<E> choices, Function<E, String> wireName, Map<String, E> also) {
    Map<String, E> names = new LinkedHashMap<>();
    for (E choice : choices.getEnumConstants()) {
      names.put(wireName.apply(choice), choice);
    }
    names.putAll(also);
    return new SettingType<>(
        "one of " + String.join(", ", names.keySet()),
        plain -> {
          E chosen = plain instanceof String name ? names.get(name) : null;
          if (chosen == null) {
            throw new IllegalArgumentException("not a choice");
          }
          return chosen;
        },
        value ->
            names.entrySet().stream()
                .filter(entry -> entry.getValue() == value)
                .findFirst()
                .orElseThrow()
                .getKey());
  }

  private static <T> T cast(Object plain, Class<T> type) {
    if (!type.isInstance(plain)) {
      throw new IllegalArgumentException("not " + type.getSimpleName());
    }
    return type.cast(plain);
  }

  private static List<String> texts(Object plain) {
    List<String> texts = new ArrayList<>();
    for (Object element : cast(plain, List.class)) {
      texts.add(cast(element, String.class));
    }
    return List.copyOf(texts);
  }

  private static List<String> paths(Object plain) {
    List<String> paths = texts(plain);
    for (String path : paths) {
      boolean absolute = path.startsWith("/") || path.startsWith("~/");
      boolean somewhere = path.chars().anyMatch(c -> c != '/' && c != '~' && c != '.');
      if (!absolute || !somewhere || (path + "/").contains("/../") || path.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("not a path");
      }
    }
    return paths;
  }

  private static Map<String, Object> table(Object plain) {
    Map<String, Object> table = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) cast(plain, Map.class)).entrySet()) {
      Object value = entry.getValue();
      if (value == null) {
        throw new IllegalArgumentException("a value is missing");
      }
      table.put(cast(entry.getKey(), String.class), value);
    }
    return java.util.Collections.unmodifiableMap(table);
  }

  private static Duration duration(Object plain) {
    Duration duration;
    if (plain instanceof Integer || plain instanceof Long) {
      duration = Duration.ofSeconds(((Number) plain).longValue());
    } else if (plain instanceof Double || plain instanceof BigDecimal) {
      duration = Duration.ofMillis(Math.round(within(((Number) plain).doubleValue()) * 1000));
    } else {
      Matcher matcher = DURATION.matcher(cast(plain, String.class).trim().toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not a duration");
      }
      long amount = Long.parseLong(matcher.group(1));
      duration =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("not above 0");
    }
    return duration;
  }

  private static double within(double seconds) {
    if (seconds > 0 && seconds < 1e9) {
      return seconds;
    }
    throw new IllegalArgumentException("not a time that anything takes");
  }

  private static boolean isNone(Object plain) {
    return plain instanceof Number number && number.doubleValue() == 0
        || plain instanceof String text && text.strip().matches("0+ ?(ms|s|m|h|d)?");
  }

  private static Object seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? (Object) duration.toSeconds()
        : (Object) (duration.toMillis() + "ms");
  }
}

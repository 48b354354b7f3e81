package dev.agentpool.paper;

import dev.agentpool.settings.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a {@link TomlText} while it is read: values by their type, each thing that is wrong
 * or unknown with its line. A table that is not there has no values.
 */
public final class TomlFields {
  private final String where;
  private final @Nullable TomlTable table;
  private final List<FileProblem> errors;
  private final List<FileProblem> warnings;

  TomlFields(
      String where,
      @Nullable TomlTable table,
      List<FileProblem> errors,
      List<FileProblem> warnings) {
    this.where = where;
    this.table = table;
    this.errors = errors;
    this.warnings = warnings;
  }

  public Set<String> keys() {
    return table == null ? Set.of() : table.keySet();
  }

  /** What is in none of the lists is told, with what was probably meant. */
  public TomlFields knowing(List<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        warn(key, unknown(key, known));
      }
    }
    return this;
  }

  private String unknown(String key, List<String> known) {
    Optional<String> meant =
        known.stream()
            .filter(word -> Spelling.distance(word, key) <= Math.max(2, word.length() / 3))
            .min(Comparator.comparingInt(word -> Spelling.distance(word, key)));
    return "unknown key '"
        + key
        + "'"
        + (where.isEmpty() ? "" : " in [" + where + "]")
        + meant
            .map(word -> "; did you mean '" + word + "'?")
            .orElse("; known: " + String.join(", ", known))
        + " (it is ignored)";
  }

  public TomlFields table(String key) {
    TomlTable inner = value(key, TomlTable.class, "a table");
    return new TomlFields(where.isEmpty() ? key : where + "." + key, inner, errors, warnings);
  }

  /** The tables of {@code [[key]]}, none when there are none. */
  public List<TomlFields> tables(String key) {
    TomlArray array = value(key, TomlArray.class, "tables, as in [[" + key + "]]");
    List<TomlFields> tables = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      if (array.get(i) instanceof TomlTable inner) {
        tables.add(new TomlFields(path(key), inner, errors, warnings));
      } else {
        error(key, path(key) + " must be tables, as in [[" + key + "]]");
      }
    }
    return tables;
  }

  /** Empty when it is absent. */
  public String text(String key) {
    String text = value(key, String.class, "a text in quotes");
    return text == null ? "" : text;
  }

  /** Null when it is absent or empty. */
  public @Nullable String named(String key) {
    String text = text(key);
    return text.isEmpty() ? null : text;
  }

  public List<String> texts(String key) {
    TomlArray array = value(key, TomlArray.class, "a list of texts");
    List<String> texts = new ArrayList<>();
    for (Object element : array == null ? List.of() : array.toList()) {
      if (element instanceof String text) {
        texts.add(text);
      } else {
        error(key, path(key) + " must be a list of texts in quotes");
      }
    }
    return List.copyOf(texts);
  }

  /** Null when it is absent; what is out of bounds counts as the bound. */
  public @Nullable Integer number(String key) {
    Long number = value(key, Long.class, "a whole number");
    return number == null ? null : (int) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Null when it is absent. */
  public @Nullable Boolean flag(String key) {
    return value(key, Boolean.class, "true or false");
  }

  /** Null when it is absent; one that cannot be read is told, and there is no limit then. */
  public @Nullable Duration length(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      return null;
    }
    Optional<Duration> length = GoDuration.parse(text);
    if (length.isEmpty()) {
      warn(
          key,
          path(key)
              + " = \""
              + text
              + "\" is no length of time; write it like \"10m\" or \"1h30m\" (there is no limit"
              + " now)");
    }
    return length.orElse(Duration.ZERO);
  }

  public void warn(String key, String message) {
    warnings.add(new FileProblem(line(key), message));
  }

  public void error(String key, String message) {
    errors.add(new FileProblem(line(key), message));
  }

  public String path(String key) {
    return where.isEmpty() ? key : where + "." + key;
  }

  private <T> @Nullable T value(String key, Class<T> type, String expected) {
    Object value = table == null ? null : table.get(List.of(key));
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      error(key, path(key) + " must be " + expected);
      return null;
    }
    return type.cast(value);
  }

  private int line(String key) {
    TomlPosition at = table == null ? null : table.inputPositionOf(List.of(key));
    return at == null ? 0 : at.line();
  }
}

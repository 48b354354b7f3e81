package dev.agentpool.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys and plain values of front matter (or of a JSON object), read by type: a value of another
 * type is refused with the key's name and what was expected.
 */
public record Fields(Map<String, Object> values) {
  public static final Fields NONE = new Fields(Map.of());

  public Fields {
    values = Plain.table(values);
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public Optional<Object> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A text; numbers and flags count as what they look like. Empty when absent or blank. */
  public Optional<String> text(String key) throws UnreadableDocument {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case String text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip());
      case Number number -> Optional.of(number.toString());
      case Boolean flag -> Optional.of(flag.toString());
      case Object other -> throw expected(key, "a text", other);
    };
  }

  public boolean flag(String key, boolean absent) throws UnreadableDocument {
    return switch (values.get(key)) {
      case null -> absent;
      case Boolean flag -> flag;
      case Object other -> throw expected(key, "true or false", other);
    };
  }

  /** An empty table when the key is absent. */
  public Fields table(String key) throws UnreadableDocument {
    return switch (values.get(key)) {
      case null -> NONE;
      case Map<?, ?> map -> new Fields(Plain.table(map));
      case Object other -> throw expected(key, "a table", other);
    };
  }

  /** An empty list when the key is absent. */
  public List<?> list(String key) throws UnreadableDocument {
    return switch (values.get(key)) {
      case null -> List.of();
      case List<?> list -> list;
      case Object other -> throw expected(key, "a list", other);
    };
  }

  /**
   * A list of words: a YAML list, or one text in which commas or white space outside brackets
   * divide, as in {@code Read, Bash(git log:*)}. Empty when the key is absent.
   */
  public List<String> words(String key) throws UnreadableDocument {
    if (values.get(key) instanceof String text) {
      return split(text);
    }
    List<String> words = new ArrayList<>();
    for (Object item : list(key)) {
      switch (item) {
        case String text -> words.add(text.strip());
        case Number number -> words.add(number.toString());
        default -> throw expected(key, "a list of texts", item);
      }
    }
    words.removeIf(String::isEmpty);
    return List.copyOf(words);
  }

  /** The keys that are not among the known ones, in the order of the file. */
  public Set<String> others(Set<String> known) {
    Set<String> others = new LinkedHashSet<>(values.keySet());
    others.removeAll(known);
    return others;
  }

  /** See {@link #words}. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int depth = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      boolean end = i == text.length();
      if (end || (depth == 0 && (c == ',' || Character.isWhitespace(c)))) {
        if (!word.isEmpty()) {
          words.add(word.toString().strip());
          word.setLength(0);
        }
        continue;
      }
      depth = Math.max(0, depth + (c == '(' ? 1 : c == ')' ? -1 : 0));
      word.append(c);
    }
    return List.copyOf(words);
  }

  private static UnreadableDocument expected(String key, String what, @Nullable Object found) {
    return new UnreadableDocument(
        0, "'" + key + "' has to be " + what + ", but is " + Document.kind(found));
  }
}

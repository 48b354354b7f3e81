package dev.agentpool.oldprogram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Flags as the old program took them: {@code --name value}, two words; the last of a name counts.
 * What is not known is passed over, and so is a flag without a word behind it.
 */
record Flags(Map<String, String> values) {
  static Flags of(List<String> words, String... known) {
    List<String> names = List.of(known);
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (names.contains(words.get(i))) {
        values.put(words.get(i), words.get(i + 1));
        i++;
      }
    }
    return new Flags(values);
  }

  /** Empty text when it was not given. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  Optional<String> given(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  boolean isTrue(String name) {
    return text(name).equals("true");
  }
}

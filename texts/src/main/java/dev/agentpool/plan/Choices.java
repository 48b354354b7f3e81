package dev.agentpool.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the one of several choices that a text names. */
final class Choices {
  private Choices() {}

  static <E> E named(String key, String text, E[] choices, Function<E, String> wireName) {
    return Arrays.stream(choices)
        .filter(choice -> wireName.apply(choice).equals(text.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new InvalidPlan(
                key
                    + " must be one of "
                    + Arrays.stream(choices).map(wireName).collect(Collectors.joining(", "))
                    + ", not '"
                    + text
                    + "'"));
  }
}

package dev.agentpool.capacity;

import dev.agentpool.engine.Refused;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who is asked what a provider has left (spec control-plane 16.2). */
public enum Backend {
  NATIVE,
  CODEXBAR,
  CCUSAGE,
  COMBINED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All together for none; refused for a word that none has. */
  public static Backend of(Optional<String> word) {
    if (word.isEmpty()) {
      return COMBINED;
    }
    for (Backend backend : values()) {
      if (backend.wireName().equals(word.get())) {
        return backend;
      }
    }
    throw new Refused(
        Refused.Kind.INVALID,
        "invalid_usage_backend",
        "there is no usage backend '"
            + word.get()
            + "'; there are "
            + Arrays.stream(values()).map(Backend::wireName).collect(Collectors.joining(", "))
            + " (INVALID_USAGE_BACKEND)");
  }
}

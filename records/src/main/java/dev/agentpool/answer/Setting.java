package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting and where its value comes from.
 *
 * @param value as it is written; what may be secret is there by its name only
 */
public record Setting(
    String key,
    @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Object> value,
    Origin origin,
    String meaning) {
  /** Who said so. */
  public enum Origin {
    /** Nobody. */
    BUILT_IN,
    /** The user's own file. */
    USER,
    /** The project's file. */
    PROJECT;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}

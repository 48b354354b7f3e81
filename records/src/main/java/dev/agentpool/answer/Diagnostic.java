package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What a person should know of a file that was read or skipped.
 *
 * @param place the file, or what stands for one
 */
public record Diagnostic(
    Level level,
    String place,
    @JsonPropertyDescription("0 when it concerns the whole file") int line,
    String message) {
  /** How bad it is. */
  public enum Level {
    /** The file is used all the same. */
    WARNING,
    /** The file was skipped. */
    ERROR;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

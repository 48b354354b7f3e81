package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** One thing that was looked at on the machine. */
public record Check(String name, Health status, String detail, String advice) {
  /** How it stands. */
  public enum Health {
    OK,
    WARN,
    FAIL;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much of what an agent said is wanted. */
public enum Detail {
  /** None of it. */
  SUMMARY,
  /** Its last 1,600 characters. */
  EXCERPT,
  /** Its last 8,000. */
  FULL;

  /** As JSON has it. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

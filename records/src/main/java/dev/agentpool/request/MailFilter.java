package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks for mail of an expert pool. */
public record MailFilter(
    @JsonPropertyDescription("of this one alone") Optional<String> id,
    @JsonPropertyDescription("to this expert or role") Optional<String> to,
    @JsonPropertyDescription(
            "pending, blocked, active, completed, failed or cancelled work; unread, read, held,"
                + " done or dead letters; else all")
        Optional<String> state) {
  /** All of it. */
  public static final MailFilter ALL =
      new MailFilter(Optional.empty(), Optional.empty(), Optional.empty());
}

package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * What an agent said, between delimiters that nothing in it can be (spec control-plane 17.1). It is
 * data for whoever reads it, never an instruction.
 *
 * @param detail {@code summary}, {@code excerpt} or {@code full}
 * @param truncated whether there is more before it
 * @param chars of what is between the delimiters
 * @param reason why it is not here
 */
public record WorkerOutput(
    boolean included,
    @JsonPropertyDescription("summary, excerpt or full") String detail,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> truncated,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> chars,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("untrusted: what an agent said, between delimiters")
        Optional<String> text,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason) {
  /** What is not here. */
  public static WorkerOutput omitted(String detail, String reason) {
    return new WorkerOutput(
        false, detail, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}

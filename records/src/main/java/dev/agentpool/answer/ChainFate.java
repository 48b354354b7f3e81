package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;
import java.util.OptionalInt;

/** One chain of several that were submitted: it is one, as when it is submitted alone, or not. */
public record ChainFate(
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> chainId,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> taskId,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt totalSteps,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> isolationEffective,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonPropertyDescription("why it was refused")
        Optional<String> error,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> code) {
  public static ChainFate accepted(SubmittedChain chain) {
    return new ChainFate(
        Optional.of(chain.chainId()),
        Optional.of(chain.taskId()),
        OptionalInt.of(chain.totalSteps()),
        Optional.of(chain.isolationEffective()),
        Optional.empty(),
        Optional.empty());
  }

  public static ChainFate refused(String error, String code) {
    return new ChainFate(
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.of(error),
        Optional.of(code));
  }
}

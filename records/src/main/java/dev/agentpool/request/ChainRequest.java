package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;

/** Runs steps one after another: a list of them, or the text of a file. */
public record ChainRequest(
    @JsonPropertyDescription(
            "each a prompt; or name, and prompt or skill with arguments, settings, retries,"
                + " recovery_prompt, on_failure, output_vars, when")
        @JsonSetter(contentNulls = Nulls.SET) // told with its place, by who reads steps
        List<Object> steps,
    @JsonPropertyDescription("in place of steps: those of a file") Optional<String> text,
    @JsonPropertyDescription("of the text: json, yaml (when absent) or toml")
        Optional<String> format,
    @JsonUnwrapped PlanChoices how,
    @JsonPropertyDescription("the same key gives the same chain again")
        Optional<String> idempotencyKey) {
  /** Steps that are given as they are. */
  public static ChainRequest of(List<?> steps, PlanChoices how, Optional<String> idempotencyKey) {
    return new ChainRequest(
        List.copyOf(steps), Optional.empty(), Optional.empty(), how, idempotencyKey);
  }
}

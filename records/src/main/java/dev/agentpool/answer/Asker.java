package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * The task whose agent asks, so that a person knows it from others.
 *
 * @param title what it is called
 * @param step its name within its plan
 * @param plan the task that stands for the chain or workflow that it belongs to
 * @param planTitle what that is called
 * @param expert whose work it is
 */
public record Asker(
    String task,
    @JsonPropertyDescription("what the task is called") String title,
    @JsonPropertyDescription("its name within its plan") Optional<String> step,
    @JsonPropertyDescription("what stands for the chain or workflow that it belongs to")
        Optional<String> plan,
    @JsonPropertyDescription("what that is called") Optional<String> planTitle,
    @JsonPropertyDescription("whose work it is") Optional<String> expert) {}

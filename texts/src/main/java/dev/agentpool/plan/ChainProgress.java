package dev.agentpool.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a chain is (spec slot-pool 8.4).
 *
 * @param currentStep counted from 0; null before the first and after the last
 * @param partialOutput what the current step has said so far; empty at its start, null without one
 * @param status {@code running}, {@code completed}, {@code failed} or {@code cancelled}
 */
public record ChainProgress(
    int totalSteps,
    @Nullable Integer currentStep,
    @Nullable String currentStepName,
    @Nullable String partialOutput,
    @Nullable Instant currentStepStartedAt,
    List<ChainResult.StepResult> completedSteps,
    String status) {
  public ChainProgress {
    completedSteps = List.copyOf(completedSteps);
  }
}

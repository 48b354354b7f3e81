package dev.agentpool.plan;

import dev.agentpool.plan.Failure.OnFailure;
import java.util.List;
import java.util.Optional;

/** Reads what happens when a step fails, from the step itself or from its failure_policy. */
final class FailureReader {
  private FailureReader() {}

  static Failure read(Fields step) {
    if (!step.has("failure_policy")) {
      return failureOf(step);
    }
    for (String key : List.of("retries", "recovery_prompt", "on_failure")) {
      if (step.has(key)) {
        throw step.problem("has both 'failure_policy' and '" + key + "'; say it in one of them");
      }
    }
    Fields policy = step.inner("failure_policy");
    policy.allowOnly(List.of("retries", "recovery_prompt", "on_failure"));
    return failureOf(policy);
  }

  private static Failure failureOf(Fields fields) {
    String recovery = fields.text("recovery_prompt");
    OnFailure onFailure =
        switch (Optional.ofNullable(fields.text("on_failure")).orElse("stop")) {
          case "stop" -> OnFailure.STOP;
          case "continue" -> OnFailure.CONTINUE;
          default -> throw fields.problem("'on_failure' must be stop or continue");
        };
    try {
      return new Failure(
          fields.number("retries", 0),
          recovery == null || recovery.isBlank() ? null : recovery,
          onFailure);
    } catch (InvalidPlan outOfRange) {
      throw fields.problem(String.valueOf(outOfRange.getMessage()));
    }
  }
}

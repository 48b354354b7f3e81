package dev.agentpool.plan;

import org.jspecify.annotations.Nullable;

/**
 * What happens when a step fails (spec slot-pool 8.3).
 *
 * @param retries further attempts with the same prompt, 0 or more
 * @param recoveryPrompt a template that is run once when all attempts failed; its result decides
 */
public record Failure(int retries, @Nullable String recoveryPrompt, OnFailure onFailure) {
  /** No retry, no recovery, the chain ends. */
  public static final Failure STOP = new Failure(0, null, OnFailure.STOP);

  static final int MAX_RETRIES = 100;

  /** Whether the steps behind a failed one are run. */
  public enum OnFailure {
    STOP,
    CONTINUE
  }

  public Failure {
    if (retries < 0 || retries > MAX_RETRIES) {
      throw new InvalidPlan("retries must be from 0 to " + MAX_RETRIES + ", not " + retries);
    }
  }
}

package dev.agentpool.api;

/**
 * How prompts are fanned out. Immutable.
 *
 * {@snippet :
 * FanOutOptions twoAtATime = FanOutOptions.DEFAULTS.withConcurrency(2).settling();
 * for (TaskOutcome outcome : pool.fanOut(List.of("Say one.", "Say two."), twoAtATime)) {
 *   System.out.println(outcome.id() + ": " + outcome.result().output());
 * }
 * }
 *
 * @param concurrency the most that run at a time; 0 for as many as there are slots
 * @param settle whether failures are told among the outcomes, and not by an exception
 * @param task how each task is to be done
 */
public record FanOutOptions(int concurrency, boolean settle, TaskOptions task) {
  /** As many at a time as there are slots; a failure is an exception. */
  public static final FanOutOptions DEFAULTS = new FanOutOptions(0, false, TaskOptions.DEFAULTS);

  /** Refuses a negative concurrency. */
  public FanOutOptions {
    if (concurrency < 0) {
      throw new IllegalArgumentException("concurrency must be 0 or more, not " + concurrency);
    }
  }

  /** The most that run at a time. */
  public FanOutOptions withConcurrency(int atOnce) {
    return new FanOutOptions(atOnce, settle, task);
  }

  /** Tells failures among the outcomes. */
  public FanOutOptions settling() {
    return new FanOutOptions(concurrency, true, task);
  }

  /** How each task is to be done. */
  public FanOutOptions withTask(TaskOptions options) {
    return new FanOutOptions(concurrency, settle, options);
  }
}

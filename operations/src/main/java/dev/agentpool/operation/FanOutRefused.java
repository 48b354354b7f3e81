package dev.agentpool.operation;

import dev.agentpool.answer.FanOutResult;
import dev.agentpool.engine.Refused;
import java.util.List;

/** Of tasks that were to do well together not all did, or not in time; what there is stays. */
public final class FanOutRefused extends Refused {
  private static final long serialVersionUID = 1L;
  private final transient List<FanOutResult> results;

  FanOutRefused(Kind kind, String code, String message, List<FanOutResult> results) {
    super(kind, code, message);
    this.results = List.copyOf(results);
  }

  /** Every task's, in the order of the prompts. */
  public List<FanOutResult> results() {
    return results;
  }
}

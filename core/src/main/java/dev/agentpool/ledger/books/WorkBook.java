package dev.agentpool.ledger.books;

import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.task.TokenUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What attempts brought, for what is told of a time. */
public interface WorkBook {
  /**
   * What is known of an attempt beside its record.
   *
   * @param provider empty when nobody told
   * @param model as the agent told it, else as it was configured; null when nobody told
   */
  record Brought(String provider, @Nullable String model, TokenUsage tokens, Duration elapsed) {}

  /** An attempt was settled. After it was put. */
  void add(AttemptRecord attempt, Brought brought);

  /**
   * What was added of an attempt counts no more, if anything was; it may be added anew.
   *
   * @param attempt as it was when it was added
   */
  void takeBack(AttemptRecord attempt);
}

package dev.agentpool.post;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail that asks for work, as the task board of expert pools tells it: {@code pending}, {@code
 * blocked}, {@code active}, {@code completed}, {@code failed} or {@code cancelled}.
 *
 * @param task its id in agentpool; null while it is none
 * @param exitCode 0 when it was done, -1 when it failed; null before
 * @param note why it is where it is; may be empty
 * @param result what was answered; empty before it is there
 */
public record Progress(
    String id,
    String status,
    String expert,
    String from,
    String type,
    String priority,
    List<String> dependsOn,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    int handoffs,
    boolean needsAttention,
    String note,
    @Nullable Integer exitCode,
    @Nullable String task,
    String result) {
  public Progress {
    dependsOn = List.copyOf(dependsOn);
  }

  /** Whether nothing more becomes of it. */
  public boolean isOver() {
    return status.equals("completed") || status.equals("failed") || status.equals("cancelled");
  }
}

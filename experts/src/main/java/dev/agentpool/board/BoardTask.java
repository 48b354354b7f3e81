package dev.agentpool.board;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as the board shows it (spec expert-pool 8.1).
 *
 * @param id of the mail that asked for it
 * @param expert who does it
 * @param type and {@code priority} as the mail has them
 * @param createdAt null when the board does not say
 * @param handoffCount how often it was handed on to a fresh session
 * @param needsAttention whether a person should look at it
 * @param cancelNote why it was cancelled or failed without a session; null when it was not
 * @param exitCode null before a session of it has ended
 */
public record BoardTask(
    String id,
    BoardStatus status,
    String expert,
    List<String> dependsOn,
    String from,
    String type,
    String priority,
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    int handoffCount,
    boolean needsAttention,
    @Nullable String cancelNote,
    @Nullable Integer exitCode) {
  public BoardTask {
    dependsOn = List.copyOf(dependsOn);
  }

  /** One that waits, with nothing else to say of it. */
  public static BoardTask pending(String id, String expert, String from, Instant createdAt) {
    return new BoardTask(
        id,
        BoardStatus.PENDING,
        expert,
        List.of(),
        from,
        "task",
        "normal",
        createdAt,
        null,
        null,
        0,
        false,
        null,
        null);
  }

  public BoardTask waitingFor(List<String> others) {
    return new BoardTask(
        id,
        others.isEmpty() ? status : BoardStatus.BLOCKED,
        expert,
        others,
        from,
        type,
        priority,
        createdAt,
        startedAt,
        completedAt,
        handoffCount,
        needsAttention,
        cancelNote,
        exitCode);
  }

  public BoardTask started(Instant now) {
    return new BoardTask(
        id,
        BoardStatus.ACTIVE,
        expert,
        dependsOn,
        from,
        type,
        priority,
        createdAt,
        now,
        completedAt,
        handoffCount,
        needsAttention,
        cancelNote,
        exitCode);
  }

  /**
   * @param code of its session; null when there was none
   * @param note why, where somebody has to be told; null else
   */
  public BoardTask ended(
      BoardStatus how, Instant now, @Nullable Integer code, @Nullable String note) {
    return new BoardTask(
        id,
        how,
        expert,
        dependsOn,
        from,
        type,
        priority,
        createdAt,
        startedAt,
        now,
        handoffCount,
        needsAttention,
        note,
        code);
  }

  public BoardTask of(String mailType, String mailPriority) {
    return new BoardTask(
        id,
        status,
        expert,
        dependsOn,
        from,
        mailType,
        mailPriority,
        createdAt,
        startedAt,
        completedAt,
        handoffCount,
        needsAttention,
        cancelNote,
        exitCode);
  }

  public BoardTask handedOn(int times, boolean attention) {
    return new BoardTask(
        id,
        status,
        expert,
        dependsOn,
        from,
        type,
        priority,
        createdAt,
        startedAt,
        completedAt,
        times,
        attention,
        cancelNote,
        exitCode);
  }
}

package dev.agentpool.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One window of a quota, as a source told it.
 *
 * <p>INVARIANT: percentages lie between 0 and 100 and are numbers; where one of the two is known,
 * both are. What is no figure is absent, never zero.
 *
 * @param name such as {@code weekly}; two windows of a snapshot do not share it
 * @param status the source's own word
 * @param remainingUnits of whatever the source counts
 * @param resetAt when it is full again; null when nobody says
 * @param rawText the words it was read from
 */
public record Window(
    String name,
    WindowKind kind,
    @Nullable String status,
    @Nullable Double remainingPercent,
    @Nullable Double usedPercent,
    @Nullable Double remainingUnits,
    @Nullable Double usedUnits,
    @Nullable Instant resetAt,
    Confidence confidence,
    @Nullable String rawText) {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_TEXT = 400;

  public Window {
    name = name.isBlank() ? kind.wireName() : Words.shortened(name.strip(), LONGEST_NAME);
    status = status == null ? null : Words.shortened(status, LONGEST_NAME);
    rawText = rawText == null ? null : Words.shortened(rawText, LONGEST_TEXT);
    Double left = Figure.percent(remainingPercent);
    Double used = Figure.percent(usedPercent);
    remainingPercent = left != null || used == null ? left : Figure.rest(used);
    usedPercent = used != null || left == null ? used : Figure.rest(left);
    remainingUnits = Figure.units(remainingUnits);
    usedUnits = Figure.units(usedUnits);
  }

  /** One of which a share is known. */
  public static Window used(
      String name,
      WindowKind kind,
      @Nullable Double usedPercent,
      @Nullable Instant resetAt,
      Confidence confidence) {
    return new Window(name, kind, null, null, usedPercent, null, null, resetAt, confidence, null);
  }

  /** The same, and what its source calls its state. */
  public Window said(@Nullable String word) {
    return new Window(
        name,
        kind,
        word,
        remainingPercent,
        usedPercent,
        remainingUnits,
        usedUnits,
        resetAt,
        confidence,
        rawText);
  }

  Window resetting(@Nullable Instant at) {
    return new Window(
        name,
        kind,
        status,
        remainingPercent,
        usedPercent,
        remainingUnits,
        usedUnits,
        at,
        confidence,
        rawText);
  }

  /** Whether it is what the plan includes, and not what is paid beyond it. */
  boolean ofPlan() {
    return kind != WindowKind.ON_DEMAND;
  }

  /**
   * Whether it has begun anew since: then nobody knows what is left of it. One whose reset nobody
   * told has done so when as much time is over as it can be long.
   */
  boolean isOver(Instant checkedAt, Instant now) {
    Instant at = resetAt == null ? checkedAt.plus(kind.longest()) : resetAt;
    return !at.isAfter(now);
  }

  boolean isExhausted() {
    return remainingPercent != null && remainingPercent <= 0;
  }
}

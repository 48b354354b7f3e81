package dev.agentpool.knowledge.curation;

import dev.agentpool.expert.Curation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far it is to the next curation of a pool. It knows no setting: an edit of those begins
 * nothing anew.
 *
 * @param ended tasks that ended well since the last curation
 * @param counted the place in the journal up to which was counted: what comes twice counts once
 * @param since the last curation, or when it was first looked; null before that
 * @param print of what there was at the last curation; empty before one
 */
public record CurationState(long ended, long counted, @Nullable Instant since, String print) {
  public static final CurationState NEW = new CurationState(0, 0, null, "");
  private static final String CURATION = "curation-";
  private static final String SEED = "seed-";

  /** Why a curation is due, in the words of its mail. */
  public enum Reason {
    TASKS("task_threshold"),
    TIME("time_interval"),
    /** a person asked for it */
    WISH("asked");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Whether a mail asks for curation or seeding: its task does not count, or it would feed itself.
   */
  public static boolean isCare(String mailId) {
    return mailId.startsWith(CURATION) || mailId.startsWith(SEED);
  }

  /**
   * A task ended.
   *
   * @param at its entry in the journal
   * @param well whether its session ended well
   */
  public CurationState ended(long at, String mailId, boolean well) {
    if (at <= counted) {
      return this;
    }
    return new CurationState(well && !isCare(mailId) ? ended + 1 : ended, at, since, print);
  }

  /**
   * It is looked for the first time: time begins to count, and what there is already is no change.
   *
   * @param at the place in the journal from which on is counted
   */
  public CurationState begun(Instant now, long at, String printNow) {
    return since == null ? new CurationState(ended, Math.max(counted, at), now, printNow) : this;
  }

  /** Whether the count alone asks for one; what is known need not be looked at for that. */
  public boolean isCountReached(Curation settings) {
    return settings.afterTasks().isPresent() && ended >= settings.afterTasks().getAsInt();
  }

  /** Whether the time alone asks for one. */
  public boolean isTimeReached(Curation settings, Instant now) {
    Instant from = since;
    Optional<Duration> every = settings.every();
    return from != null && every.isPresent() && !now.isBefore(from.plus(every.get()));
  }

  /**
   * Whether one is due. Time asks for one only where something has changed: a task ended, or
   * somebody else than curation changed what is known.
   *
   * @param printNow of what there is now
   */
  public Optional<Reason> due(Curation settings, Instant now, String printNow) {
    if (isCountReached(settings)) {
      return Optional.of(Reason.TASKS);
    }
    return isTimeReached(settings, now) && (ended > 0 || !printNow.equals(print))
        ? Optional.of(Reason.TIME)
        : Optional.empty();
  }

  /** One was asked for. */
  public CurationState fired(Instant now, String printNow) {
    return new CurationState(0, counted, now, printNow);
  }
}

package dev.agentpool.post;

import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Work that its expert gives to a fresh session of itself, with what that one is to know. It stays
 * the same task. From the second time on a person is asked first: whatever does not end by itself
 * costs money.
 */
public final class Handoffs {
  /** So many times a task is handed over before a person is asked. */
  static final int ESCALATED_AT = 2;

  static final String PREFIX = "handoff:";
  private static final Duration UNTIL_ANSWERED = Duration.ofDays(3650);
  private static final int LONGEST = 200_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Space<Handoff> SPACE =
      new Space<>(
          "handoffs",
          Codec.of(Handoff::text, Handoff::read),
          new NoteBound(LONGEST * 7, 1L << 30, 10_000));
  private final Ledger ledger;

  Handoffs(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * How often a task was handed over, and with which words last.
   *
   * @param fence the attempt that did so last
   */
  public record Handoff(int count, int fence, String notes) {
    private String text() {
      return JSON.writeValueAsString(
          JSON.createObjectNode().put("count", count).put("fence", fence).put("notes", notes));
    }

    private static Handoff read(String text) {
      JsonNode json = JSON.readTree(text);
      return new Handoff(
          json.path("count").asInt(), json.path("fence").asInt(), json.path("notes").asString(""));
    }

    public boolean needsAttention() {
      return count >= ESCALATED_AT;
    }
  }

  /** Of a task, if it ever was. */
  public Optional<Handoff> of(PoolId pool, TaskId task) {
    return SPACE.in(ledger).find(pool, task.value()).map(Noted::value);
  }

  /** The session that runs wants to be the last of this task: the same attempt counts once. */
  Handoff signal(TaskRecord task, String notes) {
    String kept = notes.length() <= LONGEST ? notes : notes.substring(0, LONGEST) + "…";
    return Refused.orThrow(
            SPACE
                .in(ledger)
                .change(
                    task.pool(),
                    task.id().value(),
                    before ->
                        new Handoff(
                            before
                                .map(it -> it.fence() == task.fence() ? it.count() : it.count() + 1)
                                .orElse(1),
                            task.fence(),
                            notes(before, task.fence(), kept.replace('\0', ' ')))))
        .value();
  }

  /** All that one attempt leaves for the next. */
  private static String notes(Optional<Handoff> before, int fence, String now) {
    return before
        .filter(it -> it.fence() == fence && it.notes().length() + now.length() < LONGEST * 2)
        .map(it -> it.notes() + "\n\n" + now)
        .orElse(now);
  }

  /** With which the attempt is settled: it goes on afresh, if it was to. */
  TaskResult ended(Mailed mailed, TaskResult result) {
    TaskRecord task = mailed.task();
    Handoff handoff = of(task.pool(), task.id()).orElse(null);
    if (handoff == null || handoff.fence() != task.fence() || !result.outcome().success()) {
      return result;
    }
    String who = mailed.mail().to();
    if (!handoff.needsAttention()) {
      return result.withOutcome(
          Outcome.of(OutcomeCode.HANDED_OVER, who + " handed it over to a fresh session"));
    }
    ask(mailed, handoff);
    Instant never = ledger.now().plus(UNTIL_ANSWERED);
    return result.withOutcome(
        new Outcome(
            OutcomeCode.HANDED_OVER,
            who + " handed it over " + handoff.count() + " times: it waits for a person's word",
            never));
  }

  private void ask(Mailed mailed, Handoff handoff) {
    String title =
        mailed.mail().to()
            + " has handed over "
            + mailed.mail().id()
            + " "
            + handoff.count()
            + " times: may a fresh session go on with it? (no: it is cancelled)";
    String payload =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("task", mailed.task().id().value())
                .put("mail", mailed.mail().id().value())
                .put("expert", mailed.mail().to())
                .put("handoffs", handoff.count())
                .put("notes", handoff.notes()));
    String line = title.replaceAll("\\R", " ");
    Asked asked =
        new Asked(
            Asked.Kind.AGENT,
            line.substring(0, Math.min(Asked.LONGEST_TITLE, line.length())),
            payload,
            List.of("yes", "no"));
    Refused.orThrow(
        ledger.ask(
            new QuestionDraft(
                mailed.task().pool(),
                null,
                PREFIX + mailed.task().id() + ":" + handoff.count(),
                asked,
                null,
                null,
                null,
                null)));
  }

  /** The task about which a question of this kind asks; null when it is another question. */
  static @Nullable TaskId about(Question question) {
    String id = question.requestId();
    if (question.attempt() != null || id == null || !id.startsWith(PREFIX)) {
      return null;
    }
    return new TaskId(id.substring(PREFIX.length(), id.lastIndexOf(':')));
  }
}

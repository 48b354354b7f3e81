package dev.agentpool.node.slot;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.config.UsageTable;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.PauseKey;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.WhenUnusable;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What an attempt's end says about its provider and its project: that they work, or that no task
 * can be run. Then the task goes back, and they are paused.
 *
 * <p>What only this task asked for (its own command, environment, workspace, walls or what is
 * writable beside it) is its own fault, and it fails by it. A person's word that is missing for the
 * project's file is no task's own.
 */
final class Standstill {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
  private final NodeParts parts;
  private final PoolConfig pool;
  private final Settings slot;
  private final PlanLimits limits;

  /**
   * @param slot the slot's settings without a task's
   */
  Standstill(NodeParts parts, PoolConfig pool, Settings slot) {
    this.parts = parts;
    this.pool = pool;
    this.slot = slot;
    this.limits = new PlanLimits(parts.ledger(), UsageTable.of(parts.home()));
  }

  /** The result as it is to be settled. */
  TaskResult after(TaskRecord task, Settings settings, TaskResult result) {
    Outcome outcome = result.outcome();
    Instant now = parts.ledger().now();
    String provider = settings.get(SettingKeys.PROVIDER);
    String key = PauseKey.ofProvider(provider, settings, parts.variables().of(settings));
    if (result.verdict().workspace() != null && outcome.code() != OutcomeCode.PROJECT_UNUSABLE) {
      parts.pauses().worked(PauseKey.ofProject(pool.id()), task.startedAt());
    }
    if (answered(result)) {
      parts.pauses().worked(key, task.startedAt());
    }
    if (outcome.code() == OutcomeCode.RATE_LIMITED) {
      Instant until =
          parts.pauses().pause(pause(key, provider, outcome, now), outcome.until(), now);
      String unknown =
          outcome.until() == null
              ? "; when it resets is not known, next try at " + shown(until)
              : "";
      limits.reached(provider, until, now);
      return result.withOutcome(Outcome.rateLimited(until, outcome.message() + unknown));
    }
    limits
        .paidBeyondThePlan(provider, now)
        .ifPresent(paid ->
            parts
                .pauses()
                .pause(
                    pause(key, provider, Outcome.rateLimited(paid.until(), paid.why()), now),
                    paid.until(),
                    now));
    if (!outcome.code().concernsEveryTask()) {
      return result;
    }
    boolean project = outcome.code() == OutcomeCode.PROJECT_UNUSABLE;
    boolean own =
        project
            ? asksForAPlaceOfItsOwn(settings) && !lacksAPersonsWord()
            : !key.equals(PauseKey.ofProvider(provider, slot, parts.variables().of(slot)));
    if (own && project) {
      return result.withOutcome(Outcome.of(OutcomeCode.WORKSPACE_FAILED, outcome.message()));
    }
    if (own || settings.get(SettingKeys.WHEN_UNUSABLE) == WhenUnusable.FAIL) {
      return result;
    }
    ProviderPauses.Pause pause =
        project
            ? pause(PauseKey.ofProject(pool.id()), "", outcome, now)
            : pause(key, provider, outcome, now);
    Instant next = parts.pauses().pause(pause, null, now);
    return result.withOutcome(Outcome.of(OutcomeCode.HELD_BACK, held(outcome, next)));
  }

  private boolean asksForAPlaceOfItsOwn(Settings settings) {
    return differs(SettingKeys.WORKSPACE, settings)
        || differs(SettingKeys.WALLS, settings)
        || differs(SettingKeys.WRITABLE, settings);
  }

  private boolean lacksAPersonsWord() {
    return new PoolFiles(parts.home()).untrusted(pool.directory()).isPresent();
  }

  private <T> boolean differs(SettingKey<T> key, Settings settings) {
    return !settings.value(key).equals(slot.value(key));
  }

  private ProviderPauses.Pause pause(String key, String provider, Outcome outcome, Instant now) {
    return new ProviderPauses.Pause(
        key,
        provider,
        pool.id(),
        outcome.code(),
        now,
        now,
        outcome.message(),
        0,
        false,
        ProviderPauses.Planned.NOTHING);
  }

  private static String held(Outcome outcome, Instant next) {
    return outcome.code().wireName()
        + ": "
        + outcome.message()
        + " (one task tries again at "
        + shown(next)
        + "; at once with agentpool resume)";
  }

  private static String shown(Instant at) {
    return CLOCK.format(at.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }

  /** Whether the model API gave an answer that only somebody gets whom it knows. */
  private static boolean answered(TaskResult result) {
    return result.report().spent().turns() > 0
        && switch (result.outcome().code()) {
          case COMPLETED,
              EMPTY,
              MAX_TURNS,
              BUDGET_EXHAUSTED,
              REFUSED_BY_PERMISSION,
              STRUCTURED_OUTPUT_MISSING,
              MODEL_UNKNOWN,
              REQUEST_REFUSED,
              CONTENT_REFUSED ->
              true;
          default -> false;
        };
  }
}

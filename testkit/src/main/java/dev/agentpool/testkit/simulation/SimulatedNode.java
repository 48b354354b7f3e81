package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node's memory: what it believes to run. A crash takes all of it. */
final class SimulatedNode {
  private static final int SLOTS = 6;
  private static final List<OutcomeCode> FAILURES =
      List.of(
          OutcomeCode.CRASHED,
          OutcomeCode.AGENT_ERROR,
          OutcomeCode.MAX_TURNS,
          OutcomeCode.REFUSED_BY_PERMISSION,
          OutcomeCode.NOT_STARTED,
          OutcomeCode.API_ERROR,
          OutcomeCode.BUDGET_EXHAUSTED);

  private final String name;
  private final Chance chance;
  private final Map<AttemptKey, Money> jobs = new LinkedHashMap<>();
  private boolean alive = true;

  SimulatedNode(String name, Chance chance) {
    this.name = name;
    this.chance = chance;
  }

  String name() {
    return name;
  }

  boolean alive() {
    return alive;
  }

  boolean hasFreeSlot() {
    return alive && jobs.size() < SLOTS;
  }

  void begin(AttemptKey attempt, Money reserved) {
    jobs.put(attempt, reserved);
  }

  void extended(AttemptKey attempt, Money reserved) {
    jobs.replace(attempt, reserved);
  }

  void end(AttemptKey attempt) {
    jobs.remove(attempt);
  }

  List<AttemptKey> running() {
    return new ArrayList<>(jobs.keySet());
  }

  void crash() {
    alive = false;
    jobs.clear();
  }

  /** Comes back with what the ledger knows of it. */
  void restart(List<AttemptRecord> open) {
    alive = true;
    open.forEach(attempt -> jobs.put(attempt.key(), attempt.reserved()));
  }

  /**
   * What a job brought back: mostly within its reservation, sometimes one request beyond it,
   * sometimes at unknown cost.
   */
  TaskResult resultOf(AttemptKey attempt, Instant now) {
    long reserved = jobs.getOrDefault(attempt, Money.ofMicros(100_000)).micros();
    long micros =
        chance.percent(3)
            ? reserved + chance.below(5_000)
            : (long) chance.below((int) reserved + 1);
    Cost cost =
        chance.percent(5)
            ? new Cost.Unknown(Money.ofMicros(micros / 2))
            : Cost.known(Money.ofMicros(micros / 4));
    Outcome outcome;
    if (chance.percent(70)) {
      outcome = Outcome.COMPLETED;
    } else if (chance.percent(20)) {
      outcome = Outcome.rateLimited(now.plusSeconds(chance.between(1, 600)), "the window is full");
    } else {
      outcome = Outcome.of(chance.oneOf(FAILURES), "it went wrong");
    }
    return TaskResult.withoutAgent(outcome).withCost(cost);
  }
}

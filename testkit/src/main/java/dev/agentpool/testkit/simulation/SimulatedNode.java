package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TokenUsage;
import java.time.Duration;
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

  private static final Reservation UNHEARD_OF = new Reservation(Money.ofMicros(100_000), 5_000, 5);

  private final String name;
  private final Chance chance;
  private final Map<AttemptKey, Reservation> jobs = new LinkedHashMap<>();
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

  void begin(AttemptKey attempt, Reservation reserved) {
    jobs.put(attempt, reserved);
  }

  void extended(AttemptKey attempt, Amount reserved) {
    jobs.computeIfPresent(attempt, (_, before) -> before.with(reserved));
  }

  /** What the ledger holds for it now. */
  void holds(AttemptKey attempt, Reservation reserved) {
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
    open.forEach(attempt -> jobs.put(attempt.key(), attempt.reservation()));
  }

  /**
   * What a job brought back: mostly within its reservation, sometimes one request beyond it,
   * sometimes at unknown cost.
   */
  TaskResult resultOf(AttemptKey attempt, Instant now) {
    Reservation reserved = jobs.getOrDefault(attempt, UNHEARD_OF);
    long micros = took(reserved.of(Unit.DOLLARS), 5_000);
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
    return TaskResult.withoutAgent(outcome).withSpent(spent(cost, reserved));
  }

  private AgentReport.Spent spent(Cost cost, Reservation reserved) {
    long tokens = took(reserved.of(Unit.TOKENS), 3_000);
    boolean told = chance.percent(90);
    return new AgentReport.Spent(
        cost,
        told ? (int) took(reserved.of(Unit.TURNS), 2) : 0,
        new TokenUsage(told ? tokens / 3 : 0, told ? tokens / 4 : 0, told ? tokens / 5 : 0, 0),
        Duration.ofSeconds(1),
        chance.percent(90));
  }

  /** Mostly within what is reserved, sometimes with one request more. */
  private long took(Amount reserved, int request) {
    return chance.percent(3)
        ? reserved.count() + chance.below(request)
        : chance.below((int) Math.min(reserved.count(), Integer.MAX_VALUE - 1) + 1);
  }
}

package dev.agentpool.provider.terminal;

import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.provider.words.ResetTime;
import dev.agentpool.session.ScreenState;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.time.AwakeTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes together for the report of one turn. For the turn's thread. */
final class TurnReport {
  private final Clock clock;
  private final AwakeTime awake;
  private final long startedNanos;
  private final boolean denialFails;
  private final String conversation;
  private final Taken taken;
  private final List<AgentReport.Denial> denials = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  /**
   * @param taken of which a terminal tells nothing
   */
  TurnReport(Clock clock, AwakeTime awake, boolean denialFails, String conversation, Taken taken) {
    this.taken = taken;
    this.clock = clock;
    this.awake = awake;
    this.startedNanos = awake.nanos();
    this.denialFails = denialFails;
    this.conversation = conversation;
  }

  void denied(String tool, String wanted) {
    denials.add(new AgentReport.Denial(tool, wanted, "access = \"full\", or a rule of [policy]"));
  }

  void notice(String sentence) {
    notices.add(sentence);
  }

  Outcome done(String output) {
    if (!denials.isEmpty() && denialFails) {
      return refused("on_denial is fail");
    }
    if (!output.isBlank()) {
      return Outcome.COMPLETED;
    }
    return denials.isEmpty()
        ? Outcome.of(
            OutcomeCode.EMPTY, "the agent ended its turn without an answer: it said no text")
        : refused("and the agent ended without an answer");
  }

  private Outcome refused(String why) {
    List<String> what =
        denials.stream()
            .map(denial -> denial.tool() + " " + denial.wanted() + " was denied")
            .toList();
    return Outcome.of(
        OutcomeCode.REFUSED_BY_PERMISSION,
        "permission prompt detected: " + String.join("; ", what) + " (" + why + ")");
  }

  /** What a line comes to with which the agent does not go on. */
  Outcome failed(ScreenState state, String line) {
    if (state == ScreenState.LIMIT) {
      return Outcome.rateLimited(ResetTime.in(line, clock.instant(), clock.getZone()), line);
    }
    return new ApiWords(clock).outcome(line);
  }

  AgentReport of(String output, Outcome outcome, AgentReport.@Nullable Exit exit) {
    return new AgentReport(
        output.isBlank() ? outcome.message() : output,
        outcome,
        new AgentReport.Spent(
            taken.cost(), taken.turns(), taken.tokens(), awake.since(startedNanos), taken.all()),
        null,
        conversation,
        null,
        denials.stream().map(AgentReport.Denial::tool).distinct().toList(),
        denials,
        AgentReport.Given.NOTHING,
        notices,
        exit);
  }
}

package dev.agentpool.provider.rpc;

import dev.agentpool.session.AgentEvent;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.time.AwakeTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What comes together for the report of one turn. Guarded by its turn. */
final class RpcReport {
  private static final int MOST_NOTICES = 5;
  private final AwakeTime awake;
  private final long startedNanos;
  private final boolean denialFails;
  private final List<AgentReport.Denial> denials = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private @Nullable String conversation;
  private @Nullable String model;

  /**
   * @param denialFails whether a denied tool fails the task
   */
  RpcReport(AwakeTime awake, boolean denialFails, Conversation conversation) {
    this.awake = awake;
    this.startedNanos = awake.nanos();
    this.denialFails = denialFails;
    this.conversation = conversation.id();
    this.model = conversation.model();
  }

  void conversation(AgentEvent.SessionKnown known) {
    conversation = known.providerSession();
    model = known.model() == null ? model : known.model();
  }

  void denied(AgentReport.Denial denial) {
    denials.add(denial);
  }

  /** Whether it is to be told: a few are. */
  boolean noticed(String sentence) {
    if (notices.size() >= MOST_NOTICES) {
      return false;
    }
    notices.add(sentence);
    return true;
  }

  AgentReport of(Ending ending, Said said, boolean interrupted, boolean stalled) {
    Outcome outcome = outcome(ending, said, interrupted, stalled);
    if (outcome.success() && !denials.isEmpty() && denials.size() >= said.tools()) {
      notices.add("every tool that the agent wanted was denied");
    }
    String text =
        outcome.success() ? first(said.last(), said.all()) : first(said.all(), outcome::message);
    Taken taken =
        outcome.code() == OutcomeCode.INTERRUPTED ? ending.taken().atLeast() : ending.taken();
    model = taken.model() == null ? model : taken.model();
    return report(text, outcome, spent(taken), ending.structured(), null);
  }

  private Outcome outcome(Ending ending, Said said, boolean interrupted, boolean stalled) {
    Outcome outcome = ending.outcome();
    if (stalled) {
      return stallOutcome(); // some say of a turn that was broken off that it ended well
    }
    boolean nothing = said.all().isBlank() && ending.structured() == null;
    if (interrupted && (nothing || !outcome.success())) {
      return Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted");
    }
    if (!outcome.success()) {
      return outcome;
    }
    if (!denials.isEmpty() && denialFails) {
      return refused("on_denial is fail");
    }
    if (nothing) {
      return denials.isEmpty()
          ? Outcome.of(
              OutcomeCode.EMPTY, "the agent ended its turn without an answer: it said no text")
          : refused("and the agent ended without an answer");
    }
    return outcome;
  }

  private Outcome refused(String why) {
    List<String> what =
        denials.stream()
            .map(denial ->
                denial.tool()
                    + (denial.wanted().isEmpty() ? "" : " " + denial.wanted())
                    + " was denied"
                    + (denial.advice().isEmpty() ? "" : ", " + denial.advice()))
            .distinct()
            .toList();
    return Outcome.of(
        OutcomeCode.REFUSED_BY_PERMISSION,
        "permission prompt detected: " + String.join("; ", what) + " (" + why + ")");
  }

  /**
   * Of a turn whose process ended before the turn did.
   *
   * @param taken by then
   */
  AgentReport crashed(
      AgentReport.Exit exit, String how, Said said, Taken taken, boolean begun, boolean stalled) {
    String stderr = exit.stderr() == null ? "" : exit.stderr().strip();
    Outcome outcome =
        stalled
            ? stallOutcome()
            : Outcome.of(
                OutcomeCode.CRASHED,
                "the agent's process ended without a result (" + how + ")" + tail(stderr));
    AgentReport.Spent spent = spent(begun ? taken.atLeast() : Taken.NOTHING);
    return report(first(said.all(), outcome::message), outcome, spent, null, exit);
  }

  private static String tail(String stderr) {
    return stderr.isEmpty()
        ? ""
        : ": " + (stderr.length() <= 500 ? stderr : "…" + stderr.substring(stderr.length() - 500));
  }

  private static Outcome stallOutcome() {
    return Outcome.of(
        OutcomeCode.STALLED, "the agent said nothing for longer than stall_timeout and was ended");
  }

  private AgentReport.Spent spent(Taken taken) {
    return new AgentReport.Spent(
        taken.cost(), taken.turns(), taken.tokens(), awake.since(startedNanos), taken.all());
  }

  private AgentReport report(
      String output,
      Outcome outcome,
      AgentReport.Spent spent,
      @Nullable String structured,
      AgentReport.@Nullable Exit exit) {
    return new AgentReport(
        output,
        outcome,
        spent,
        model,
        conversation,
        structured,
        denials.stream().map(AgentReport.Denial::tool).distinct().toList(),
        denials,
        AgentReport.Given.NOTHING,
        notices,
        exit);
  }

  private static String first(String text, String otherwise) {
    return text.isBlank() ? otherwise : text;
  }

  private static String first(String text, Supplier<String> otherwise) {
    return text.isBlank() ? otherwise.get() : text;
  }
}

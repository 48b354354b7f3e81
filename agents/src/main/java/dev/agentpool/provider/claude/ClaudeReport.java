package dev.agentpool.provider.claude;

import dev.agentpool.budget.Cost;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.turn.ToolsInUse;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What comes together for the report of one turn. Lines come on one thread at a time. */
final class ClaudeReport {
  private final ClaudeTurn.Terms terms;
  private final ClaudeOutcomes outcomes;
  private final boolean wantsStructure;
  private final ClaudeSpending spending;
  private final TurnText text = new TurnText();
  private final ClaudeDenials denials;
  private final ToolsInUse tools = new ToolsInUse();
  private final Set<String> warnings = new LinkedHashSet<>(); // the lines' thread only
  private @Nullable String model; // the lines' thread only
  private volatile @Nullable String conversation;
  private @Nullable Instant rateLimitResets; // the lines' thread only

  /** How a turn ended, beside what the CLI says of it. */
  enum Broken {
    NOT,
    /** It was silent for too long. */
    STALLED,
    /** The log-in was refused too often. */
    LOCKED_OUT
  }

  ClaudeReport(
      ClaudeTurn.Terms terms,
      ClaudeOutcomes outcomes,
      boolean wantsStructure,
      ClaudeSpending spending) {
    this.terms = terms;
    this.outcomes = outcomes;
    this.wantsStructure = wantsStructure;
    this.spending = spending;
    this.denials = new ClaudeDenials(terms.readOnly());
  }

  ToolsInUse tools() {
    return tools;
  }

  /** Every line, before what it says is noted. */
  void heard(JsonNode line) {
    text.heard(line);
    denials.heard(line);
    if (Json.text(line, "subtype", "").equals("informational")
        && Json.text(line, "level", "").equals("warning")) {
      warnings.add(ClaudeEvents.oneLine(Json.text(line, "content", "")));
    }
  }

  /** The desk denied a use of a tool. */
  void denied(String toolUse, ToolDesk.Permission.Deny deny) {
    denials.denied(toolUse, deny);
  }

  void note(AgentEvent event) {
    switch (event) {
      case AgentEvent.SessionKnown known -> {
        conversation = known.providerSession();
        model = known.model();
      }
      case AgentEvent.ToolUse use -> tools.begun(use.toolUseId());
      case AgentEvent.ToolResult result -> tools.ended(result.toolUseId());
      case AgentEvent.RateLimit limit -> {
        if (!limit.status().startsWith("allowed")) {
          rateLimitResets = limit.resetsAt();
        }
      }
      case AgentEvent.ApiRetry _,
          AgentEvent.UsageSeen _,
          AgentEvent.Text _,
          AgentEvent.Thinking _,
          AgentEvent.PermissionDenied _,
          AgentEvent.CostSoFar _,
          AgentEvent.TokensSoFar _,
          AgentEvent.Heard _,
          AgentEvent.Notice _ -> {}
    }
  }

  /** Of a result line. */
  AgentReport of(JsonNode line, Broken broken, Duration took) {
    List<AgentReport.Denial> denied = denials.of(line);
    Outcome outcome = outcome(line, denied, broken);
    JsonNode structured = line.path("structured_output");
    conversation = Json.text(line, "session_id", conversation == null ? "" : conversation);
    return new AgentReport(
        output(line, outcome),
        outcome,
        new AgentReport.Spent(
            spending.of(line), line.path("num_turns").asInt(0), ClaudeSpending.tokens(line), took),
        reportedModel(line),
        conversation,
        structured.isMissingNode() || structured.isNull() ? null : structured.toString(),
        denials.tools(line),
        denied,
        AgentReport.Given.NOTHING,
        notices(line, outcome, denied),
        null);
  }

  private Outcome outcome(JsonNode line, List<AgentReport.Denial> denied, Broken broken) {
    Outcome outcome =
        outcomes.of(
            line,
            new ClaudeOutcomes.Heard(
                answer(line),
                rateLimitResets,
                wantsStructure,
                terms.denialFails(),
                denied,
                terms.models()));
    return switch (broken) {
      case NOT -> outcome;
      case LOCKED_OUT -> outcome.code() == OutcomeCode.INTERRUPTED ? lockedOut() : outcome;
      case STALLED -> outcome.success() ? outcome : stalled();
    };
  }

  private static Outcome lockedOut() {
    return ClaudeOutcomes.loggedOut(
        "the model API refused the log-in "
            + ClaudeTurn.PATIENT_WITH_LOG_IN
            + " times in a row (authentication failed)");
  }

  private static Outcome stalled() {
    return Outcome.of(
        OutcomeCode.STALLED, "the agent said nothing for longer than stall_timeout and was ended");
  }

  /** A result may be empty though the agent said something: then that is the answer. */
  private String answer(JsonNode line) {
    String said = ClaudeOutcomes.said(line);
    return said.isBlank() ? text.last() : said;
  }

  /** Of a turn that was broken off, what the agent had said until then. */
  private String output(JsonNode line, Outcome outcome) {
    String until = text.all();
    return outcome.success() || until.isBlank() ? answer(line) : until;
  }

  private List<String> notices(JsonNode line, Outcome outcome, List<AgentReport.Denial> denied) {
    List<String> notices = new ArrayList<>();
    if (text.keptFromEnding() > 0) {
      notices.add(
          "a Stop hook kept the agent from ending "
              + text.keptFromEnding()
              + " times, each one more model request; it said: "
              + text.stopHookSaid());
    }
    if (outcome.success() && ClaudeOutcomes.text(line).isBlank() && !text.last().isBlank()) {
      notices.add("the result was empty: what the agent said last is taken for it");
    }
    if (!denied.isEmpty() && denied.size() >= tools.count()) {
      notices.add("every tool that the agent wanted was denied");
    }
    notices.addAll(warnings);
    return notices;
  }

  private @Nullable String reportedModel(JsonNode line) {
    String dearest = model;
    double most = -1;
    for (String name : line.path("modelUsage").propertyNames()) {
      double cost = line.path("modelUsage").path(name).path("costUSD").asDouble(0);
      if (cost > most) {
        most = cost;
        dearest = name;
      }
    }
    return dearest;
  }

  /**
   * Of a turn whose process ended before it had a result.
   *
   * @param begun whether the agent had its prompt
   */
  AgentReport withoutResult(
      AgentReport.Exit exit, String how, boolean begun, Broken broken, Duration took) {
    String stderr = exit.stderr() == null ? "" : exit.stderr().strip();
    Outcome outcome =
        switch (broken) {
          case STALLED -> stalled();
          case LOCKED_OUT -> lockedOut();
          case NOT ->
              Outcome.of(
                  OutcomeCode.CRASHED,
                  "the agent's process ended without a result (" + how + ")" + tail(stderr));
        };
    String until = text.all();
    return new AgentReport(
        until.isBlank() ? outcome.message() : until,
        outcome,
        new AgentReport.Spent(begun ? spending.unsaid() : Cost.NOTHING, 0, TokenUsage.NONE, took),
        model,
        conversation,
        null,
        List.of(),
        List.of(),
        AgentReport.Given.NOTHING,
        List.of(),
        exit);
  }

  private static String tail(String stderr) {
    return stderr.isEmpty()
        ? ""
        : ": " + (stderr.length() <= 500 ? stderr : "…" + stderr.substring(stderr.length() - 500));
  }
}

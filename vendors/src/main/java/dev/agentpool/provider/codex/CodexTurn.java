package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.provider.rpc.Ending;
import dev.agentpool.provider.rpc.Said;
import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.time.AwakeTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is remembered of the turn under way until it ends. On the lines' thread only. */
final class CodexTurn {
  private static final String NO_NETWORK = "waiting for network";
  private static final Pattern ATTEMPT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
  private final CodexOutcomes outcomes;
  private final ApiWords words;
  private final AwakeTime awake;
  private final Duration networkPatience;
  private final @Nullable String schema;
  private final CodexUsage usage = new CodexUsage();
  private final CodexLimits limits = new CodexLimits();
  private final StringBuilder message = new StringBuilder(); // that is being said
  private String lastMessage = "";
  private long waitingSince;
  private boolean waiting;
  private @Nullable String unreachable;

  /**
   * @param networkPatience how long it may wait for the network before its turn is ended
   * @param schema JSON text of what the session's answers are to be like; null for any
   */
  CodexTurn(Clock clock, AwakeTime awake, Duration networkPatience, @Nullable String schema) {
    this.outcomes = new CodexOutcomes(clock);
    this.words = new ApiWords(clock);
    this.awake = awake;
    this.networkPatience = networkPatience;
    this.schema = schema;
  }

  CodexUsage usage() {
    return usage;
  }

  CodexLimits limits() {
    return limits;
  }

  void begins() {
    usage.begins();
    message.setLength(0);
    lastMessage = "";
    waiting = false;
    unreachable = null;
  }

  JsonNode started(JsonNode item) {
    waiting = false;
    if (isMessage(item)) {
      message.setLength(0); // one that was cut off before was begun again
    }
    return item;
  }

  JsonNode completed(JsonNode item) {
    if (isMessage(item)) {
      message.setLength(0);
      lastMessage = Json.text(item, "text", "");
    }
    return item;
  }

  private static boolean isMessage(JsonNode item) {
    return Json.text(item, "type", "").equals("agentMessage");
  }

  void saying(String piece) {
    waiting = false;
    message.append(piece);
  }

  /** What it was saying when its turn ended. */
  String unfinished() {
    return message.toString();
  }

  AgentEvent retry(JsonNode error) {
    Matcher attempt = ATTEMPT.matcher(Json.text(error, "message", ""));
    boolean counted = attempt.find();
    String details = Json.text(error, "additionalDetails", "");
    return new AgentEvent.ApiRetry(
        counted ? Integer.parseInt(attempt.group(1)) : 0,
        counted ? Integer.parseInt(attempt.group(2)) : 0,
        Duration.ZERO,
        CodexItems.oneLine(details.isEmpty() ? Json.text(error, "message", "") : details));
  }

  /** It would wait for ever; so once it waited long enough, its turn is to be ended. */
  boolean hasWaitedForTheNetwork(JsonNode error) {
    String said = Json.text(error, "message", "");
    if (!said.toLowerCase(Locale.ROOT).contains(NO_NETWORK)) {
      waiting = false;
      return false;
    }
    if (!waiting) {
      waiting = true;
      waitingSince = awake.nanos();
    }
    if (unreachable != null || awake.since(waitingSince).compareTo(networkPatience) < 0) {
      return false;
    }
    unreachable = Json.text(error, "additionalDetails", said);
    return true;
  }

  Ending ending(JsonNode turn, Said said) {
    String status = Json.text(turn, "status", "");
    if (status.equals("completed")) {
      return completedWith(usage.taken(true));
    }
    String gone = unreachable;
    Outcome outcome =
        status.equals("interrupted")
            ? gone == null
                ? Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted")
                : CodexOutcomes.unreachable(gone)
            : outcomes.of(turn.path("error"), limits.resets());
    boolean untold = usage.ofTurn().equals(TokenUsage.NONE);
    boolean unasked = untold && said.all().isBlank() && cannotCost(outcome);
    // the request that failed, or was broken off, is not in the count
    return new Ending(outcome, unasked ? Taken.NOTHING : usage.taken(cannotCost(outcome)), null);
  }

  /** No model was asked, or it refused before it thought. */
  private static boolean cannotCost(Outcome outcome) {
    return switch (outcome.code()) {
      case AUTH_FAILED,
          BILLING_FAILED,
          MODEL_UNKNOWN,
          PROVIDER_UNREACHABLE,
          RATE_LIMITED,
          REQUEST_REFUSED ->
          true;
      default -> false;
    };
  }

  private Ending completedWith(Taken taken) {
    String wanted = schema;
    if (wanted == null) {
      return new Ending(Outcome.COMPLETED, taken, null);
    }
    String missing = SchemaFit.missing(wanted, lastMessage);
    Outcome outcome =
        missing.isEmpty()
            ? Outcome.COMPLETED
            : Outcome.of(
                OutcomeCode.STRUCTURED_OUTPUT_MISSING,
                "the agent gave no output that fits the schema (" + missing + "): " + lastMessage);
    return new Ending(outcome, taken, missing.isEmpty() ? lastMessage.strip() : null);
  }

  /** The prompt was not taken. */
  Ending refused(RpcFailure failure) {
    return new Ending(words.outcome(failure.said()), Taken.NOTHING, null);
  }
}

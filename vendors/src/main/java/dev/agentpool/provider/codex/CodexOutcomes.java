package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.provider.words.ResetTime;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the error of a turn means, by its kind and else by its words. Pure but for the time. */
final class CodexOutcomes {
  private static final Pattern NO_CREDIT =
      Pattern.compile(
          "billing|quota exceeded|out of credits|to use codex with your chatgpt plan|spend");
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("usage policy|content_filter|flagged|invalid prompt");
  private static final Pattern NO_WAY_THERE =
      Pattern.compile(
          "error sending request|connection failed|failed to lookup|waiting for network|dns error");
  private static final Pattern NO_KEY = Pattern.compile("missing environment variable: `(\\w+)`");
  private final Clock clock;
  private final ApiWords words;

  CodexOutcomes(Clock clock) {
    this.clock = clock;
    this.words = new ApiWords(clock);
  }

  /**
   * @param error of a turn
   * @param resets when a usage window that is full is open again; null when none is known
   */
  Outcome of(JsonNode error, @Nullable Instant resets) {
    String said = said(error);
    JsonNode info = error.path("codexErrorInfo");
    if (!info.isString()) {
      return ofStatus(status(info), said, resets);
    }
    boolean body = Json.whole(Json.text(error, "message", "")).isPresent();
    return body && info.asString().equals("other")
        ? ofBody(said)
        : ofKind(info.asString(), said, resets);
  }

  /** A request that is refused comes as the body of its answer, and is of no kind. */
  private static Outcome ofBody(String said) {
    return NOT_ALLOWED.matcher(lower(said)).find()
        ? Outcome.of(OutcomeCode.CONTENT_REFUSED, said)
        : refused(said);
  }

  private Outcome ofKind(String kind, String said, @Nullable Instant resets) {
    return switch (kind) {
      case "usageLimitExceeded" ->
          NO_CREDIT.matcher(lower(said)).find() ? unpaid(said) : limited(said, resets);
      case "rateLimitExceeded" -> limited(said, null);
      case "sessionBudgetExceeded" -> Outcome.of(OutcomeCode.BUDGET_EXHAUSTED, said);
      case "modelNotFound" -> Outcome.of(OutcomeCode.MODEL_UNKNOWN, said);
      case "contextWindowExceeded", "badRequest" -> refused(said);
      case "cyberPolicy", "misalignmentPolicyViolation", "inferenceHookDenied" ->
          Outcome.of(OutcomeCode.CONTENT_REFUSED, said);
      case "tooManyDenials" -> Outcome.of(OutcomeCode.REFUSED_BY_PERMISSION, said);
      case "unauthorized" -> ApiWords.loggedOut(said);
      case "serverOverloaded",
          "flexUnavailable",
          "policyCapacityUnavailable",
          "internalServerError" ->
          Outcome.of(OutcomeCode.API_ERROR, said);
      default -> ofWords(said, resets);
    };
  }

  private Outcome ofStatus(int status, String said, @Nullable Instant resets) {
    if (status == 429) {
      return limited(said, resets);
    }
    return status == 0 ? ofWords(said, resets) : words.outcome(said, status);
  }

  private Outcome ofWords(String said, @Nullable Instant resets) {
    String lower = lower(said);
    if (NO_KEY.matcher(lower).find()) {
      return ApiWords.loggedOut(
          said + " It is named in inherit.environment or environment, where agents are to have it");
    }
    if (NOT_ALLOWED.matcher(lower).find()) {
      return Outcome.of(OutcomeCode.CONTENT_REFUSED, said);
    }
    if (NO_WAY_THERE.matcher(lower).find()) {
      return unreachable(said);
    }
    if (lower.startsWith("stream disconnected") || lower.contains("response stream")) {
      return Outcome.of(OutcomeCode.API_ERROR, said);
    }
    Outcome outcome = words.outcome(said);
    return outcome.code() == OutcomeCode.RATE_LIMITED ? limited(said, resets) : outcome;
  }

  private static Outcome refused(String said) {
    return Outcome.of(OutcomeCode.REQUEST_REFUSED, "the model API refuses the request: " + said);
  }

  private static Outcome unpaid(String said) {
    return Outcome.of(
        OutcomeCode.BILLING_FAILED, said + " Buy credit, or use another account or key");
  }

  private Outcome limited(String said, @Nullable Instant resets) {
    Instant until =
        resets != null && resets.isAfter(clock.instant())
            ? resets
            : ResetTime.in(said, clock.instant(), clock.getZone());
    return Outcome.rateLimited(until, said);
  }

  /** The model API was never reached. */
  static Outcome unreachable(String said) {
    return Outcome.of(
        OutcomeCode.PROVIDER_UNREACHABLE,
        said + "; is the network there, and the base_url of the Codex configuration right?");
  }

  /** For people: the message, or the one within it. */
  static String said(JsonNode error) {
    String message = Json.text(error, "message", "the turn failed");
    String within =
        Json.whole(message)
            .map(body -> Json.text(body.path("error"), "message", Json.text(body, "detail", "")))
            .orElse("");
    String details = Json.text(error, "additionalDetails", "");
    return (within.isEmpty() ? message : within)
        + (details.isEmpty() || message.contains(details) ? "" : ": " + details);
  }

  private static int status(JsonNode info) {
    for (String kind : info.propertyNames()) {
      int status = info.path(kind).path("httpStatusCode").asInt(0);
      if (status != 0) {
        return status;
      }
    }
    return 0;
  }

  private static String lower(String said) {
    return said.toLowerCase(Locale.ROOT);
  }
}

package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.words.ResetTime;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a {@code result} line means (spec agent-clis 1c and 1g). Pure but for the time. */
final class ClaudeOutcomes {
  private static final String DIAGNOSTIC = "[ede_diagnostic]";

  /** How older versions say it, in a result that is no error otherwise. */
  private static final Pattern LIMIT_MARK = Pattern.compile("usage limit reached\\|\\d{10,13}");

  private static final Pattern LIMIT =
      Pattern.compile(
          "(?:hit|reached|exceeded) your .{0,40}limit|limit (?:was )?reached|limit will reset|out"
              + " of (?:extra )?usage");
  private static final Pattern NO_LOG_IN =
      Pattern.compile(
          "not logged in|please run /login|invalid api key|invalid x-api-key|oauth token|failed to"
              + " authenticate");
  private static final Pattern NO_CREDIT =
      Pattern.compile("credit balance|insufficient credit|billing|payment required");
  private static final Pattern NO_WAY_THERE =
      Pattern.compile(
          "econnrefused|enotfound|eai_again|etimedout|ehostunreach|enetunreach|econnreset|connection"
              + " refused|unable to connect|getaddrinfo|could not resolve");

  private final Clock clock;

  ClaudeOutcomes(Clock clock) {
    this.clock = clock;
  }

  /**
   * What the turn's other lines say about its result.
   *
   * @param answer the result's text, or what the agent said last when the result has none
   * @param rateLimitResets when the last rejected {@code rate_limit_event} said that its window
   *     resets
   * @param schemaAsked whether structured output was asked for
   * @param denialFails whether a denied tool fails the task
   * @param denials without those of tools that only ask a person
   * @param models names that the CLI offers
   */
  record Heard(
      String answer,
      @Nullable Instant rateLimitResets,
      boolean schemaAsked,
      boolean denialFails,
      List<AgentReport.Denial> denials,
      List<String> models) {
    Heard {
      denials = List.copyOf(denials);
      models = List.copyOf(models);
    }
  }

  Outcome of(JsonNode result, Heard heard) {
    String text = text(result);
    String subtype = Json.text(result, "subtype", "");
    String reason = Json.text(result, "terminal_reason", "");
    if (subtype.equals("error_max_budget_usd") || reason.equals("budget_exhausted")) {
      return Outcome.of(OutcomeCode.BUDGET_EXHAUSTED, "the agent reached its budget: " + text);
    }
    if (subtype.equals("error_max_turns")) {
      return Outcome.of(OutcomeCode.MAX_TURNS, text + "; raise max_turns to let it go on");
    }
    if (reason.startsWith("aborted")) {
      return Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted");
    }
    if (result.path("is_error").asBoolean()) {
      return error(result, text, heard);
    }
    if (LIMIT_MARK.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      return limited(text, heard.rateLimitResets());
    }
    return success(result, text, heard);
  }

  private static Outcome success(JsonNode result, String text, Heard heard) {
    boolean structured = isThere(result.path("structured_output"));
    if (result.path("num_turns").asInt(1) == 0) {
      return Outcome.of(
          OutcomeCode.EMPTY,
          "the agent CLI took the prompt for a command of its own and asked no model (0 turns)");
    }
    if (!heard.denials().isEmpty() && heard.denialFails()) {
      return refused(heard, "on_denial is fail");
    }
    if (heard.schemaAsked() && !structured) {
      return Outcome.of(
          OutcomeCode.STRUCTURED_OUTPUT_MISSING,
          "the agent gave no output that fits the schema: " + text);
    }
    if (heard.answer().isBlank() && !structured) {
      return heard.denials().isEmpty()
          ? Outcome.of(
              OutcomeCode.EMPTY,
              "the agent ended its turn without an answer: no text, no structured output")
          : refused(heard, "and the agent ended without an answer");
    }
    return Outcome.COMPLETED;
  }

  private static Outcome refused(Heard heard, String why) {
    List<String> what = heard.denials().stream().map(ClaudeOutcomes::shown).distinct().toList();
    return Outcome.of(
        OutcomeCode.REFUSED_BY_PERMISSION,
        "permission prompt detected: " + String.join("; ", what) + " (" + why + ")");
  }

  private static String shown(AgentReport.Denial denial) {
    return denial.tool()
        + (denial.wanted().isEmpty() ? "" : " " + denial.wanted())
        + " was denied"
        + (denial.advice().isEmpty() ? "" : ", " + denial.advice());
  }

  private Outcome error(JsonNode result, String text, Heard heard) {
    String lower = text.toLowerCase(Locale.ROOT);
    int status = result.path("api_error_status").asInt(0);
    String kind = Json.text(result, "api_error_type", "");
    if (status == 429 || status == 0 && LIMIT.matcher(lower).find()) {
      return limited(text, heard.rateLimitResets());
    }
    if (status == 402 || kind.equals("billing_error") || NO_CREDIT.matcher(lower).find()) {
      return Outcome.of(
          OutcomeCode.BILLING_FAILED, text + "; buy credit, or use another account or key");
    }
    if (status == 401 || status == 403 || status == 0 && NO_LOG_IN.matcher(lower).find()) {
      return loggedOut(text);
    }
    if (status == 404) {
      return Outcome.of(
          OutcomeCode.MODEL_UNKNOWN,
          text
              + (heard.models().isEmpty()
                  ? ""
                  : "; models that the CLI knows: "
                      + String.join(
                          ", ",
                          heard.models().stream() // the one that was asked for is among them
                              .filter(model -> !text.contains("(" + model + ")"))
                              .toList())));
    }
    if (Json.text(result, "stop_reason", "").equals("refusal")) {
      return Outcome.of(OutcomeCode.CONTENT_REFUSED, text);
    }
    if (status == 400 || status == 413 || status == 422) {
      return Outcome.of(
          OutcomeCode.REQUEST_REFUSED,
          "the model API refuses the request (" + status + "): " + text);
    }
    if (status == 0
        && (Json.text(result, "api_error", "").equals("connection_failed")
            || NO_WAY_THERE.matcher(lower).find())) {
      return Outcome.of(
          OutcomeCode.PROVIDER_UNREACHABLE,
          text + "; is the network there, and ANTHROPIC_BASE_URL right?");
    }
    boolean api =
        status != 0
            || Json.text(result, "terminal_reason", "").equals("api_error")
            || lower.startsWith("api error");
    return api
        ? Outcome.of(OutcomeCode.API_ERROR, status == 0 ? text : "status " + status + ": " + text)
        : Outcome.of(OutcomeCode.AGENT_ERROR, text);
  }

  static Outcome loggedOut(String said) {
    return Outcome.of(
        OutcomeCode.AUTH_FAILED,
        said + "; log the agent in, or set its key in the daemon's environment");
  }

  private Outcome limited(String text, @Nullable Instant resets) {
    Instant until = resets != null ? resets : ResetTime.in(text, clock.instant(), clock.getZone());
    return Outcome.rateLimited(until, text);
  }

  /** The final text, or what the errors say when there is none. */
  static String text(JsonNode result) {
    String text = Json.text(result, "result", "");
    if (!text.isEmpty()) {
      return text;
    }
    List<String> errors = new ArrayList<>();
    result.path("errors").forEach(error -> errors.add(error.asString()));
    return String.join("; ", errors);
  }

  /** The same without what the CLI says of itself only, which is nothing that the agent said. */
  static String said(JsonNode result) {
    String text = text(result);
    return text.startsWith(DIAGNOSTIC) ? "" : text;
  }

  private static boolean isThere(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }
}

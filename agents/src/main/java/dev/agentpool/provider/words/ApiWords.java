package dev.agentpool.provider.words;

import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error of a model API comes to, out of the words in which an agent CLI passes it on. Pure
 * but for the time.
 */
public final class ApiWords {
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:\\b(?:error|status|code|http|statuscode)\\b[\"':=\\s(\\[]{0,4}(?:code[\"':=\\s]{0,4})?"
              + "|^\\s*\\[?)([45]\\d\\d)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LIMIT =
      Pattern.compile(
          "rate.?limit|too many requests|usage limit|quota|resource_exhausted|limit reached");
  private static final Pattern NO_LOG_IN =
      Pattern.compile(
          "not logged in|log ?in required|unauthori[sz]ed|invalid api key|incorrect api key|api key"
              + " not valid|authentication (?:required|failed|error)|invalid_api_key|not"
              + " authenticated");
  private static final Pattern NO_CREDIT =
      Pattern.compile("credit balance|insufficient (?:credit|funds|balance)|payment required");
  private static final Pattern NO_MODEL =
      Pattern.compile("model.{0,60}(?:not found|does not exist|not supported|unknown)");
  private static final Pattern NO_WAY_THERE =
      Pattern.compile(
          "econnrefused|enotfound|eai_again|etimedout|ehostunreach|enetunreach|econnreset|connection"
              + " refused|unable to connect|cannot connect|getaddrinfo|could not resolve|fetch"
              + " failed");

  private static final Pattern CUT =
      Pattern.compile(
          "stream (?:disconnected|ended|closed|was cut|error)|premature close|response was"
              + " interrupted|connection (?:was )?(?:error|reset|closed|lost)|socket hang"
              + " up|overloaded|internal server error|service unavailable|bad gateway|high demand");

  private final Clock clock;

  public ApiWords(Clock clock) {
    this.clock = clock;
  }

  /** The HTTP status that the text names; 0 when it names none. */
  public static int status(String text) {
    Matcher found = STATUS.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /** Of a text that is known to tell of an error. */
  public Outcome outcome(String text) {
    return outcome(text, status(text));
  }

  /**
   * @param status 0 for none
   */
  public Outcome outcome(String text, int status) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (status == 402 || NO_CREDIT.matcher(lower).find()) {
      return Outcome.of(
          OutcomeCode.BILLING_FAILED, text + "; buy credit, or use another account or key");
    }
    if (status == 429 || status == 0 && LIMIT.matcher(lower).find()) {
      return Outcome.rateLimited(ResetTime.in(text, clock.instant(), clock.getZone()), text);
    }
    if (isLoggedOut(lower, status)) {
      return loggedOut(text);
    }
    if (status == 404 || status < 500 && NO_MODEL.matcher(lower).find()) {
      return Outcome.of(OutcomeCode.MODEL_UNKNOWN, text);
    }
    if (status == 400 || status == 413 || status == 422) {
      return Outcome.of(
          OutcomeCode.REQUEST_REFUSED,
          "the model API refuses the request (" + status + "): " + text);
    }
    if (status == 0 && NO_WAY_THERE.matcher(lower).find()) {
      return Outcome.of(
          OutcomeCode.PROVIDER_UNREACHABLE,
          text + "; is the network there, and the CLI's address of the model API right?");
    }
    return status == 0 && !CUT.matcher(lower).find()
        ? Outcome.of(OutcomeCode.AGENT_ERROR, text)
        : Outcome.of(OutcomeCode.API_ERROR, text);
  }

  /** Whether the text tells that nobody is logged in. */
  public static boolean isLoggedOut(String text) {
    return isLoggedOut(text.toLowerCase(Locale.ROOT), status(text));
  }

  private static boolean isLoggedOut(String lower, int status) {
    return status == 401 || status == 403 || status == 0 && NO_LOG_IN.matcher(lower).find();
  }

  public static Outcome loggedOut(String said) {
    return Outcome.of(
        OutcomeCode.AUTH_FAILED,
        said + "; log the agent in, or set its key in the daemon's environment");
  }
}

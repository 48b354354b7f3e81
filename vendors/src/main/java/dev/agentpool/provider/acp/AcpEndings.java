package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.provider.rpc.Ending;
import dev.agentpool.provider.rpc.Said;
import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the answer to a {@code session/prompt} means. Pure but for the time. */
final class AcpEndings {
  private static final int AUTH_REQUIRED = -32000;
  private final ApiWords words;
  private final List<Pattern> errorTexts;
  private final boolean tokensAlways;

  /** What there was when the agent said that its turn has ended. */
  record Told(Taken taken, Said said, String lastPiece) {}

  /**
   * @param errorTexts what an answer looks like that is an error of the model API
   * @param tokensAlways whether a turn that was answered has tokens
   */
  AcpEndings(ApiWords words, List<Pattern> errorTexts, boolean tokensAlways) {
    this.words = words;
    this.errorTexts = List.copyOf(errorTexts);
    this.tokensAlways = tokensAlways;
  }

  Ending of(JsonNode result, Told told) {
    return new Ending(outcome(Json.text(result, "stopReason", ""), told), told.taken(), null);
  }

  private Outcome outcome(String reason, Told told) {
    return switch (reason) {
      case "end_turn" -> wellEnded(told);
      case "cancelled" -> Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted");
      case "max_turn_requests" ->
          Outcome.of(OutcomeCode.MAX_TURNS, "the agent reached its own limit of model requests");
      case "max_tokens" ->
          Outcome.of(
              OutcomeCode.AGENT_ERROR, "the model reached the most that it may say in a turn");
      case "refusal" -> Outcome.of(OutcomeCode.CONTENT_REFUSED, "the model declined to go on");
      case String other ->
          Outcome.of(
              OutcomeCode.AGENT_ERROR,
              "the agent ended its turn with the stop reason '" + other + "'");
    };
  }

  /** An error may be all of the answer, or come behind what the model had said until then. */
  private Outcome wellEnded(Told told) {
    for (String text : List.of(told.said().last(), told.lastPiece())) {
      if (errorTexts.stream().anyMatch(pattern -> pattern.matcher(text).lookingAt())) {
        return failed(text);
      }
    }
    return tokensAlways && told.taken().tokens().equals(TokenUsage.NONE)
        ? Outcome.of(
            OutcomeCode.API_ERROR,
            "the model API broke off: the agent ended its turn and no tokens were counted")
        : Outcome.COMPLETED;
  }

  /** It is an error even where its words do not say which. */
  private Outcome failed(String text) {
    Outcome outcome = words.outcome(AcpUpdates.oneLine(text), ApiWords.status(text));
    return outcome.code() == OutcomeCode.AGENT_ERROR
        ? Outcome.of(OutcomeCode.API_ERROR, outcome.message())
        : outcome;
  }

  /**
   * @param taken before it failed
   */
  Ending of(RpcFailure failure, Taken taken) {
    String said = AcpUpdates.oneLine(failure.said());
    int named = ApiWords.status(said);
    int status = failure.code() >= 400 && failure.code() < 600 ? failure.code() : named;
    Outcome outcome =
        failure.code() == AUTH_REQUIRED && status == 0
            ? ApiWords.loggedOut(said)
            : words.outcome(said, status);
    return new Ending(outcome, taken, null);
  }
}

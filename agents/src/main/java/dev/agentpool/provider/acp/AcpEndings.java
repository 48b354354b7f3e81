package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.provider.rpc.Ending;
import dev.agentpool.provider.rpc.Said;
import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the answer to a {@code session/prompt} means. Pure but for the time. */
final class AcpEndings {
  private static final int AUTH_REQUIRED = -32000;
  private final ApiWords words;
  private final List<Pattern> errorTexts;

  /**
   * @param errorTexts what an answer looks like that is an error of the model API
   */
  AcpEndings(ApiWords words, List<Pattern> errorTexts) {
    this.words = words;
    this.errorTexts = List.copyOf(errorTexts);
  }

  Ending of(JsonNode result, Taken taken, Said said) {
    return new Ending(outcome(Json.text(result, "stopReason", ""), said), taken, null);
  }

  private Outcome outcome(String reason, Said said) {
    return switch (reason) {
      case "end_turn" -> wellEnded(said);
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

  private Outcome wellEnded(Said said) {
    String text = said.last();
    boolean isError = errorTexts.stream().anyMatch(pattern -> pattern.matcher(text).lookingAt());
    return isError
        ? words.outcome(AcpUpdates.oneLine(text), ApiWords.status(text))
        : Outcome.COMPLETED;
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

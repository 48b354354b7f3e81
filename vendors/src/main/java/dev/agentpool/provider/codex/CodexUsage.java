package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.task.TokenUsage;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The tokens of one turn: its conversation's, and those of the agents that it started. Codex counts
 * for each thread in all, and says beside it what the last request took.
 */
final class CodexUsage {
  private final Map<String, TokenUsage> before = new HashMap<>();
  private final Map<String, TokenUsage> now = new HashMap<>();
  private int requests;

  /** A turn begins: what was counted until now belongs to those before. */
  void begins() {
    before.clear();
    now.clear();
    requests = 0;
  }

  /**
   * @param known what the conversation had taken when the turn began, as far as it is known
   */
  void heard(JsonNode params, String conversation, TokenUsage known) {
    TokenUsage taken = ofTurn();
    String thread = Json.text(params, "threadId", "");
    TokenUsage total = tokens(params.path("tokenUsage").path("total"));
    TokenUsage last = tokens(params.path("tokenUsage").path("last"));
    boolean repeated = thread.equals(conversation) && total.equals(known);
    before.computeIfAbsent(thread, _ -> repeated ? total : minus(total, last));
    now.put(thread, total);
    requests += ofTurn().equals(taken) ? 0 : 1; // some are told twice
  }

  /** Model requests of the turn that were counted. */
  int requests() {
    return requests;
  }

  Taken taken(boolean all) {
    return Taken.of(ofTurn(), all, requests);
  }

  TokenUsage ofTurn() {
    TokenUsage sum = TokenUsage.NONE;
    for (Map.Entry<String, TokenUsage> thread : now.entrySet()) {
      TokenUsage first = before.getOrDefault(thread.getKey(), TokenUsage.NONE);
      sum = sum.plus(minus(thread.getValue(), first));
    }
    return sum;
  }

  /** What a thread has taken in all; what was known before when it said nothing since. */
  TokenUsage inAll(String thread, TokenUsage known) {
    return now.getOrDefault(thread, known);
  }

  private static TokenUsage tokens(JsonNode counted) {
    long cached = number(counted, "cachedInputTokens");
    long written = number(counted, "cacheWriteInputTokens");
    long fresh = Math.max(0, number(counted, "inputTokens") - cached - written);
    return new TokenUsage(fresh, number(counted, "outputTokens"), cached, written);
  }

  private static long number(JsonNode counted, String member) {
    return Math.max(0, counted.path(member).asLong(0));
  }

  private static TokenUsage minus(TokenUsage all, TokenUsage some) {
    return new TokenUsage(
        Math.max(0, all.input() - some.input()),
        Math.max(0, all.output() - some.output()),
        Math.max(0, all.cacheRead() - some.cacheRead()),
        Math.max(0, all.cacheCreation() - some.cacheCreation()));
  }
}

package dev.agentpool.api;

import tools.jackson.databind.JsonNode;

/**
 * The tokens that a task was billed for.
 *
 * {@snippet :
 * Tokens tokens = pool.run("Say hello.").result().tokens();
 * System.out.println(tokens.input() + " in, " + tokens.output() + " out");
 * }
 *
 * @param input not from the cache
 * @param output what the model wrote
 * @param cacheRead read from the prompt cache
 * @param cacheCreation written to the prompt cache
 */
public record Tokens(long input, long output, long cacheRead, long cacheCreation) {
  /** None. */
  public static final Tokens NONE = new Tokens(0, 0, 0, 0);

  static Tokens of(JsonNode result) {
    return new Tokens(
        Answer.longNumber(result, "input_tokens"),
        Answer.longNumber(result, "output_tokens"),
        Answer.longNumber(result, "cache_read_tokens"),
        Answer.longNumber(result, "cache_creation_tokens"));
  }
}

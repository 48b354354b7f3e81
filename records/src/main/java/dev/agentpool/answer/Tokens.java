package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;

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
public record Tokens(
    @JsonProperty("input_tokens") long input,
    @JsonProperty("output_tokens") long output,
    @JsonProperty("cache_read_tokens") long cacheRead,
    @JsonProperty("cache_creation_tokens") long cacheCreation) {
  /** None. */
  public static final Tokens NONE = new Tokens(0, 0, 0, 0);
}

package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an agent, or agentpool itself, asks a person.
 *
 * @param task whose agent asks; empty when agentpool itself does
 * @param asker the same for people; empty when there is none
 * @param about of a permission: tool, provider and input; of a question in words: the question
 * @param options what may be chosen; empty for yes, no or free text
 * @param answer empty until it is answered
 * @param reason why it is void; empty otherwise
 */
public record Question(
    String id,
    String pool,
    Optional<String> task,
    @JsonPropertyDescription("whose agent asks, for people; null when agentpool itself does")
        Optional<Asker> asker,
    OptionalInt attempt,
    @JsonPropertyDescription("permission, agent, plan, contract, dispatch, money or merge")
        String kind,
    @JsonPropertyDescription("one line for people") String title,
    @JsonPropertyDescription(
            "of a permission: tool, provider and input; in words: the whole question")
        Map<String, Object> about,
    @JsonPropertyDescription("what may be chosen; empty: yes, no or free text")
        List<String> options,
    @JsonPropertyDescription("open, answered, delivered or void") String state,
    Instant askedAt,
    @JsonPropertyDescription("when it is answered as nobody did; null for never")
        Optional<Instant> deadline,
    Optional<Given> answer,
    @JsonPropertyDescription("why nobody waits for an answer any more; empty otherwise")
        String reason) {
  /**
   * What somebody said.
   *
   * @param verdict {@code yes}, {@code no} or {@code text}
   * @param by a person, a rule or the deadline
   * @param until when the same is asked again; empty when it was allowed this once
   * @param inSession whether it holds in the conversation that asked alone
   */
  public record Given(
      String verdict,
      String text,
      String by,
      Instant at,
      @JsonPropertyDescription("until when the same is allowed unasked; null: this once")
          Optional<Instant> until,
      @JsonPropertyDescription("in the conversation that asked alone") boolean inSession) {}

  /** Keeps copies of the lists. */
  public Question {
    about = Map.copyOf(about);
    options = List.copyOf(options);
  }
}

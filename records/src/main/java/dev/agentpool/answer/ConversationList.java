package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conversations that tasks of a pool share. */
public record ConversationList(
    @JsonPropertyDescription("the one that was used last first")
        List<SharedConversation> conversations) {
  public ConversationList {
    conversations = List.copyOf(conversations);
  }

  /**
   * One of them, as it stands.
   *
   * @param name by which tasks name it; empty when it is a slot's or a plan's
   * @param turns how many tasks' prompts went into it
   */
  public record SharedConversation(
      @JsonPropertyDescription("named:NAME, slot:ID or chain:PLAN") String key,
      @JsonPropertyDescription("null when it is a slot's or a plan's") Optional<String> name,
      String provider,
      @JsonPropertyDescription("by which its CLI goes on with it") String conversation,
      @JsonPropertyDescription("where its last turn worked") String directory,
      @JsonPropertyDescription("how many tasks' prompts went into it") int turns,
      @JsonPropertyDescription("when its last turn was heard of") Instant usedAt,
      @JsonPropertyDescription("whose its last turn was") String lastTask) {}
}

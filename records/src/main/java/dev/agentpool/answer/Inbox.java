package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What waits for a person.
 *
 * @param questions open ones, oldest first
 * @param reviews tasks that are pending review, newest first
 * @param paused providers and projects that stand still
 * @param held providers that a person lets start nothing
 * @param sections all of it, in the order of need, in one line each
 */
public record Inbox(
    @JsonPropertyDescription("open, oldest first") List<Question> questions,
    @JsonPropertyDescription("tasks that are pending review, newest first") List<Task> reviews,
    @JsonPropertyDescription("what stands still") List<Standing> paused,
    @JsonPropertyDescription("providers that a person lets start nothing") List<Hold> held,
    @JsonPropertyDescription("all of it in five parts: needs_you, failed, done, working, paused")
        List<InboxSection> sections) {
  /**
   * A pool's provider, or its project, that can run no task now.
   *
   * @param pool its id
   */
  public record Standing(String pool, Pause pause) {}

  /** Keeps copies of the lists. */
  public Inbox {
    questions = List.copyOf(questions);
    reviews = List.copyOf(reviews);
    paused = List.copyOf(paused);
    held = List.copyOf(held);
    sections = List.copyOf(sections);
  }
}

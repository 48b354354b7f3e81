package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * What a reviewer looks at.
 *
 * {@snippet :
 * TaskHandle task = pool.submitWithReview("Write a haiku into HAIKU.");
 * task.await();
 * Review review = task.review();
 * review.change().ifPresent(change -> System.out.println(change.patch()));
 * task.approve();
 * }
 *
 * @param change what its branch changes; empty when it has none
 * @param problem why the change cannot be shown
 */
public record Review(
    Task task,
    @JsonPropertyDescription("null without a branch") Optional<Change> change,
    @JsonPropertyDescription("why the change cannot be shown") Optional<String> problem) {
  /**
   * What a branch changes against where it started.
   *
   * @param stat lines as of {@code git diff --stat}
   * @param patch at most 1 MiB
   */
  public record Change(
      String branch,
      int commits,
      List<String> files,
      String stat,
      @JsonPropertyDescription("at most 1 MiB") String patch) {
    /** Keeps a copy of the list. */
    public Change {
      files = List.copyOf(files);
    }
  }
}

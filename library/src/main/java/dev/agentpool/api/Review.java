package dev.agentpool.api;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

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
public record Review(TaskInfo task, Optional<Change> change, Optional<String> problem) {
  /**
   * What a branch changes against where it started.
   *
   * @param stat lines as of {@code git diff --stat}
   * @param patch at most 1 MiB
   */
  public record Change(String branch, int commits, List<String> files, String stat, String patch) {
    /** Keeps a copy of the list. */
    public Change {
      files = List.copyOf(files);
    }

    static Change of(JsonNode node) {
      return new Change(
          Answer.text(node, "branch"),
          Answer.number(node, "commits"),
          Answer.texts(node, "files"),
          Answer.text(node, "stat"),
          Answer.text(node, "patch"));
    }
  }

  static Review of(JsonNode node) {
    return new Review(
        TaskInfo.of(node.path("task")),
        node.path("change").isObject()
            ? Optional.of(Change.of(node.path("change")))
            : Optional.empty(),
        Answer.optionalText(node, "problem"));
  }
}

package dev.agentpool.api;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where a task worked.
 *
 * {@snippet :
 * TaskOutcome outcome = pool.run("Say hello.");
 * outcome.result().workspace().flatMap(TaskWorkspace::branch).ifPresent(System.out::println);
 * }
 *
 * @param mode {@code read_only}, {@code shared}, {@code worktree} or {@code clone}
 * @param path the directory; empty when it is gone
 * @param branch that holds the task's commits; empty when it made none
 * @param commits how many it made
 */
public record TaskWorkspace(
    String mode, Optional<String> path, Optional<String> branch, int commits) {
  static TaskWorkspace of(JsonNode node) {
    return new TaskWorkspace(
        Answer.text(node, "mode"),
        Answer.optionalText(node, "path"),
        Answer.optionalText(node, "branch"),
        Answer.number(node, "commits"));
  }
}

package dev.agentpool.api;

import tools.jackson.databind.JsonNode;

/**
 * A branch that was merged into the project.
 *
 * {@snippet :
 * TaskOutcome outcome =
 *     pool.run(
 *         "Write a haiku into HAIKU.", TaskOptions.DEFAULTS.withWorkspace(WorkspaceMode.WORKTREE));
 * if (outcome.result().workspace().flatMap(TaskWorkspace::branch).isPresent()) {
 *   System.out.println(pool.merge(outcome.id()).commit());
 * }
 * }
 *
 * @param into the branch that took it in
 * @param commit of the merge
 * @param commits how many came in; 0 when the project had them all
 */
public record Merge(String into, String commit, int commits) {
  static Merge of(JsonNode node) {
    return new Merge(
        Answer.text(node, "into"), Answer.text(node, "commit"), Answer.number(node, "commits"));
  }
}

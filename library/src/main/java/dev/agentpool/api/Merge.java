package dev.agentpool.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A branch that was merged into the project.
 *
 * {@snippet :
 * TaskOutcome outcome =
 *     pool.run(
 *         "Write a haiku into HAIKU.", TaskOptions.DEFAULTS.withWorkspace(WorkspaceMode.WORKTREE));
 * if (outcome.result().workspace().flatMap(Workspace::branch).isPresent()) {
 *   System.out.println(pool.merge(outcome.id()).commit());
 * }
 * }
 *
 * @param into the branch that took it in
 * @param commit of the merge
 * @param commits how many came in; 0 when the project had them all
 * @param notices what to know or do now, for people
 */
public record Merge(String into, String commit, int commits, List<String> notices) {
  public Merge {
    notices = List.copyOf(notices);
  }

  static Merge of(JsonNode node) {
    return new Merge(
        Answer.text(node, "into"),
        Answer.text(node, "commit"),
        Answer.number(node, "commits"),
        Answer.texts(node, "notices"));
  }
}

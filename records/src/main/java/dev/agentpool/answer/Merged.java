package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

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
public record Merged(
    String into,
    String commit,
    int commits,
    @JsonPropertyDescription("what to know or do now") List<String> notices) {
  /** Keeps a copy of the list. */
  public Merged {
    notices = List.copyOf(notices);
  }
}

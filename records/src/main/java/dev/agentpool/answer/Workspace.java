package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * Where a task worked.
 *
 * {@snippet :
 * TaskOutcome outcome = pool.run("Say hello.");
 * outcome.result().workspace().flatMap(Workspace::branch).ifPresent(System.out::println);
 * }
 *
 * @param mode {@code read_only}, {@code shared}, {@code worktree} or {@code clone}
 * @param path the directory; empty when it is gone
 * @param branch that holds the task's commits; empty when it made none
 * @param commits how many it made
 * @param patch the file with a chain's whole change, where {@code on_finish} asked for one
 */
public record Workspace(
    String mode,
    Optional<String> path,
    @JsonPropertyDescription("that holds its commits") Optional<String> branch,
    int commits,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription(
            "the file with a chain's whole change, where on_finish asked for one")
        Optional<String> patch) {}

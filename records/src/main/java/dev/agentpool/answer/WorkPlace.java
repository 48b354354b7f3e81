package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.agentpool.task.TaskState;
import java.util.Optional;

/**
 * Where a task's work is.
 *
 * @param repoPath the project's directory
 * @param mode {@code read_only}, {@code shared}, {@code worktree} or {@code clone}; empty while it
 *     is not known
 * @param path the directory it works or worked in; empty when that is gone, or another task's now
 * @param active whether somebody may be at work there
 * @param branch that has or gets its commits
 * @param head the commit that branch points at; empty when it is gone
 */
public record WorkPlace(
    String taskId,
    TaskState state,
    String repoPath,
    @JsonPropertyDescription("read_only, shared, worktree or clone; null while it is not known")
        Optional<String> mode,
    @JsonPropertyDescription("null when it is gone, or another task's now") Optional<String> path,
    @JsonPropertyDescription("whether somebody may be at work there") boolean active,
    @JsonPropertyDescription("that has or gets its commits; null when there are none")
        Optional<String> branch,
    @JsonPropertyDescription("the commit its branch points at; null when that is gone")
        Optional<String> head) {}

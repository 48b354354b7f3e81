package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A task's branch that is checked out in the project's own working tree.
 *
 * @param path the root of that tree
 * @param from what was checked out before: a branch, or the commit of a detached HEAD
 */
public record CheckedOut(
    String path,
    @JsonPropertyDescription("what was checked out before: a branch, or a commit") String from,
    String branch,
    String commit) {}

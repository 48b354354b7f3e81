package dev.agentpool.knowledge.account;

import dev.agentpool.knowledge.Change;

/**
 * A change of what an expert knows. Its number is one of its own place: a shared expert has two.
 *
 * @param isOfProject whether it changed what a shared expert knows of this pool's project alone
 */
public record KnownChange(Change change, boolean isOfProject) {}

package dev.agentpool.knowledge.account;

import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.choice.Figure;

/**
 * An entry with what it was good for.
 *
 * @param isOfProject whether a shared expert knows it of this pool's project alone
 * @param use in how many tasks' prompts it was, and how those ended
 */
public record KnownEntry(Entry entry, boolean isOfProject, Figure use) {}

package dev.agentpool.knowledge;

/**
 * One thing that an expert knows.
 *
 * @param key the same for all that say the same
 * @param section the headings above it, outermost first, joined by {@code > }; empty if none
 * @param text as it stands in the file
 * @param counts whether it may stand in a prompt; what waits for a word does not
 */
public record Entry(
    KnowledgeFile file, String key, String section, String text, Origin origin, boolean counts) {}

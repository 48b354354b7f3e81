package dev.agentpool.knowledge;

/**
 * A change that waits for a person's word; it counts in no prompt until then.
 *
 * @param n its number among what waits and what was changed
 * @param what it is, for people
 * @param base the file's text that it was made of
 * @param text what it wants the file to be
 * @param inFile whether the file has it already, as somebody wrote it there
 */
public record Waiting(
    long n,
    KnowledgeFile file,
    String what,
    Origin origin,
    String base,
    String text,
    boolean inFile) {}

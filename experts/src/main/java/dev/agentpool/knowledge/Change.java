package dev.agentpool.knowledge;

/**
 * One change of one file of an expert's knowledge.
 *
 * @param n its number: 1, 2, 3 … over all files of this folder
 * @param what it was, for people
 * @param before the digest of the file's text before it
 * @param after the digest of the file's text after it
 * @param splice what it did to the text; a word that was given does nothing to it
 */
public record Change(
    long n,
    KnowledgeFile file,
    String what,
    Origin origin,
    String before,
    String after,
    Splice splice) {}

package dev.agentpool.knowledge;

import java.time.Instant;

/**
 * Who may have edited a file by hand. A person edits files with their editor, and an agent with a
 * shell can do the same.
 */
@FunctionalInterface
public interface Handwriting {
  /** What is written by hand is a person's. */
  Handwriting PERSONS = (_, _) -> true;

  /**
   * Whether an edit of the file can only be a person's.
   *
   * @param touched when, by a time that whoever edited it could not choose
   */
  boolean isPersons(KnowledgeFile file, Instant touched);
}

package dev.agentpool.knowledge;

import java.io.IOException;

/** An expert's folder cannot be read or written; says which, what was tried, and what to do. */
public final class KnowledgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KnowledgeException(String message) {
    super(message);
  }

  public KnowledgeException(String tried, IOException why) {
    super(tried + ": " + why + "; check that the disk has room and the folder may be written", why);
  }
}

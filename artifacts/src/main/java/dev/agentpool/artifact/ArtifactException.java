package dev.agentpool.artifact;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The folder of artifacts cannot be read or written; the message says which file, and why. */
public final class ArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArtifactException(String message, @Nullable IOException cause) {
    super(message, cause);
  }
}

package dev.agentpool.process;

import java.nio.file.Path;
import java.util.Objects;

/** Where a child's standard input comes from. */
public sealed interface Input {

  /**
   * A FIFO in the session folder, written with {@link Child#write} and ended with {@link
   * Child#closeInput}.
   */
  record Fifo() implements Input {}

  /**
   * A file that is complete when the child starts; the child sees its end. For one-shot commands.
   */
  record FromFile(Path file) implements Input {
    public FromFile {
      Objects.requireNonNull(file, "file is null");
    }
  }
}

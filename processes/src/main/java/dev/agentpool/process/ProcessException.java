package dev.agentpool.process;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operating system refused something a session needs; the message says what, where and what to
 * do.
 */
public final class ProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Stable names for callers and for the wire. */
  public enum Code {
    COMMAND_NOT_FOUND,
    NOT_EXECUTABLE,
    WORKING_DIRECTORY_MISSING,
    INPUT_FILE_MISSING,
    FOLDER_IN_USE,
    FOLDER_UNUSABLE,
    TOOL_MISSING,
    DISK_FULL,
    SPAWN_FAILED,
    /** The child is gone: what is written is not read any more. */
    CHILD_ENDED,
    /** The child took nothing for the whole patience; nothing of this message was handed over. */
    INPUT_STALLED,
    /**
     * The child took a part of a message and then nothing more; its input can no longer be used.
     */
    INPUT_BROKEN,
    /** The input was closed, or is a file. */
    INPUT_CLOSED,
    HOST_CLOSED
  }

  private final Code code;

  public ProcessException(Code code, String message) {
    this(code, message, null);
  }

  public ProcessException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code is null");
  }

  public Code code() {
    return code;
  }
}

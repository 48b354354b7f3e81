package dev.agentpool.document;

/**
 * Something a person should know about a file that was read or skipped.
 *
 * @param place the file, or what stands for one
 * @param line 1 or more; 0 when it concerns the whole file
 * @param message what is wrong and what to do
 */
public record Diagnostic(Level level, String place, int line, String message) {
  /** How bad it is. */
  public enum Level {
    /** the file is used all the same */
    WARNING,
    /** the file was skipped */
    ERROR
  }

  public static Diagnostic warning(Object place, String message) {
    return new Diagnostic(Level.WARNING, place.toString(), 0, message);
  }

  public static Diagnostic error(Object place, UnreadableDocument why) {
    return new Diagnostic(Level.ERROR, place.toString(), why.line(), why.problem());
  }

  @Override
  public String toString() {
    return line == 0 ? place + ": " + message : place + ":" + line + ": " + message;
  }
}

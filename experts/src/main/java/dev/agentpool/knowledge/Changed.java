package dev.agentpool.knowledge;

/** What became of a wish to change an expert's knowledge. */
public sealed interface Changed {
  /** The file is changed. */
  record Done(Change change) implements Changed {}

  /** The file says so already. */
  record Same() implements Changed {}

  /** It came from an untrusted turn, and waits for a person's word. */
  record Waits(Waiting waiting) implements Changed {}

  /** Nothing is changed, and why. */
  record Refused(String reason) implements Changed {}
}

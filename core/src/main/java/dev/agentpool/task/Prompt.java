package dev.agentpool.task;

/** What an agent is asked, as it was written. */
public sealed interface Prompt {
  /** As it was written, with the names of a template in it. */
  String text();

  /** Asked word for word; what looks like a name is text. */
  record Literal(String text) implements Prompt {}

  /**
   * Has names that are filled in when the task starts. What they are filled with, and what is added
   * to it, is never scanned for names.
   */
  record Template(String text) implements Prompt {}
}

package dev.agentpool.post;

import dev.agentpool.question.QuestionId;
import dev.agentpool.task.TaskId;

/** What became of a mail that was brought. */
public sealed interface Taken {
  /** For people, a clause. */
  String told();

  /**
   * It is work, and in the queue.
   *
   * @param again whether it was there already
   */
  record Queued(TaskId task, boolean again) implements Taken {
    @Override
    public String told() {
      return again ? "is there already, as " + task : "is " + task;
    }
  }

  /** It waits for what it depends on. */
  record Held(String told) implements Taken {}

  /** It waits for a person's word. */
  record Proposed(QuestionId question) implements Taken {
    @Override
    public String told() {
      return "waits for approval: agentpool answer " + question.value() + " yes|no";
    }
  }

  /** It is for somebody to read. */
  record Kept(String by, boolean again) implements Taken {
    @Override
    public String told() {
      return again ? "is there already" : "is kept for " + by;
    }
  }

  /** It asked for something that was done at once. */
  record Done(String told) implements Taken {}

  /** It cannot be delivered: it is a dead letter now, and its sender was told. */
  record Bounced(String told) implements Taken {}
}

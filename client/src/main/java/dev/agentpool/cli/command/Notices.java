package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * What a person is told who looks elsewhere: each thing once. Of a task there is its id and how it
 * ended, as the daemon keeps that; no prompt and no output, which others may see on a screen.
 * Thread-safe.
 */
final class Notices {
  private final Notifier notifier;
  private final Set<String> told = new HashSet<>(); // guarded by this

  Notices(Notifier notifier) {
    this.notifier = notifier;
  }

  /**
   * A question waits.
   *
   * @param id of the question
   * @param title what is asked
   */
  void asked(String id, String title) {
    once(id, "a question waits for you", title + " (agentpool answer " + id + ")");
  }

  /**
   * A task has ended, or waits for its review.
   *
   * @param called what the person called it; empty for nothing
   */
  void ended(Json task, String called) {
    String id = task.text("id");
    String state = task.text("state");
    String name = called.isEmpty() ? id : called;
    boolean isReview = state.equals("pending_review");
    String why = isReview || state.equals("completed") ? "" : Tasks.why(task);
    once(
        id + " " + state,
        name + (isReview ? " waits for your review" : " " + state),
        Outcome.summary(task) + (why.isEmpty() ? "" : ": " + why));
  }

  /** An entry of the journal that says that somebody is needed, or that a task failed. */
  void happened(Json entry) {
    String task = entry.text("task_id");
    switch (entry.text("to")) {
      case "pending_review" ->
          once(
              task + " pending_review " + entry.number("attempt"),
              task + " waits for your review",
              "agentpool review " + task);
      case "failed" -> once(task + " failed", task + " failed", "agentpool task " + task);
      default -> {
        if (entry.text("kind").equals("question_asked")) {
          once(
              "question " + entry.number("seq"),
              "a question waits for you",
              "agentpool inbox" + (task.isEmpty() ? "" : ": it is " + task + " that asks"));
        }
      }
    }
  }

  private void once(String item, String title, String text) {
    synchronized (this) {
      if (!told.add(item)) {
        return;
      }
    }
    notifier.tell(title, text);
  }
}

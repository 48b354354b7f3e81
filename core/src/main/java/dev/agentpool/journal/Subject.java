package dev.agentpool.journal;

import dev.agentpool.live.SessionId;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.TaskId;

/** What a change is of; always something of the entry's pool. */
public sealed interface Subject {
  /** The pool itself. */
  Subject POOL = new OfPool();

  record OfPool() implements Subject {}

  record OfTask(TaskId task) implements Subject {}

  record OfNote(String space, String key) implements Subject {}

  record OfQuestion(QuestionId question) implements Subject {}

  record OfSession(SessionId session) implements Subject {}

  /** All notes of a space at once. */
  record OfSpace(String space) implements Subject {}
}

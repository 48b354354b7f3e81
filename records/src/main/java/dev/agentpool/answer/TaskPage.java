package dev.agentpool.answer;

import java.util.List;

/** A part of the tasks that are meant; {@code total} counts them all. */
public record TaskPage(List<Task> items, long total, int limit, int offset) {
  /** Keeps a copy of the list. */
  public TaskPage {
    items = List.copyOf(items);
  }
}

package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.ledger.books.Place;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is kept of one task. */
final class Row {
  final Candidate.Cursor at;
  final List<AttemptRecord> attempts = new ArrayList<>(1);
  final List<TaskId> dependents = new ArrayList<>(0);
  TaskRecord task;
  Place place = Place.NOWHERE;
  TaskMoney money = TaskMoney.NONE;
  List<TaskId> dependencies = List.of();
  int awaited;
  @Nullable Instant passedOverSince;

  Row(TaskRecord task, long number) {
    this.task = task;
    at = new Candidate.Cursor(task.spec().ordering().rank(task.createdAt().toEpochMilli()), number);
  }
}

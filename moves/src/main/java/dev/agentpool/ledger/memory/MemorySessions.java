package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.ledger.SessionReadings;
import dev.agentpool.ledger.SessionTimes;
import dev.agentpool.ledger.books.SessionBook;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The live sessions in the order in which they were opened. */
final class MemorySessions implements SessionBook, SessionReadings {
  private final Map<SessionId, LiveSession> sessions = new LinkedHashMap<>();
  private final MemoryTasks tasks;

  MemorySessions(MemoryTasks tasks) {
    this.tasks = tasks;
  }

  private Stream<LiveSession> living() {
    return sessions.values().stream().filter(LiveSession::lives);
  }

  @Override
  public Optional<LiveSession> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public Optional<LiveSession> begunBy(TaskId first) {
    return sessions.values().stream()
        .filter(session -> session.firstTurn().equals(first))
        .findFirst();
  }

  @Override
  public long living(@Nullable String coordinator) {
    return living()
        .filter(session -> coordinator == null || coordinator.equals(session.coordinator()))
        .count();
  }

  @Override
  public List<LiveSession> due(Instant now) {
    return living().filter(session -> session.isDue(now)).toList();
  }

  @Override
  public List<TaskRecord> openTurns(SessionId session) {
    return openTurns(Set.of(session));
  }

  @Override
  public List<TaskRecord> openTurns(Set<SessionId> wanted) {
    Set<String> seats = wanted.stream().map(SessionId::value).collect(Collectors.toSet());
    return tasks.rows.values().stream()
        .map(row -> row.task)
        .filter(task ->
            task.spec().ordering().slot() != null && seats.contains(task.spec().ordering().slot()))
        .filter(task -> task.finishedAt() == null)
        .toList();
  }

  @Override
  public void add(LiveSession session, long n) {
    sessions.put(session.id(), session);
  }

  @Override
  public void put(LiveSession session) {
    sessions.put(session.id(), session);
  }

  @Override
  public Optional<LiveSession> session(SessionId id) {
    return find(id);
  }

  @Override
  public List<LiveSession> sessions(SessionFilter filter) {
    List<LiveSession> newestFirst = new ArrayList<>(sessions.values());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .filter(session -> isMeant(session, filter))
        .skip(filter.offset())
        .limit(filter.limit())
        .toList();
  }

  @Override
  public List<LiveSession> sessions(SessionTimes times) {
    return sessions(
            new SessionFilter(times.pool(), times.coordinator(), false, Integer.MAX_VALUE, 0))
        .stream()
        .filter(session -> !session.createdAt().isBefore(times.from()))
        .filter(session -> session.createdAt().isBefore(times.until()))
        .limit(times.limit())
        .toList();
  }

  @Override
  public long count(SessionFilter filter) {
    return sessions.values().stream().filter(session -> isMeant(session, filter)).count();
  }

  private static boolean isMeant(LiveSession session, SessionFilter filter) {
    return (filter.pool() == null || session.pool().equals(filter.pool()))
        && (filter.coordinator() == null || filter.coordinator().equals(session.coordinator()))
        && (session.lives() || !filter.lives());
  }

  @Override
  public Optional<Instant> nextSessionEnd() {
    return living()
        .map(LiveSession::deadline)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }
}

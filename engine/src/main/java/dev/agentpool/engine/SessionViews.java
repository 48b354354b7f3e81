package dev.agentpool.engine;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.space.Words;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotOperations;
import dev.agentpool.question.Question;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Live sessions as they stand: a few readings for all of them, however many they are. */
final class SessionViews {
  private static final int MOST_QUESTIONS = 10_000;
  private final Ledger ledger;
  private final Node node;
  private final Standstills standstills;
  private final SlotOperations slots;

  SessionViews(Ledger ledger, Node node, SlotOperations slots) {
    this.ledger = ledger;
    this.node = node;
    this.standstills = new Standstills(node, ledger);
    this.slots = slots;
  }

  SessionView of(LiveSession row) {
    return all(List.of(row)).getFirst();
  }

  List<SessionView> all(List<LiveSession> rows) {
    Set<SessionId> living = new HashSet<>();
    Set<TaskId> ends = new HashSet<>();
    for (LiveSession row : rows) {
      if (row.lives()) {
        living.add(row.id());
      }
      ends.add(row.firstTurn());
      ends.add(row.lastTurn());
    }
    Map<String, List<TaskRecord>> open = new HashMap<>();
    if (!living.isEmpty()) {
      for (TaskRecord turn : ledger.openTurns(living)) {
        String seat = Objects.requireNonNull(turn.spec().ordering().slot());
        open.computeIfAbsent(seat, _ -> new ArrayList<>()).add(turn);
      }
    }
    Map<TaskId, TaskRecord> tasks = ledger.tasks(ends);
    Map<TaskId, Question> asked = asked(open.values());
    return rows.stream()
        .map(row -> view(row, open.getOrDefault(row.id().value(), List.of()), tasks, asked))
        .toList();
  }

  /**
   * What agents ask now; of each task the first of it. For one session only its own turn's are
   * read: who waits for one looks whenever any asks.
   */
  private Map<TaskId, Question> asked(Collection<List<TaskRecord>> open) {
    if (open.isEmpty()) {
      return Map.of();
    }
    QuestionFilter filter = QuestionFilter.open(MOST_QUESTIONS);
    if (open.size() == 1) {
      TaskId turn = open.iterator().next().getFirst().id();
      filter = new QuestionFilter(null, turn, filter.states(), 1, 0);
    }
    Map<TaskId, Question> asked = new HashMap<>();
    for (Question question : ledger.questions(filter)) {
      if (question.attempt() != null) {
        asked.putIfAbsent(question.attempt().task(), question);
      }
    }
    return asked;
  }

  private SessionView view(
      LiveSession row,
      List<TaskRecord> open,
      Map<TaskId, TaskRecord> tasks,
      Map<TaskId, Question> asked) {
    TaskRecord turn =
        open.isEmpty() ? Objects.requireNonNull(tasks.get(row.lastTurn())) : open.getFirst();
    About about = About.read(row.about());
    return new SessionView(
        row,
        about,
        WorkerPrompt.taskOf(
            Objects.requireNonNull(tasks.get(row.firstTurn())).spec().prompt().text()),
        turn,
        asked.get(turn.id()),
        Math.max(0, open.size() - 1),
        open.isEmpty() ? 0 : Words.to(row.id(), row.pool(), ledger).size(),
        open.isEmpty() ? "" : standsStill(turn, about.provider()),
        row.lives() && isSeated(row));
  }

  private boolean isSeated(LiveSession row) {
    return slots.resident(row.pool(), row.id().value()).isPresent();
  }

  private String standsStill(TaskRecord turn, String provider) {
    if (turn.state() == TaskState.RUNNING || node.config(turn.pool()).isEmpty()) {
      return ""; // what stands still is not known before the pool is open
    }
    return standstills.ofProvider(turn.pool(), provider);
  }
}

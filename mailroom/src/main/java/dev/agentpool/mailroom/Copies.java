package dev.agentpool.mailroom;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.pool.PoolId;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Letter;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostBoard;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Roster;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * What a pool's folder holds for readers: the task board and the inboxes. All of it is made of the
 * ledger, each time whole, so nothing has to be remembered of what was written before. One thread
 * at a time writes.
 */
final class Copies {
  private static final Set<TaskState> WAITS =
      Set.of(TaskState.BLOCKED, TaskState.PENDING, TaskState.RUNNING, TaskState.PENDING_REVIEW);
  private static final int MOST = 10_000;
  private final PoolId pool;
  private final Ledger ledger;
  private final PostOffice office;
  private final PostBoard tasks;
  private final BoardCopy board;
  private final Predicate<Path> isKnown;
  private final Map<Path, InboxCopy> inboxes = new ConcurrentHashMap<>();

  Copies(
      PoolId pool,
      Ledger ledger,
      PostOffice office,
      PostBoard tasks,
      Path board,
      Predicate<Path> isKnown) {
    this.pool = pool;
    this.ledger = ledger;
    this.office = office;
    this.tasks = tasks;
    this.board = new BoardCopy(board);
    this.isKnown = isKnown;
  }

  /** Whether a file of an inbox is as it was written here. */
  boolean isOurs(Path file) {
    InboxCopy inbox = inboxes.get(file.getParent());
    return inbox != null && inbox.isOurs(file);
  }

  /**
   * @param dropped hears of each inbox in which something lies that is not known
   */
  void write(Roster roster, BiConsumer<Path, List<Path>> dropped) throws IOException {
    board.write(tasks.all(pool));
    Map<String, Map<String, InboxCopy.Waiting>> waiting = waiting();
    for (Expert expert : roster.all()) {
      Path inbox = expert.place().inbox();
      List<Path> unknown =
          inboxes
              .computeIfAbsent(inbox, _ -> new InboxCopy(inbox, isKnown))
              .write(waiting.getOrDefault(expert.name().value(), Map.of()));
      if (!unknown.isEmpty()) {
        dropped.accept(inbox, unknown);
      }
    }
  }

  /** By recipient, then by the name of its file. */
  private Map<String, Map<String, InboxCopy.Waiting>> waiting() {
    Map<String, Map<String, InboxCopy.Waiting>> waiting = new HashMap<>();
    for (TaskRecord task :
        ledger.tasks(new TaskFilter(pool, WAITS, List.of(), null, null, MOST, 0))) {
      Mailed.of(task).ifPresent(mailed -> put(waiting, mailed.mail(), task.createdAt()));
    }
    for (Letter letter : office.letters(pool)) {
      if (letter.state() == Letter.State.UNREAD || letter.state() == Letter.State.HELD) {
        put(waiting, letter.mail(), letter.at());
      }
    }
    return waiting;
  }

  private static void put(
      Map<String, Map<String, InboxCopy.Waiting>> waiting, Mail mail, Instant since) {
    waiting
        .computeIfAbsent(mail.to(), _ -> new HashMap<>())
        .put(mail.id().fileName(), new InboxCopy.Waiting(mail, since));
  }
}

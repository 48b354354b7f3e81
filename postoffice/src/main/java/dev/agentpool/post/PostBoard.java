package dev.agentpool.post;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How all that was asked of a pool's experts stands: tasks, and mail that is none yet. */
public final class PostBoard {
  private static final int PAGE = 10_000;
  private final Ledger ledger;
  private final PostOffice office;

  public PostBoard(Ledger ledger, PostOffice office) {
    this.ledger = ledger;
    this.office = office;
  }

  /** Of one mail; empty when nothing is known of it. */
  public Optional<Progress> of(PoolId pool, String mailId) {
    Optional<Progress> task = office.task(pool, mailId).flatMap(Mailed::of).map(this::progress);
    return task.or(() -> office.work(pool, mailId).map(PostBoard::progress));
  }

  /** The newest ten thousand tasks and all that waits, oldest first. */
  public List<Progress> all(PoolId pool) {
    Map<String, Progress> all = new LinkedHashMap<>();
    for (TaskRecord task :
        ledger.tasks(new TaskFilter(pool, Set.of(), List.of(), null, null, PAGE, 0))) {
      Mailed.of(task)
          .ifPresent(mailed -> all.putIfAbsent(mailed.mail().id().value(), progress(mailed)));
    }
    for (Letter letter : office.letters(pool)) {
      if (letter.mail().type().asksForWork()) {
        all.putIfAbsent(letter.mail().id().value(), progress(letter));
      }
    }
    List<Progress> sorted = new ArrayList<>(all.values());
    sorted.sort(Comparator.comparing(Progress::createdAt).thenComparing(Progress::id));
    return sorted;
  }

  private Progress progress(Mailed mailed) {
    TaskRecord task = mailed.task();
    Mail mail = mailed.mail();
    Optional<Handoffs.Handoff> handoff = office.handoffs().of(task.pool(), task.id());
    boolean over = task.state().terminal();
    return new Progress(
        mail.id().value(),
        status(task.state()),
        mail.to(),
        mail.from(),
        mail.type().word(),
        mail.priority().word(),
        mail.dependsOn(),
        task.createdAt(),
        task.startedAt(),
        over ? task.finishedAt() : null,
        handoff.map(Handoffs.Handoff::count).orElse(0),
        handoff.filter(Handoffs.Handoff::needsAttention).isPresent(),
        task.reason(),
        exit(task.state(), task.startedAt()),
        task.id().value(),
        task.state().isThere() && task.result() != null ? task.result().output() : "");
  }

  private static @Nullable Integer exit(TaskState state, @Nullable Instant startedAt) {
    return switch (state) {
      case COMPLETED -> Integer.valueOf(0);
      case FAILED -> startedAt == null ? null : Integer.valueOf(-1);
      case BLOCKED, PENDING, RUNNING, PENDING_REVIEW, CANCELLED -> null;
    };
  }

  private static String status(TaskState state) {
    return switch (state) {
      case BLOCKED -> "blocked";
      case PENDING -> "pending";
      case RUNNING, PENDING_REVIEW -> "active";
      case COMPLETED -> "completed";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  private static Progress progress(Letter letter) {
    Mail mail = letter.mail();
    String status =
        switch (letter.state()) {
          case HELD -> "blocked";
          case UNREAD, READ -> "pending";
          case DONE -> "completed";
          case DEAD -> letter.why().startsWith("cancelled") ? "cancelled" : "failed";
        };
    boolean over = letter.state() == Letter.State.DONE || letter.state() == Letter.State.DEAD;
    Instant sent = mail.timestamp();
    return new Progress(
        mail.id().value(),
        status,
        mail.to(),
        mail.from(),
        mail.type().word(),
        mail.priority().word(),
        mail.dependsOn(),
        sent == null ? letter.at() : sent,
        null,
        over ? letter.at() : null,
        0,
        false,
        letter.state() == Letter.State.DONE ? "" : letter.why(),
        letter.state() == Letter.State.DONE ? Integer.valueOf(0) : null,
        null,
        letter.state() == Letter.State.DONE ? letter.why() : "");
  }
}

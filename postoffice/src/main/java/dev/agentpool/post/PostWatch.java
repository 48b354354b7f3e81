package dev.agentpool.post;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Question;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to what follows from changes of the ledger: answers are carried out, senders are told of
 * what failed, the architect is asked to verify. What it missed while no daemon ran it makes up for
 * when it starts; all of it can be done again without harm.
 */
public final class PostWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration CARE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MADE_UP_FOR = 1_000;

  /** Of so many tasks an expert keeps one by one what it knew. */
  private static final int REMEMBERED = 200;

  private static final Set<TaskState> UNFINISHED =
      Set.of(TaskState.FAILED, TaskState.CANCELLED, TaskState.PENDING_REVIEW);
  private final Ledger ledger;
  private final Function<PoolId, Optional<PoolConfig>> pools;
  private final Answers answers;
  private final Endings endings;
  private final PostOffice office;
  private final BiConsumer<PoolConfig, Mailed> over;
  private final Curator curator;
  private final ScheduledExecutorService hands =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("post-watch").factory());

  /** Guarded by itself: what has ended and was not seen to yet. */
  private final Map<PoolId, List<TaskId>> ends = new LinkedHashMap<>();

  private JournalFeed.Subscription journal = () -> {};

  /**
   * @param pools a pool that is open or can be opened; empty when it cannot
   * @param over told of each mail's task that has ended
   * @param handwriting who may have edited what the experts of a pool know
   */
  public PostWatch(
      Ledger ledger,
      PostOffice office,
      Contracting contracting,
      Function<PoolId, Optional<PoolConfig>> pools,
      BiConsumer<PoolConfig, Mailed> over,
      Function<PoolId, Handwriting> handwriting) {
    this.over = over;
    this.ledger = ledger;
    this.curator = new Curator(ledger, office, handwriting);
    this.pools = pools;
    this.office = office;
    this.answers = new Answers(ledger, office, contracting);
    this.endings = new Endings(office);
  }

  /** Starts at once. */
  public PostWatch start(JournalFeed feed) {
    journal = feed.subscribe(this::heard);
    ledger.pools().forEach(pool -> soon(() -> makeUp(pool.id())));
    hands.scheduleWithFixedDelay(
        () -> guarded(this::look), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    hands.scheduleWithFixedDelay(
        () -> guarded(this::care), CARE.toMillis(), CARE.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void heard(JournalEntry entry) {
    if (entry.kind() == JournalKind.QUESTION_ANSWERED
        && entry.subject() instanceof Subject.OfQuestion(var id)) {
      soon(() -> ledger.question(id).ifPresent(this::answered));
    } else if (entry.kind() == JournalKind.POOL_OPENED) {
      soon(() -> makeUp(entry.pool()));
    } else if (isEnd(entry)) {
      entry.task().ifPresent(task -> ended(entry.pool(), task));
    }
  }

  /** Many tasks end in pools without experts: those cost one look together. */
  private void ended(PoolId pool, TaskId task) {
    boolean first;
    synchronized (ends) {
      first = ends.isEmpty();
      ends.computeIfAbsent(pool, _ -> new ArrayList<>()).add(task);
    }
    if (first) {
      soon(this::seeToEnds);
    }
  }

  private void seeToEnds() {
    Map<PoolId, List<TaskId>> now;
    synchronized (ends) {
      now = new LinkedHashMap<>(ends);
      ends.clear();
    }
    now.forEach((id, tasks) ->
        guarded(() ->
            ofExperts(id)
                .ifPresent(pool -> {
                  for (TaskId task : tasks) {
                    guarded(() -> ledger.task(task).ifPresent(this::ended));
                  }
                  curator.look(pool);
                })));
  }

  private static boolean isEnd(JournalEntry entry) {
    TaskState to = entry.to();
    return to != null && entry.from() != to && to.isThere();
  }

  private void soon(Runnable work) {
    if (!hands.isShutdown()) {
      hands.execute(() -> guarded(work));
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (LedgerException later) {
      LOG.warn("the post office cannot go on yet: {}", later.getMessage());
    } catch (RuntimeException e) {
      LOG.error("something of the post office's could not be done", e);
    }
  }

  private Optional<PoolConfig> ofExperts(PoolId id) {
    return pools.apply(id).filter(pool -> office.rosters().of(pool).isPresent());
  }

  private void answered(Question question) {
    ofExperts(question.pool()).ifPresent(pool -> answers.carryOut(pool, question));
  }

  private void ended(TaskRecord task) {
    Mailed.of(task)
        .ifPresent(mailed ->
            ofExperts(task.pool())
                .ifPresent(pool -> {
                  guarded(() -> told(pool, mailed));
                  endings.of(pool, mailed);
                }));
  }

  /** How it ended is kept beside what its expert knew of it; not of one that was tried again. */
  private void told(PoolConfig pool, Mailed mailed) {
    TaskRecord task = mailed.task();
    boolean isNewest =
        office
            .task(task.pool(), mailed.mail().id().value())
            .filter(newest -> newest.id().equals(task.id()))
            .isPresent();
    if (task.state().terminal() && isNewest) {
      over.accept(pool, mailed);
    }
  }

  private void makeUp(PoolId id) {
    ofExperts(id)
        .ifPresent(pool -> {
          answers.unfinished(id).forEach(question -> guarded(() -> answered(question)));
          for (TaskRecord task : lately(id, UNFINISHED, MADE_UP_FOR)) {
            guarded(() -> ended(task));
          }
          for (TaskRecord task : lately(id, Set.of(TaskState.COMPLETED), REMEMBERED)) {
            guarded(() -> Mailed.of(task).ifPresent(mailed -> told(pool, mailed)));
          }
          guarded(() -> office.contractsChanged(pool));
          guarded(() -> curator.look(pool));
        });
  }

  private List<TaskRecord> lately(PoolId id, Set<TaskState> states, int most) {
    return ledger.tasks(new TaskFilter(id, states, List.of(), null, null, most, 0));
  }

  /** A contract may have been written by hand. */
  private void look() {
    ledger
        .pools()
        .forEach(record ->
            ofExperts(record.id())
                .filter(pool ->
                    office.letters(pool.id()).stream()
                        .anyMatch(letter -> letter.state() == Letter.State.HELD))
                .ifPresent(office::contractsChanged));
  }

  /** Time alone may ask for a curation. */
  private void care() {
    ledger
        .pools()
        .forEach(record -> guarded(() -> ofExperts(record.id()).ifPresent(curator::look)));
  }

  /** What has begun is ended, since it writes; what hangs is left to itself. */
  @Override
  public void close() {
    journal.close();
    hands.shutdown();
    try {
      if (!hands.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        hands.shutdownNow();
      }
    } catch (InterruptedException e) {
      hands.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

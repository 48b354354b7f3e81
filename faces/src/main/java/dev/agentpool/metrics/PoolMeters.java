package dev.agentpool.metrics;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskState;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's figures in the text format of Prometheus, all named {@code agentpool_...}. What is
 * the state of something is read when it is asked for; what happened is counted from the journal
 * since this daemon started. Costs next to nothing before the first task or question. Thread-safe.
 */
public final class PoolMeters implements AutoCloseable {
  /** The media type of {@link #scrape}. */
  public static final String MEDIA = "text/plain; version=0.0.4; charset=utf-8";

  private static final Logger LOG = LoggerFactory.getLogger(PoolMeters.class);
  private static final List<String> SLOT_STATES = List.of("idle", "busy", "stopped", "errored");
  private final Ledger ledger;
  private final Node node;
  private final String version;
  private final Supplier<Map<String, Long>> redactions;
  private final Semaphore news = new Semaphore(0);
  private final JournalFeed.Subscription subscription;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Figures figures; // guarded by lock

  /**
   * @param redactions how many secrets each rule found, by its name
   */
  public PoolMeters(
      Ledger ledger,
      JournalFeed feed,
      Node node,
      String version,
      Supplier<Map<String, Long>> redactions) {
    this.redactions = redactions;
    this.ledger = ledger;
    this.node = node;
    this.version = version;
    MeterReader reader = new MeterReader(ledger, this::figures);
    this.subscription = feed.subscribe(this::heard);
    this.thread = Thread.ofVirtual().name("meters").start(() -> read(reader));
  }

  private void heard(JournalEntry entry) {
    if (entry.task().isPresent()) {
      news.release();
    }
  }

  private void read(MeterReader reader) {
    try {
      while (true) {
        news.acquire();
        news.drainPermits();
        try {
          reader.catchUp();
        } catch (LedgerException unreadable) {
          LOG.warn("the meters wait for the ledger: {}", unreadable.getMessage());
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Figures figures() {
    lock.lock();
    try {
      if (figures == null) {
        figures = new Figures();
      }
      return figures;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts a try to deliver to a webhook.
   *
   * @param result {@code delivered}, {@code failed} or {@code given_up}
   */
  public void webhook(PoolId pool, String result) {
    figures().webhook(pool, result);
  }

  /**
   * All figures.
   *
   * @param only the pool whose figures are told beside those of the daemon; null for all
   */
  public String scrape(@Nullable PoolId only) {
    lock.lock(); // the gauges of one answer are of one moment
    try {
      Figures now = figures();
      daemon(now);
      pools(now);
      return only == null ? now.scrape() : of(only, now.scrape());
    } finally {
      lock.unlock();
    }
  }

  private static String of(PoolId only, String text) {
    StringBuilder kept = new StringBuilder();
    text.lines()
        .filter(line -> !line.contains("pool=\"") || line.contains("pool=\"" + only + "\""))
        .forEach(line -> kept.append(line).append('\n'));
    return kept.toString();
  }

  private void daemon(Figures now) {
    now.gauge("agentpool.info", "Which agentpool this is", List.of(row(1, "version", version)));
    now.gauge(
        "agentpool.uptime.seconds",
        "Since the daemon's process started",
        List.of(row(ManagementFactory.getRuntimeMXBean().getUptime() / 1_000.0)));
    now.gauge(
        "agentpool.ledger.sequence",
        "The number of the journal's last entry",
        List.of(row(ledger.lastSequence())));
    now.gauge(
        "agentpool.redactions",
        "Secrets that were replaced since the daemon's process started, by the rule that found"
            + " them",
        redacted());
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    now.gauge(
        "agentpool.jvm.memory.used.bytes",
        "Memory that the daemon's JVM uses",
        List.of(row(heap.getUsed(), "area", "heap"), row(other.getUsed(), "area", "nonheap")));
    now.gauge(
        "agentpool.jvm.memory.committed.bytes",
        "Memory that the daemon's JVM has from the system",
        List.of(
            row(heap.getCommitted(), "area", "heap"),
            row(other.getCommitted(), "area", "nonheap")));
    now.gauge(
        "agentpool.jvm.memory.max.bytes",
        "The most the heap may have",
        List.of(row(heap.getMax(), "area", "heap")));
  }

  private List<MultiGauge.Row<?>> redacted() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    redactions.get().forEach((rule, found) -> rows.add(row(found, "rule", rule)));
    return rows;
  }

  private void pools(Figures now) {
    List<MultiGauge.Row<?>> tasks = new ArrayList<>();
    List<MultiGauge.Row<?>> spent = new ArrayList<>();
    List<MultiGauge.Row<?>> unknown = new ArrayList<>();
    List<MultiGauge.Row<?>> reserved = new ArrayList<>();
    List<MultiGauge.Row<?>> caps = new ArrayList<>();
    List<Account> counted = new ArrayList<>();
    for (PoolRecord pool : ledger.pools()) {
      String id = pool.id().value();
      Map<TaskState, Long> counts = ledger.counts(pool.id());
      for (TaskState state : TaskState.values()) {
        tasks.add(row(counts.getOrDefault(state, 0L), "pool", id, "state", state.wireName()));
      }
      AccountKey key = AccountKey.pool(id);
      Account account =
          ledger.ownAccounts(pool.id()).stream()
              .filter(one -> one.key().equals(key))
              .findFirst()
              .orElseGet(() -> Account.empty(key, pool.caps().whole()));
      spent.add(row(account.cost().atLeast().micros(), "pool", id));
      unknown.add(row(account.unsure().micros(), "pool", id));
      reserved.add(row(account.reserved().micros(), "pool", id));
      Money cap = pool.caps().pool();
      if (cap != null) {
        caps.add(row(cap.micros(), "pool", id));
      }
      counted.add(account);
    }
    now.gauge("agentpool.tasks", "Tasks by their state", tasks);
    now.gauge("agentpool.spend.microdollars", "Settled cost over the pool's life", spent);
    now.gauge(
        "agentpool.spend.unknown.microdollars",
        "The most that settled attempts whose cost nobody reported can add",
        unknown);
    now.gauge("agentpool.reserved.microdollars", "Set aside for what runs", reserved);
    now.gauge("agentpool.budget.microdollars", "The pool's cap; absent without one", caps);
    count(now, counted, Unit.TOKENS);
    count(now, counted, Unit.TURNS);
    now.gauge("agentpool.slots", "Slots by what they do", slots());
  }

  private static void count(Figures now, List<Account> pools, Unit unit) {
    List<MultiGauge.Row<?>> taken = new ArrayList<>();
    List<MultiGauge.Row<?>> caps = new ArrayList<>();
    for (Account account : pools) {
      String id = account.key().value().substring("pool:".length());
      Tally tally = account.of(unit);
      taken.add(row(tally.spent().plus(tally.seen()).count(), "pool", id));
      Amount cap = tally.cap();
      if (cap != null) {
        caps.add(row(cap.count(), "pool", id));
      }
    }
    String name = unit.wireName();
    now.gauge("agentpool.spend." + name, "Settled " + name + " over the pool's life", taken);
    now.gauge("agentpool.budget." + name, "The pool's cap in " + name + ", where it has one", caps);
  }

  private List<MultiGauge.Row<?>> slots() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Node.PoolView pool : node.pools()) {
      Map<String, Integer> states = new LinkedHashMap<>();
      SLOT_STATES.forEach(state -> states.put(state, 0));
      pool.slots().forEach(slot -> states.merge(slot.state(), 1, Integer::sum));
      states.forEach((state, count) ->
          rows.add(row(count, "pool", pool.config().id().value(), "state", state)));
    }
    return rows;
  }

  private static MultiGauge.Row<?> row(Number value, String... tags) {
    return MultiGauge.Row.of(Tags.of(tags), value);
  }

  @Override
  public void close() {
    subscription.close();
    thread.interrupt();
  }
}

package dev.agentpool.webhook;

import dev.agentpool.budget.Cost;
import dev.agentpool.engine.Refused;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The webhooks of all pools (spec slot-pool 10). Nothing is kept in memory but a thread a webhook:
 * the ledger holds them, the journal their queues. Every event is delivered at least once, in
 * order, or given up after about six hours and said so in the delivery log. Thread-safe; {@link
 * #start} once, {@link #close} once.
 */
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 256;
  private final Ledger ledger;
  private final JournalFeed feed;
  private final WebhookNotes notes;
  private final Occurrences occurrences;
  private final AddressGuard guard;
  private final Sender sender;
  private final Courier.Parts parts;
  private final Path logs;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock(); // one add or remove at a time
  private JournalFeed.@Nullable Subscription subscription;

  private record Running(PoolId pool, Courier courier) {}

  public Webhooks(WebhookParts with) {
    ledger = with.ledger();
    feed = with.feed();
    logs = with.logs();
    notes = new WebhookNotes(ledger);
    occurrences = new Occurrences(ledger, with.chains());
    guard = new AddressGuard(with.resolver(), with.open());
    sender = new HttpSender(guard, with.settings());
    parts =
        new Courier.Parts(
            ledger,
            notes,
            occurrences,
            with.kept(),
            sender,
            with.settings(),
            with.clock(),
            with.pause(),
            with.version(),
            this::disable,
            with.told());
  }

  /** Goes on where the daemon before stopped; for the pools whose project is on this machine. */
  public void start() {
    subscription = feed.subscribe(this::heard);
    for (PoolRecord pool : ledger.pools()) {
      if (Files.isDirectory(Path.of(pool.directory()))) {
        notes.of(pool.id()).forEach(this::employ);
      }
    }
  }

  private Courier employ(Webhook webhook) {
    Courier courier =
        new Courier(webhook, parts, new DeliveryLog(logs.resolve(webhook.id() + ".jsonl")));
    running.put(webhook.id(), new Running(webhook.pool(), courier));
    return webhook.disabled() == null ? courier.start() : courier;
  }

  private void heard(JournalEntry entry) {
    if (Occurrences.mayFire(entry)) {
      for (Running one : running.values()) {
        if (one.pool().equals(entry.pool())) {
          one.courier().wake();
        }
      }
    }
  }

  private void disable(Webhook disabled) {
    LOG.warn("webhook {} is disabled: {}", disabled, disabled.disabled());
    if (!notes.replace(disabled)) {
      LOG.debug("{} was removed meanwhile", disabled);
    }
  }

  /**
   * Makes one, which hears of what happens from now on. Throws {@link Refused} with the reason.
   *
   * @param events wire names; empty for all
   * @param secret null to have one made
   */
  public Webhook add(PoolId pool, String url, List<String> events, @Nullable String secret) {
    URI target = TargetUrl.parse(url);
    Set<WebhookEvent> named = WebhookEvent.named(events);
    if (secret != null && (secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET)) {
      throw Refused.invalid(
          "the secret of a webhook has "
              + SHORTEST_SECRET
              + " to "
              + LONGEST_SECRET
              + " characters; leave it out to have one made");
    }
    checkReach(target);
    changing.lock();
    try {
      if (notes.of(pool).size() >= WebhookNotes.MOST) {
        throw Refused.invalid(
            "a pool has at most " + WebhookNotes.MOST + " webhooks; remove one first");
      }
      Webhook webhook =
          new Webhook(
              "wh_" + hex(8),
              pool,
              target,
              named,
              secret == null ? "whsec_" + hex(32) : secret,
              ledger.now(),
              ledger.lastSequence(),
              null);
      notes.add(webhook);
      employ(webhook);
      return webhook;
    } finally {
      changing.unlock();
    }
  }

  private void checkReach(URI target) {
    try {
      guard.addresses(target.getScheme(), target.getHost(), target.getPort());
    } catch (AddressGuard.NotPublic e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    } catch (UnknownHostException e) {
      throw Refused.invalid("there is no host '" + target.getHost() + "' for the webhook");
    }
  }

  private String hex(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  /** Oldest first. */
  public List<Webhook> list(PoolId pool) {
    return notes.of(pool).stream()
        .sorted(java.util.Comparator.comparing(Webhook::created))
        .toList();
  }

  /** Throws {@link Refused} when the pool has no such webhook. */
  public Webhook get(PoolId pool, String id) {
    return notes.of(pool).stream()
        .filter(webhook -> webhook.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refused.notFound("webhook", id));
  }

  /** Takes it away, with what it has not delivered and its log. Throws {@link Refused}. */
  public void remove(PoolId pool, String id) throws InterruptedException {
    changing.lockInterruptibly();
    try {
      get(pool, id);
      Running one = running.remove(id);
      if (one != null) {
        one.courier().stop();
      }
      notes.remove(pool, id);
      if (one != null) {
        one.courier().log().delete();
      }
    } catch (IOException e) {
      LOG.warn("the log of webhook {} stays: {}", id, e.toString());
    } finally {
      changing.unlock();
    }
  }

  /** The last hundred tries, newest first. */
  public List<Delivery> deliveries(PoolId pool, String id) {
    return courier(pool, id).log().all().reversed();
  }

  /** Sends an event {@code test} now, once, and says what came of it. */
  public Delivery test(PoolId pool, String id) throws InterruptedException {
    return courier(pool, id).test();
  }

  private Courier courier(PoolId pool, String id) {
    Webhook webhook = get(pool, id);
    Running one = running.get(id);
    if (one == null) {
      throw new Refused(
          Refused.Kind.CONFLICT, "wrong_state", "webhook " + webhook.id() + " is served elsewhere");
    }
    return one.courier();
  }

  /** To be called when a drain of the pool is over; never fails it. */
  public void drained(PoolId pool, long tasksCompleted, Cost cost) {
    try {
      if (!notes.of(pool).isEmpty()) {
        ObjectNode told = Shapes.object().put("total_tasks_completed", tasksCompleted);
        CostShapes.put(told, cost);
        occurrences.drained(pool, CostShapes.put(told, "total_cost", cost));
      }
    } catch (LedgerException | Refused e) {
      LOG.warn("no webhook hears of the drain of {}: {}", pool, e.getMessage());
    }
  }

  /** Interrupts what is being sent; the next start sends it again. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    try {
      for (Running one : running.values()) {
        one.courier().stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}

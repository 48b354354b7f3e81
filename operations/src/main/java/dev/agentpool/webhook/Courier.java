package dev.agentpool.webhook;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.PoolId;
import dev.agentpool.webhook.Sender.Answer;
import dev.agentpool.wire.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries one webhook's events to its target, in the order of the journal, on a virtual thread of
 * its own: what waits for a slow target waits in the journal, behind the webhook's cursor, and no
 * other webhook waits with it. The cursor moves when an event was delivered or given up, so a
 * restart may send one event twice (with the same delivery id) and loses none.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int PAGE = 500;
  private static final int GONE = 410;
  private static final Duration LEDGER_AWAY = Duration.ofSeconds(5);
  private final Webhook webhook;
  private final Parts parts;
  private final DeliveryLog log;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private long cursor;

  /**
   * What couriers share.
   *
   * @param disable is told that a target is gone for good
   * @param told hears of every try
   */
  record Parts(
      Ledger ledger,
      WebhookNotes notes,
      Occurrences occurrences,
      KeptTexts kept,
      Sender sender,
      DeliverySettings settings,
      Clock clock,
      Pause pause,
      String version,
      Consumer<Webhook> disable,
      BiConsumer<PoolId, Delivery> told) {}

  Courier(Webhook webhook, Parts parts, DeliveryLog log) {
    this.webhook = webhook;
    this.parts = parts;
    this.log = log;
    this.thread = Thread.ofVirtual().name("webhook-" + webhook.id()).unstarted(this::run);
  }

  Courier start() {
    thread.start();
    return this;
  }

  /** There is something new in the journal. */
  void wake() {
    news.release();
  }

  /** Interrupts what is under way; it is sent again by the next courier of this webhook. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  DeliveryLog log() {
    return log;
  }

  private void run() {
    try {
      boolean isOpen = true;
      boolean isPlaced = false;
      while (isOpen) {
        try {
          if (!isPlaced) {
            cursor = parts.notes.cursor(webhook);
            isPlaced = true;
          }
          isOpen = catchUp();
        } catch (LedgerException unreadable) {
          LOG.warn("webhook {} waits for the ledger: {}", webhook.id(), unreadable.getMessage());
          awaitLedger();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("webhook {} stands still until the daemon starts again", webhook, e);
    }
  }

  /** Until the journal has something new, which says that it can be read; or a while. */
  private void awaitLedger() throws InterruptedException {
    news.drainPermits();
    boolean isReadable = news.tryAcquire(LEDGER_AWAY.toMillis(), TimeUnit.MILLISECONDS);
    LOG.debug("webhook {} tries again; {}", webhook.id(), isReadable ? "there is news" : "no news");
  }

  /**
   * Delivers all there is, then waits for more. Returns false when nothing is to be sent any more.
   */
  private boolean catchUp() throws InterruptedException {
    List<JournalEntry> page = parts.ledger.journal(cursor, PAGE);
    for (JournalEntry entry : page) {
      Optional<WebhookEvent> event =
          entry.pool().equals(webhook.pool())
              ? parts.occurrences.eventOf(entry).filter(webhook.events()::contains)
              : Optional.empty();
      if (event.isPresent()) {
        if (!deliver(entry, event.get())) {
          return false;
        }
        parts.notes.cursor(webhook, entry.seq());
      }
      cursor = entry.seq();
    }
    if (page.size() < PAGE) {
      news.acquire();
      news.drainPermits();
    }
    return true;
  }

  /** Tries until it is delivered or given up. Returns false when the target is gone for good. */
  private boolean deliver(JournalEntry entry, WebhookEvent event) throws InterruptedException {
    String id = Signature.deliveryId(webhook.id(), Long.toString(entry.seq()));
    byte[] body =
        Shapes.text(parts.kept.over(parts.occurrences.told(entry, event)))
            .getBytes(StandardCharsets.UTF_8);
    List<Delivery> before = log.of(id); // by a daemon that was stopped
    int tries = before.size();
    if (tries > 0) {
      Delivery last = before.getLast();
      if (last.isLast()) {
        return true; // the cursor alone was not written any more
      }
      Optional<Duration> wait = parts.settings.waitAfter(tries, age(entry));
      parts.pause.until(last.at().plus(wait.orElse(Duration.ZERO)));
    }
    while (true) {
      tries++;
      Optional<Duration> wait = parts.settings.waitAfter(tries, age(entry));
      Delivery delivery = tryOnce(id, event.wireName(), body, tries, wait.isEmpty());
      if (delivery.delivered()) {
        return true;
      }
      if (isGone(delivery)) {
        parts.disable.accept(webhook.disabledFor("its target answered 410 Gone"));
        return false;
      }
      if (wait.isEmpty()) {
        LOG.warn("{} of {} was given up: {}", event.wireName(), webhook, delivery.error());
        return true;
      }
      parts.pause.until(delivery.at().plus(wait.get()));
    }
  }

  private Duration age(JournalEntry entry) {
    return Duration.between(entry.at(), parts.clock.instant());
  }

  private static boolean isGone(Delivery delivery) {
    Integer status = delivery.status();
    return status != null && status == GONE;
  }

  /** Sends now, whatever waits; the answer is not acted on. */
  Delivery test() throws InterruptedException {
    Instant now = parts.clock.instant();
    ObjectNode told = Occurrences.opening("test", now.toEpochMilli(), webhook.pool());
    told.put("webhook_id", webhook.id());
    String id = Signature.deliveryId(webhook.id(), "test " + now + " " + System.nanoTime());
    return tryOnce(id, "test", Shapes.text(told).getBytes(StandardCharsets.UTF_8), 1, true);
  }

  private Delivery tryOnce(String id, String event, byte[] body, int attempt, boolean isLast)
      throws InterruptedException {
    Instant at = parts.clock.instant();
    long began = System.nanoTime();
    Answer answer = parts.sender.send(webhook.url(), headers(id, event, at, body), body);
    long millis = (System.nanoTime() - began) / 1_000_000;
    Delivery delivery =
        switch (answer) {
          case Answer.Status(int code) when code >= 200 && code < 300 ->
              new Delivery(id, event, attempt, at, millis, code, null, true);
          case Answer.Status(int code) ->
              new Delivery(
                  id, event, attempt, at, millis, code, said(code), isLast || code == GONE);
          case Answer.None(String why) ->
              new Delivery(id, event, attempt, at, millis, null, why, isLast);
        };
    log.add(delivery);
    parts.told.accept(webhook.pool(), delivery);
    return delivery;
  }

  private static String said(int code) {
    return code >= 300 && code < 400
        ? "answered " + code + ": redirects are not followed, give the address it leads to"
        : "answered " + code;
  }

  private Map<String, String> headers(String id, String event, Instant at, byte[] body) {
    long seconds = at.getEpochSecond();
    return Map.of(
        "Content-Type",
        "application/json",
        "User-Agent",
        "agentpool/" + parts.version,
        "X-Agentpool-Event",
        event,
        "X-Agentpool-Delivery",
        id,
        "X-Agentpool-Timestamp",
        Long.toString(seconds),
        "X-Agentpool-Signature",
        Signature.of(webhook.secret(), seconds, body));
  }
}

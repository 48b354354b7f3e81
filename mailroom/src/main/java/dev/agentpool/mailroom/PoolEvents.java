package dev.agentpool.mailroom;

import dev.agentpool.expert.log.SessionResult;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.paper.GoDuration;
import dev.agentpool.pool.PoolId;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.post.Letter;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostOffice;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in one pool, in the old program's events, read from the journal for one who
 * subscribed. A thread of its own asks the ledger for what an entry does not tell, so the journal's
 * readers wait for nobody; whoever hears must return at once.
 */
final class PoolEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PoolEvents.class);
  private static final String LETTERS = "letters:";
  private static final Pattern TRIGGER = Pattern.compile("\\*\\*Trigger:\\*\\* (\\S+)");
  private final PoolId pool;
  private final Ledger ledger;
  private final PostOffice office;
  private final Consumer<PoolEvent> hears;
  private final BlockingQueue<Optional<JournalEntry>> entries = new LinkedBlockingQueue<>();
  private final JournalFeed.Subscription journal;

  PoolEvents(
      PoolId pool, Ledger ledger, PostOffice office, JournalFeed feed, Consumer<PoolEvent> hears) {
    this.pool = pool;
    this.ledger = ledger;
    this.office = office;
    this.hears = hears;
    this.journal =
        feed.subscribe(entry -> {
          if (entry.pool().equals(pool)) {
            entries.add(Optional.of(entry));
          }
        });
    Thread.ofVirtual().name("pool-events").start(this::tell);
  }

  private void tell() {
    try {
      for (Optional<JournalEntry> next = entries.take(); next.isPresent(); next = entries.take()) {
        try {
          of(next.get()).forEach(hears);
        } catch (RuntimeException e) {
          LOG.warn("an event of pool {} cannot be told: {}", pool, e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its file was read again, and others are in it. */
  void reloaded(PoolId which, List<String> added, List<String> removed, Instant at) {
    if (which.equals(pool)) {
      Map<String, Object> data = new LinkedHashMap<>();
      if (!added.isEmpty()) {
        data.put("experts_added", added);
      }
      if (!removed.isEmpty()) {
        data.put("experts_removed", removed);
      }
      hears.accept(new PoolEvent(PoolEvent.RELOADED, at, data));
    }
  }

  private List<PoolEvent> of(JournalEntry entry) {
    if (entry.kind() == JournalKind.NOTE_PUT
        && entry.subject() instanceof Subject.OfNote(String space, String key)
        && space.startsWith(LETTERS)) {
      return office.letters(pool).stream()
          .filter(letter -> letter.key().equals(key) && isNew(letter, entry))
          .map(letter -> routed(letter.mail(), entry.at()))
          .toList();
    }
    return entry
        .task()
        .flatMap(ledger::task)
        .flatMap(task -> Mailed.of(task).map(mailed -> ofTask(entry, task, mailed.mail())))
        .orElse(List.of());
  }

  /** A letter that is read or held no longer was routed before. */
  private static boolean isNew(Letter letter, JournalEntry entry) {
    return letter.state() == Letter.State.UNREAD
        && !Duration.between(letter.at(), entry.at()).minusSeconds(1).isPositive();
  }

  private static List<PoolEvent> ofTask(JournalEntry entry, TaskRecord task, Mail mail) {
    Map<String, Object> data = new LinkedHashMap<>();
    String id = mail.id().value();
    switch (entry.kind()) {
      case SUBMITTED -> {
        return submitted(mail, entry.at());
      }
      case CLAIMED -> {
        data.put("expert", mail.to());
        data.put("task_id", id);
        data.put("model", task.spec().settings().find(SettingKeys.MODEL).orElse(""));
        return event(PoolEvent.SPAWNING, entry, data);
      }
      case UNBLOCKED -> {
        data.put("task_id", id);
        data.put("expert", mail.to());
        return event(PoolEvent.UNBLOCKED, entry, data);
      }
      case CANCELLED -> {
        data.put("task_id", id);
        if (!task.reason().isEmpty()) {
          data.put("cancel_note", task.reason());
        }
        return event(PoolEvent.CANCELLED, entry, data);
      }
      case SETTLED, APPROVED, REJECTED -> {
        return ended(entry, task, mail);
      }
      default -> {
        return List.of();
      }
    }
  }

  private static List<PoolEvent> submitted(Mail mail, Instant at) {
    List<PoolEvent> events = new ArrayList<>(List.of(routed(mail, at)));
    Matcher trigger = TRIGGER.matcher(mail.body());
    if (mail.id().value().startsWith("curation-") && trigger.find()) {
      events.add(new PoolEvent(PoolEvent.CURATION, at, Map.of("reason", trigger.group(1))));
    }
    return events;
  }

  private static PoolEvent routed(Mail mail, Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", mail.id().value());
    data.put("from", mail.from());
    data.put("to", mail.to());
    data.put("type", mail.type().word());
    return new PoolEvent(PoolEvent.ROUTED, at, data);
  }

  private static List<PoolEvent> ended(JournalEntry entry, TaskRecord task, Mail mail) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("expert", mail.to());
    data.put("task_id", mail.id().value());
    if (entry.to() == TaskState.COMPLETED) {
      Instant started = task.startedAt();
      String said = task.result() == null ? "" : task.result().output();
      data.put(
          "duration",
          GoDuration.text(started == null ? Duration.ZERO : Duration.between(started, entry.at())));
      data.put("exit_code", 0);
      data.put("summary", said.isBlank() ? SessionResult.noSummary() : SessionResult.summary(said));
      return event(PoolEvent.COMPLETED, entry, data);
    }
    if (entry.to() == TaskState.FAILED) {
      data.put("exit_code", -1);
      return event(PoolEvent.FAILED, entry, data);
    }
    return List.of();
  }

  private static List<PoolEvent> event(String type, JournalEntry entry, Map<String, Object> data) {
    return List.of(new PoolEvent(type, entry.at(), data));
  }

  @Override
  public void close() {
    journal.close();
    entries.add(Optional.empty());
  }
}

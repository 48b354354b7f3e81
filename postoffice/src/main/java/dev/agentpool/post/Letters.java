package dev.agentpool.post;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailType;
import dev.agentpool.pool.PoolId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The letters of pools, as notes of the ledger: one note a letter, so that each change of one is
 * one move. They lie in many small spaces, since a move reads the whole space it writes to; of
 * those that were read the oldest go. Thread-safe.
 */
final class Letters {
  private static final int BUCKETS = 256;
  private static final int MOST_IN_BUCKET = 60;
  private static final int READ_LENGTH = 16 << 10;
  private static final NoteBound BOUND = new NoteBound(80 << 20, 1L << 32, 100_000);
  private final Ledger ledger;
  private final Map<PoolId, OfPool> pools = new ConcurrentHashMap<>();

  Letters(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The letters of one pool as they were read, and as this changed them. */
  private static final class OfPool {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Letter> all = new HashMap<>(); // guarded by lock
  }

  private OfPool of(PoolId pool) {
    return pools.computeIfAbsent(pool, this::read);
  }

  private OfPool read(PoolId pool) {
    OfPool read = new OfPool();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      for (Noted<Letter> noted : space(bucket).in(ledger).list(pool)) {
        read.all.put(noted.key(), noted.value());
      }
    }
    return read;
  }

  private static Space<Letter> space(int bucket) {
    return new Space<>(
        "letters:" + Integer.toHexString(bucket | 0x100).substring(1),
        Codec.of(Letter::text, Letter::read),
        BOUND);
  }

  private static Space<Letter> spaceOf(String key) {
    return space(Integer.parseInt(key.substring(0, 2), 16));
  }

  /** Work is known by its id; of what is only read the same words from the same are the same. */
  static String key(Mail mail) {
    return mail.type().asksForWork()
        ? workKey(mail.id().value())
        : mail.type() == MailType.CANCEL
            ? cancelKey(String.valueOf(mail.cancels()))
            : Short.hash(
                String.join(
                    "\0",
                    mail.type().word(),
                    mail.id().value(),
                    mail.from(),
                    mail.to(),
                    mail.body()));
  }

  static String workKey(String mailId) {
    return Short.hash("work\0" + mailId);
  }

  /** Of a wish that came before what it is about. */
  static String cancelKey(String mailId) {
    return Short.hash("cancel\0" + mailId);
  }

  Optional<Letter> find(PoolId pool, String key) {
    OfPool letters = of(pool);
    letters.lock.lock();
    try {
      return Optional.ofNullable(letters.all.get(key));
    } finally {
      letters.lock.unlock();
    }
  }

  /** Those that fit, oldest first. */
  List<Letter> list(PoolId pool, Predicate<Letter> fits) {
    OfPool letters = of(pool);
    letters.lock.lock();
    try {
      List<Letter> found = new ArrayList<>(letters.all.values().stream().filter(fits).toList());
      found.sort(
          Comparator.comparing(Letter::at).thenComparing(letter -> letter.mail().id().value()));
      return found;
    } finally {
      letters.lock.unlock();
    }
  }

  /** Keeps a letter that is new; false when there is one already, and that stays. */
  boolean add(PoolId pool, Letter letter) {
    String key = letter.key();
    if (find(pool, key).isPresent()) {
      return false;
    }
    boolean added = spaceOf(key).in(ledger).add(pool, key, letter) instanceof Reply.Done<?>;
    if (added) {
      remember(pool, key, letter);
      prune(pool, key);
    }
    return added;
  }

  /** Puts it, whatever was there. */
  void put(PoolId pool, Letter letter) {
    String key = letter.key();
    Letter kept = letter.state() == Letter.State.READ ? letter.cut(READ_LENGTH) : letter;
    spaceOf(key).in(ledger).put(pool, key, kept).orThrow();
    remember(pool, key, kept);
  }

  boolean remove(PoolId pool, String key) {
    if (find(pool, key).isEmpty()) {
      return false; // as nearly always, which should cost no move
    }
    boolean removed = spaceOf(key).in(ledger).remove(pool, key);
    OfPool letters = of(pool);
    letters.lock.lock();
    try {
      letters.all.remove(key);
    } finally {
      letters.lock.unlock();
    }
    return removed;
  }

  private void remember(PoolId pool, String key, Letter letter) {
    OfPool letters = of(pool);
    letters.lock.lock();
    try {
      letters.all.put(key, letter);
    } finally {
      letters.lock.unlock();
    }
  }

  /** Of letters that were read there is room for some thousand. */
  private void prune(PoolId pool, String added) {
    String bucket = added.substring(0, 2);
    List<Letter> old =
        list(
            pool, letter -> letter.state() == Letter.State.READ && letter.key().startsWith(bucket));
    for (int i = 0; i < old.size() - MOST_IN_BUCKET; i++) {
      remove(pool, old.get(i).key());
    }
  }
}

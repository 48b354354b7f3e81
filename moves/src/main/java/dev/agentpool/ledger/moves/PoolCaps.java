package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Unit;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The caps of a pool and of its days: those that were set, and those that are raised for a day.
 * Lives inside one transaction.
 */
final class PoolCaps {
  private static final String RAISED = RaisedForToday.SPACE;

  private final Books books;

  PoolCaps(Books books) {
    this.books = books;
  }

  static LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** With its caps of now: one that was raised for a day that is over is what it was. */
  Account poolAccount(PoolRecord pool) {
    return RaisedForToday.asOf(dayOf(books.now()), pool, stored(pool), books.notes()::note);
  }

  private Account stored(PoolRecord pool) {
    AccountKey key = AccountKey.pool(pool.id().value());
    return books.accounts().find(key).orElseGet(() -> Account.empty(key, pool.caps().whole()));
  }

  Account dayAccount(PoolRecord pool, Instant at) {
    AccountKey key = AccountKey.day(pool.id().value(), dayOf(at).toString());
    return books.accounts().find(key).orElseGet(() -> Account.empty(key, pool.caps().daily()));
  }

  /** The cap is higher by so much until the end of this day; those of days to come are not. */
  void raiseForToday(PoolRecord pool, Cap cap, Amount by) {
    Amount now = cap.tally().cap();
    if (now == null) {
      return;
    }
    books.accounts().put(pool.id(), cap.account().withCap(cap.unit(), now.plus(by)));
    String whose = cap.isOfDay() ? "day " : "pool ";
    long n = journal(pool, whose + now.plus(by) + " for today");
    if (!cap.isOfDay()) {
      String day = dayOf(books.now()).toString();
      books
          .notes()
          .put(pool.id(), new Note(RAISED, RaisedForToday.key(cap.unit()), day, books.now(), n));
    }
  }

  /** The cap is higher by so much than it is now, from now on. */
  void raise(PoolRecord pool, Cap cap, Amount by) {
    Amount now = cap.tally().cap();
    if (now == null) {
      return;
    }
    Caps caps = pool.caps();
    Amount higher = now.plus(by);
    Caps after =
        cap.isOfDay()
            ? new Caps(caps.whole(), caps.daily().with(higher), caps.task())
            : new Caps(caps.whole().with(higher), caps.daily(), caps.task());
    books.pools().put(new PoolRecord(pool.id(), pool.name(), pool.directory(), after));
    books.accounts().put(pool.id(), cap.account().withCap(cap.unit(), higher));
    if (!cap.isOfDay()) {
      books.notes().remove(pool.id(), RAISED, RaisedForToday.key(cap.unit()));
    }
    journal(pool, told(after));
  }

  /** Writes down that raises for a day are over, if they are. */
  void endRaises(PoolRecord pool) {
    LocalDate today = dayOf(books.now());
    for (Unit unit : Unit.values()) {
      Account account = stored(pool);
      if (RaisedForToday.isOver(today, pool, account, unit, books.notes()::note)) {
        Amount usual = pool.caps().whole().of(unit);
        books.accounts().put(pool.id(), account.withCap(unit, usual));
        books.notes().remove(pool.id(), RAISED, RaisedForToday.key(unit));
        journal(pool, "pool " + shown(usual) + " again: the day is over");
      }
    }
  }

  /** New caps hold for the pool, for today and for days to come. */
  PoolRecord put(PoolRecord before, Caps caps) {
    PoolRecord after = new PoolRecord(before.id(), before.name(), before.directory(), caps);
    Account today = dayAccount(before, books.now());
    books.pools().put(after);
    books.accounts().put(after.id(), stored(before).withCaps(caps.whole()));
    books.accounts().put(after.id(), today.withCaps(caps.daily()));
    for (Unit unit : Unit.values()) {
      books.notes().remove(after.id(), RAISED, RaisedForToday.key(unit));
    }
    journal(after, told(caps));
    return after;
  }

  private static String told(Caps caps) {
    return "pool "
        + told(caps.whole())
        + ", day "
        + told(caps.daily())
        + ", task "
        + (caps.task() == null ? "none" : caps.task().toString());
  }

  private static String told(Limits limits) {
    List<Amount> all = limits.all();
    return all.isEmpty()
        ? "none"
        : all.stream().map(Amount::toString).collect(Collectors.joining(" and "));
  }

  private static String shown(@Nullable Amount cap) {
    return cap == null ? "none" : cap.toString();
  }

  private long journal(PoolRecord pool, String detail) {
    return books.journal().append(JournalKind.CAPS_CHANGED, pool.id(), Subject.POOL, detail);
  }
}

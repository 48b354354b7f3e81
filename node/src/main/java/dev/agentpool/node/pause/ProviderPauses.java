package dev.agentpool.node.pause;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.OutcomeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands still, since when, why, and when it is tried again: a provider whose usage window is
 * full, whose log-in is lost, that is not there; a project that gives no workspace. Thread-safe.
 *
 * <p>INVARIANT: while something stands still no task of it is begun, but for one at a time when a
 * try is due. A try that shows the same makes the wait longer; one that works ends the pause. Kept
 * as notes in the ledger, so it survives the daemon.
 */
public final class ProviderPauses {
  private static final Duration FIRST_GUESS = Duration.ofMinutes(1);
  private static final Duration LONGEST_GUESS = Duration.ofMinutes(30);
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Pause> pauses = new LinkedHashMap<>(); // guarded by lock

  /**
   * By the pause's key: the attempt that tries, empty while it is being claimed; guarded by lock.
   */
  private final Map<String, Optional<AttemptKey>> tries = new LinkedHashMap<>();

  /** By provider; guarded by lock. */
  private final Map<String, Hold> holds = new LinkedHashMap<>();

  private @Nullable PauseNotes notes; // guarded by lock
  private @Nullable HoldNotes holdNotes; // guarded by lock
  private volatile boolean any;
  private volatile Runnable listener = () -> {};
  private volatile Function<Pause, Planned> planner = _ -> Planned.NOTHING;

  /** The space of notes in which pauses are. */
  public static final String NOTES = "pause";

  /** The space of notes in which holds are. */
  public static final String HOLDS = "hold";

  /**
   * Something that stands still.
   *
   * @param key what exactly: a provider with its log-in, or a project
   * @param provider its name; empty for a project
   * @param pool where it came up; a project's pause concerns only this one
   * @param code what was in the way
   * @param until when it is tried again
   * @param inARow how often it was tried in vain
   * @param announced whether it was said that it goes on soon
   * @param planned what waited for it when that was said, or when it began
   */
  public record Pause(
      String key,
      String provider,
      PoolId pool,
      OutcomeCode code,
      Instant since,
      Instant until,
      String why,
      int inARow,
      boolean announced,
      Planned planned) {
    public boolean ofProject() {
      return provider.isEmpty();
    }

    /** Whether it ends at a time that the provider told: then it is a plan. */
    public boolean ofLimit() {
      return code == OutcomeCode.RATE_LIMITED;
    }

    private Pause with(boolean told, Planned plan) {
      return new Pause(key, provider, pool, code, since, until, why, inARow, told, plan);
    }
  }

  /**
   * What begins once something is out of the way.
   *
   * @param tasks how many
   * @param about what would be set aside for them, were they begun now
   */
  public record Planned(long tasks, Money about) {
    public static final Planned NOTHING = new Planned(0, Money.ZERO);

    public Planned plus(long moreTasks, Money more) {
      return new Planned(tasks + moreTasks, about.plus(more));
    }
  }

  /**
   * A provider that a person lets start nothing, whether or not it could.
   *
   * @param provider its name, or {@link #EVERY} for all
   * @param pool whose notes keep it; it holds for all pools
   * @param by who said so
   */
  public record Hold(String provider, PoolId pool, String by, Instant since) {
    public static final String EVERY = "*";

    public boolean ofAll() {
      return provider.equals(EVERY);
    }
  }

  /**
   * What a claim may take.
   *
   * @param held providers whose tasks are passed over
   * @param poolStands whether it may take nothing at all
   * @param tries keys of pauses that this claim's task tries
   */
  public record Clearance(Set<String> held, boolean poolStands, List<String> tries) {
    static final Clearance ALL = new Clearance(Set.of(), false, List.of());
  }

  /** Reads what the daemon before noted, and notes what comes. */
  public void keepIn(Ledger ledger) {
    lock.lock();
    try {
      PauseNotes kept = new PauseNotes(ledger);
      notes = kept;
      for (Pause pause : kept.read()) {
        if (pause.until().plus(FORGOTTEN_AFTER).isBefore(ledger.now())) {
          kept.remove(pause); // of a log-in that nobody has any more
        } else {
          pauses.put(pause.key(), pause);
        }
      }
      HoldNotes held = new HoldNotes(ledger);
      holdNotes = held;
      held.read().forEach(hold -> holds.put(hold.provider(), hold));
      any = !pauses.isEmpty() || !holds.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A person's word: that provider starts nothing until {@link #release}. Returns the hold that is
   * in force, which may be an earlier one. Throws {@link dev.agentpool.ledger.LedgerException}.
   */
  public Hold hold(Hold wanted) {
    lock.lock();
    try {
      Hold before = holds.get(wanted.provider());
      if (before != null) {
        return before;
      }
      if (holdNotes != null) {
        holdNotes.write(wanted);
      }
      holds.put(wanted.provider(), wanted);
      any = true;
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a hold back; empty when there was none. */
  public Optional<Hold> release(String provider) {
    Hold ended;
    lock.lock();
    try {
      ended = holds.get(provider);
      if (ended != null && holdNotes != null) {
        holdNotes.remove(ended);
      }
      holds.remove(provider);
      any = !pauses.isEmpty() || !holds.isEmpty();
    } finally {
      lock.unlock();
    }
    if (ended != null) {
      listener.run();
    }
    return Optional.ofNullable(ended);
  }

  /** All that are in force. */
  public List<Hold> holds() {
    lock.lock();
    try {
      return List.copyOf(holds.values());
    } finally {
      lock.unlock();
    }
  }

  /** What holds this provider back, if a person does. */
  public Optional<Hold> heldBy(String provider) {
    lock.lock();
    try {
      Hold own = holds.get(provider);
      return Optional.ofNullable(own == null ? holds.get(Hold.EVERY) : own);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes down, once for each, that pauses go on within that time; who follows the journal is told
   * so. A held one goes on at no time.
   */
  public void announce(Instant now, Duration ahead) {
    if (!any) {
      return;
    }
    lock.lock();
    try {
      for (Pause pause : List.copyOf(pauses.values())) {
        boolean soon = pause.until().isAfter(now) && !pause.until().isAfter(now.plus(ahead));
        if (soon && pause.ofLimit() && !pause.announced() && heldBy(pause.provider()).isEmpty()) {
          put(pause.with(true, planner.apply(pause)));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void put(Pause pause) {
    pauses.put(pause.key(), pause);
    any = true;
    if (notes != null) {
      notes.write(pause);
    }
  }

  /** Who knows what waits for a provider. */
  public void plannedBy(Function<Pause, Planned> knows) {
    planner = knows;
  }

  /** A pause as a pool's notes have it under this key; empty when it has ended since. */
  public static Optional<Pause> noted(Ledger ledger, PoolId pool, String key) {
    return new PauseNotes(ledger).find(pool, key);
  }

  /** An attempt that a daemon before began goes on: it may be the one that tries. */
  public void goesOn(String key, AttemptKey attempt, @Nullable Instant began) {
    lock.lock();
    try {
      Pause pause = pauses.get(key);
      if (pause != null && began != null && !began.isBefore(pause.until())) {
        tries.putIfAbsent(key, Optional.of(attempt));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Told when a pause ends. */
  public void whenEnded(Runnable heard) {
    listener = heard;
  }

  /**
   * Pauses until the time that is known, or for a growing guess; returns when it is tried again.
   * One that already holds is not made longer by those who ran into it with the first.
   */
  public Instant pause(Pause found, @Nullable Instant known, Instant now) {
    lock.lock();
    try {
      Pause before = pauses.get(found.key());
      if (before != null
          && before.until().isAfter(now)
          && (known == null || known.equals(before.until()))) {
        return before.until();
      }
      int inARow = before == null ? 1 : before.inARow() + 1;
      Pause pause =
          new Pause(
              found.key(),
              found.provider(),
              before == null ? found.pool() : before.pool(),
              found.code(),
              before == null ? now : before.since(),
              known != null && known.isAfter(now) ? known : now.plus(guess(inARow)),
              found.why(),
              inARow,
              false,
              Planned.NOTHING);
      pauses.put(pause.key(), pause); // what it holds up is found by it
      put(pause.with(false, planner.apply(pause)));
      return pause.until();
    } finally {
      lock.unlock();
    }
  }

  private static Duration guess(int inARow) {
    Duration guess = FIRST_GUESS.multipliedBy(1L << Math.min(inARow - 1, 10));
    return guess.compareTo(LONGEST_GUESS) < 0 ? guess : LONGEST_GUESS;
  }

  /** An attempt that began at that time showed that it works. */
  public void worked(String key, @Nullable Instant began) {
    if (any) {
      Pause pause = find(key).orElse(null);
      if (pause != null && began != null && !began.isBefore(pause.since())) {
        end(List.of(pause));
      }
    }
  }

  private Optional<Pause> find(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(pauses.get(key));
    } finally {
      lock.unlock();
    }
  }

  /** Ends the pauses that concern a pool, on a person's word; returns them. */
  public List<Pause> resume(PoolId pool, BiPredicate<String, String> uses) {
    List<Pause> ended = concerning(pool, uses);
    end(ended);
    return ended;
  }

  private void end(List<Pause> ended) {
    lock.lock();
    try {
      for (Pause pause : ended) {
        pauses.remove(pause.key());
        tries.remove(pause.key());
        if (notes != null) {
          notes.remove(pause);
        }
      }
      any = !pauses.isEmpty() || !holds.isEmpty();
    } finally {
      lock.unlock();
    }
    if (!ended.isEmpty()) {
      listener.run();
    }
  }

  /**
   * What a slot may claim now. What is due is tried by this claim alone, until {@link #claimed}
   * says that it took something else.
   *
   * @param uses whether this slot means that very key by the name of a provider
   */
  public Clearance clearance(PoolId pool, BiPredicate<String, String> uses, Instant now) {
    if (!any) {
      return Clearance.ALL;
    }
    lock.lock();
    try {
      Set<String> held = new HashSet<>();
      List<String> mine = new ArrayList<>();
      boolean stands = false;
      for (Hold hold : holds.values()) {
        stands |= hold.ofAll();
        held.add(hold.provider());
      }
      for (Pause pause : concerning(pool, uses)) {
        if (held.contains(pause.provider())) {
          continue;
        }
        if (!pause.until().isAfter(now) && !tries.containsKey(pause.key())) {
          mine.add(pause.key());
        } else if (pause.ofProject()) {
          stands = true;
        } else {
          held.add(pause.provider());
        }
      }
      if (!stands) {
        mine.forEach(key -> tries.put(key, Optional.empty()));
      }
      return new Clearance(held, stands, stands ? List.of() : mine);
    } finally {
      lock.unlock();
    }
  }

  /** What came of a claim: a try is bound to the attempt, or is anybody's again. */
  public void claimed(Clearance clearance, @Nullable AttemptKey attempt, String provider) {
    if (clearance.tries().isEmpty()) {
      return;
    }
    lock.lock();
    try {
      for (String key : clearance.tries()) {
        Pause pause = pauses.get(key);
        if (attempt != null
            && pause != null
            && (pause.ofProject() || pause.provider().equals(provider))) {
          tries.put(key, Optional.of(attempt));
        } else {
          tries.remove(key);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** An attempt is over: what it tried may be tried again, when it is due. */
  public void ended(AttemptKey attempt) {
    if (any) {
      lock.lock();
      try {
        tries.values().removeIf(Optional.of(attempt)::equals);
      } finally {
        lock.unlock();
      }
    }
  }

  /** What concerns a pool, longest first. */
  public List<Pause> concerning(PoolId pool, BiPredicate<String, String> uses) {
    if (!any) {
      return List.of();
    }
    lock.lock();
    try {
      return pauses.values().stream()
          .filter(pause ->
              pause.ofProject()
                  ? pause.pool().equals(pool)
                  : uses.test(pause.provider(), pause.key()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** All that stand still, over all pools. */
  public List<Pause> all() {
    lock.lock();
    try {
      return List.copyOf(pauses.values());
    } finally {
      lock.unlock();
    }
  }
}

package dev.agentpool.process;

import dev.agentpool.process.EndReport.Means;
import dev.agentpool.process.ProcessTable.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The kill ladder of one session; see {@link Child#end}.
 *
 * <p>The daemon is not made a child subreaper: orphans of all sessions would become its own
 * children, it could not tell whose they were, and to reap them it would have to wait for any
 * child, which steals the exit codes that the JDK waits for. Orphans are found by {@link Members}
 * and reaped by the machine's init, or by the namespace.
 */
final class Ending {

  private static final Duration AFTER_KILL = Duration.ofSeconds(1);
  private static final int SWEEPS = 100;

  private final ProcessTable table;
  private final ProcessIdentity holder;
  private final Frame frame;
  private final Members members;

  Ending(ProcessTable table, ProcessIdentity holder, Frame frame, String marker) {
    this.table = table;
    this.holder = holder;
    this.frame = frame;
    this.members = new Members(table, holder, marker);
  }

  EndReport run(Duration patience) {
    Means means = stop(patience);
    return sweep(means);
  }

  private Means stop(Duration patience) {
    if (!holderLives()) {
      return Means.ALREADY_ENDED;
    }
    if (patience.isPositive() && terminate(patience)) {
      return Means.SIGTERM;
    }
    // the shell stays, so that it can write the exit code; it has nothing to wait for then
    if (insist(AFTER_KILL, this::killAllButFrame)) {
      return Means.SIGKILL;
    }
    signal(members.find(), Native.SIGKILL, e -> true);
    awaitHolder(AFTER_KILL);
    return Means.SIGKILL_HOLDER;
  }

  /**
   * Asks the process group to end, once. A session that is only just starting may not have its
   * agent yet: it is asked when it comes, and asked again when it was still the shell that was
   * about to become it, which does not heed the signal. What the agent itself starts while it
   * tidies up is left alone.
   */
  private boolean terminate(Duration patience) {
    Set<String> asked = new HashSet<>();
    return insist(
        patience,
        found -> {
          boolean first = asked.isEmpty();
          Set<Long> ours = frame(found);
          signal(
              found,
              Native.SIGTERM,
              e ->
                  e.group() == holder.pid()
                      && !ours.contains(e.pid())
                      && (first || ours.contains(e.parent()))
                      && asked.add(e.pid() + " " + table.words(e.pid())));
        });
  }

  /**
   * Acts again and again, at growing intervals, until the holder is gone; false when it is not
   * after the patience.
   */
  private boolean insist(Duration patience, Consumer<List<Entry>> act) {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = Duration.ofMillis(20);
    while (true) {
      act.accept(members.find());
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (awaitHolder(left.compareTo(pause) < 0 ? left : pause)) {
        return true;
      }
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      pause = pause.multipliedBy(2);
    }
  }

  private void killAllButFrame(List<Entry> found) {
    Set<Long> ours = frame(found);
    signal(found, Native.SIGKILL, e -> !ours.contains(e.pid()));
  }

  private Set<Long> frame(List<Entry> found) {
    Set<Long> pids = new HashSet<>();
    frame.in(found, holder).forEach(e -> pids.add(e.pid()));
    return pids;
  }

  /**
   * Kills whoever is left until two looks find nobody; a process may have been forking while we
   * looked.
   */
  EndReport sweep(Means means) {
    Set<Long> swept =
        new HashSet<>(); // each once: a killed one may still be there at the next look
    int quiet = 0;
    List<Entry> left = List.of();
    for (int i = 0; i < SWEEPS && quiet < (means == Means.ALREADY_ENDED ? 1 : 2); i++) {
      left = members.find();
      if (left.isEmpty()) {
        quiet++;
        continue;
      }
      quiet = 0;
      if (!frame.isNamespace() || i > 0) { // else the kernel may still be at it
        left.forEach(entry -> swept.add(entry.pid()));
      }
      signal(left, Native.SIGKILL, e -> true);
      LockSupport.parkNanos(i < 10 ? 1_000_000 : 10_000_000);
    }
    return new EndReport(means, swept.size(), left.stream().map(Entry::pid).toList());
  }

  private void signal(List<Entry> targets, int signal, Predicate<Entry> which) {
    for (Entry entry : targets) {
      // the pid may have been handed out again since the scan
      if (which.test(entry)
          && table
              .find(entry.pid())
              .filter(now -> now.startTicks() == entry.startTicks())
              .isPresent()) {
        Native.kill(entry.pid(), signal);
      }
    }
  }

  private boolean awaitHolder(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = 500_000;
    while (holderLives()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, pause));
      pause = Math.min(10_000_000, pause * 2);
      if (Thread.currentThread().isInterrupted()) {
        return !holderLives(); // be quick, but go down the whole ladder
      }
    }
    return true;
  }

  private boolean holderLives() {
    return table.isAlive(holder);
  }
}

package dev.agentpool.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many files this process may have open, and how many it has. What needs descriptors asks here
 * first: one that runs into the limit breaks things that nobody can mend, the JDK's pollers and a
 * half-started session among them. Thread-safe.
 */
public final class OpenFiles {
  /** What a daemon can work with: some 120 are its own. */
  public static final long LEAST = 160;

  private static final int ENOUGH = 256;
  private static final int FOR_A_SESSION = 10;
  private static final int RESERVE = 14;
  private static final int MOST_CONNECTIONS = 512;
  private static final int FEWEST_CONNECTIONS = 8;
  private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+|unlimited)");
  private static final OpenFiles PROCESS = new OpenFiles(limitHere(), OpenFiles::openHere);

  private final long limit;
  private final LongSupplier open;
  private final Deque<Long> starting = new ArrayDeque<>(); // guarded by this

  OpenFiles(long limit, LongSupplier open) {
    this.limit = limit;
    this.open = open;
  }

  public static OpenFiles ofThisProcess() {
    return PROCESS;
  }

  private static long limitHere() {
    try {
      Matcher found = LIMIT.matcher(Files.readString(LIMITS));
      return found.find() && !found.group(1).equals("unlimited")
          ? Long.parseLong(found.group(1))
          : Long.MAX_VALUE;
    } catch (IOException notLinux) {
      return Long.MAX_VALUE;
    }
  }

  /** The size of the folder is the number of its entries since Linux 6.2, and 0 before. */
  private static long openHere() {
    try {
      long size = Files.size(DESCRIPTORS);
      if (size > 0) {
        return size;
      }
    } catch (IOException cannotTell) {
      return 0;
    }
    String[] all = new File(DESCRIPTORS.toString()).list();
    return all == null ? Long.MAX_VALUE : all.length;
  }

  /** Why a daemon cannot work under this limit, and what to do; empty when it can. */
  public Optional<String> tooFew() {
    return limit >= LEAST
        ? Optional.empty()
        : Optional.of(
            "the limit of open files is "
                + limit
                + ", and the daemon needs at least "
                + LEAST
                + ": raise it with ulimit -n 4096 (or what the hard limit allows, ulimit -Hn) and"
                + " try again");
  }

  /** How many connections a socket takes at once. */
  public int connections() {
    return limit >= LEAST + 4L * MOST_CONNECTIONS
        ? MOST_CONNECTIONS
        : (int) Math.max(FEWEST_CONNECTIONS, (limit - LEAST) / 4 + FEWEST_CONNECTIONS);
  }

  /** Why no session can be started now; empty when there is room for one more. */
  public Optional<String> lacking() {
    return free() >= FOR_A_SESSION + RESERVE ? Optional.empty() : Optional.of(text());
  }

  /**
   * Takes the room that the start of a session needs; false when there is not enough. Room that was
   * taken is counted by what is open soon afterwards.
   */
  public synchronized boolean start() {
    if (lacking().isPresent()) {
      return false;
    }
    starting.add(System.nanoTime());
    return true;
  }

  /** No session is started after all. */
  public synchronized void startsNot() {
    starting.pollLast();
  }

  private synchronized long free() {
    long left = Math.max(0, limit - open.getAsLong());
    long now = System.nanoTime();
    starting.removeIf(began -> now - began > STARTING_NANOS);
    return left > ENOUGH ? left : left - (long) starting.size() * FOR_A_SESSION;
  }

  private String text() {
    return "the machine's limit of open files: "
        + Math.min(limit, open.getAsLong())
        + " of "
        + limit
        + " are open, so no more sessions are started until some are closed; raise it (ulimit -n"
        + " 4096, then agentpool stop and agentpool start)";
  }
}

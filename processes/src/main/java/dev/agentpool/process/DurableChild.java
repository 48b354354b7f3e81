package dev.agentpool.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child of this host, started or adopted.
 *
 * <p>The exit code is what the session's shell wrote into {@code exit}. If it was killed before
 * that, the answer is, in this order: the signal we sent, the signal our own child died of,
 * unknown.
 */
final class DurableChild implements Child {
  private static final String NO_SPACE =
      "its exit code could not be written: no space was left on the disk";

  private static final Logger log = LoggerFactory.getLogger(DurableChild.class);
  private static final int KILLED = 128 + Native.SIGKILL;

  /** Until where somebody waits for the output to be delivered. */
  private record Goal(long offset, CompletableFuture<Void> reached) {}

  /** Who listens, and from where. */
  record Follower(long fromOffset, OutputListener listener) {}

  private final SessionFolder folder;
  private final SessionFolder.Meta meta;
  private final ProcessIdentity identity;
  private final @Nullable Process process; // null when adopted
  private final ProcessTable table;
  private final TailThread tail;
  private final Runnable onEnded;
  private final InputPipe input;
  private final AtomicReference<@Nullable Follower> follower = new AtomicReference<>();
  private final AtomicReference<@Nullable Goal> goal = new AtomicReference<>();
  private final AtomicReference<@Nullable Exit> exit = new AtomicReference<>();
  private final CompletableFuture<Exit> onExit = new CompletableFuture<>();
  private final ReentrantLock endLock = new ReentrantLock(); // one ladder at a time
  private final Ending ending; // guarded by endLock
  private int aliveQuestions; // touched by the tail thread only
  private volatile boolean holderKilled;
  private volatile boolean over; // the tail thread is done with it

  DurableChild(
      SessionFolder folder,
      SessionFolder.Meta meta,
      ProcessIdentity identity,
      @Nullable Process process,
      ProcessTable table,
      TailThread tail,
      Duration writePatience,
      Runnable onEnded) {
    this.folder = folder;
    this.meta = meta;
    this.identity = identity;
    this.process = process;
    this.table = table;
    this.tail = tail;
    this.onEnded = onEnded;
    this.input = new InputPipe(folder, meta.fifo(), writePatience, this::alive);
    this.ending = new Ending(table, identity, Frame.of(meta), meta.marker());
  }

  /** Begins to look after it. */
  void begin() {
    tail.watch(this, false);
    Process own = process;
    if (own != null) {
      own.onExit().thenRun(() -> tail.hintExit(this));
    }
  }

  SessionFolder sessionFolder() {
    return folder;
  }

  String marker() {
    return meta.marker();
  }

  int maxLineBytes() {
    return meta.maxLineBytes();
  }

  long outputQuotaBytes() {
    return meta.outputQuotaBytes();
  }

  @Nullable Follower follower() {
    return follower.get();
  }

  void drop(Follower failed) {
    follower.compareAndSet(failed, null);
    delivered(Long.MAX_VALUE);
  }

  @Override
  public Path folder() {
    return folder.path();
  }

  @Override
  public ProcessIdentity identity() {
    return identity;
  }

  @Override
  public void write(byte[] bytes) {
    input.write(bytes);
  }

  @Override
  public void closeInput() {
    input.close();
  }

  @Override
  public void follow(long fromOffset, OutputListener listener) {
    if (fromOffset < 0) {
      throw new IllegalArgumentException("cannot follow " + folder.path() + " from " + fromOffset);
    }
    follower.set(new Follower(fromOffset, listener));
    tail.watch(this, over);
  }

  @Override
  public CompletableFuture<Void> delivery(long offset) {
    Goal wanted = new Goal(offset, new CompletableFuture<>());
    Goal before = goal.getAndSet(wanted);
    if (before != null) {
      before.reached().complete(null);
    }
    tail.watch(this, over); // it may be there already
    return wanted.reached();
  }

  /** Called by the tail thread: so much was delivered. */
  void delivered(long offset) {
    Goal wanted = goal.get();
    if (wanted != null && offset >= wanted.offset() && goal.compareAndSet(wanted, null)) {
      Thread.ofVirtual().name("agentpool-delivered").start(() -> wanted.reached().complete(null));
    }
  }

  @Override
  public boolean alive() {
    return table.isAlive(identity);
  }

  /**
   * As {@link #alive}, but cheap enough to ask for hundreds of sessions every second: a recycled
   * pid is noticed at every sixteenth call. For the tail thread.
   */
  boolean seemsAlive() {
    Process own = process;
    if (own != null) {
      return own.isAlive();
    }
    boolean thorough = (++aliveQuestions & 15) == 0 || identity.pid() <= 1;
    return thorough ? alive() : Native.kill(identity.pid(), 0) != -Native.ESRCH;
  }

  @Override
  public Optional<Exit> exit() {
    return alive() ? Optional.empty() : Optional.of(resolveExit());
  }

  @Override
  public CompletableFuture<Exit> onExit() {
    return onExit.copy();
  }

  @Override
  public EndReport end(Duration patience) {
    endLock.lock();
    try {
      EndReport report = ending.run(patience);
      if (report.means() == EndReport.Means.SIGKILL_HOLDER) {
        holderKilled = true;
      }
      tail.hintExit(this);
      return report;
    } finally {
      endLock.unlock();
    }
  }

  @Override
  public String errorTail(int maxBytes) {
    return folder.errorTail(maxBytes);
  }

  /** Whether the kernel cannot be relied on to have ended everything with the holder. */
  boolean needsSweep() {
    return !meta.confinement().isNamespace() || folder.readExit().isEmpty();
  }

  void sweep() {
    endLock.lock();
    try {
      EndReport report = ending.sweep(EndReport.Means.ALREADY_ENDED);
      if (report.swept() > 0 || !report.isClean()) {
        log.info(
            "{} ended and left processes: {} killed, still there: {}",
            folder.path(),
            report.swept(),
            report.survivors());
      }
    } finally {
      endLock.unlock();
    }
  }

  void endForQuota(String file, long quota) {
    log.warn(
        "{} of {} grew beyond its quota of {} bytes: the child is ended",
        file,
        folder.path(),
        quota);
    Thread.ofVirtual().name("agentpool-end").start(() -> end(Duration.ZERO));
  }

  /**
   * Called once by the tail thread, when all output was delivered. What depends on it runs
   * elsewhere.
   */
  void ended() {
    over = true;
    onEnded.run();
    delivered(Long.MAX_VALUE);
    Thread.ofVirtual().name("agentpool-exit").start(() -> onExit.complete(resolveExit()));
  }

  private Exit resolveExit() {
    Exit known = exit.get();
    if (known != null) {
      return known;
    }
    exit.compareAndSet(null, folder.readExit().orElseGet(this::exitWithoutFile));
    return Objects.requireNonNull(exit.get());
  }

  private Exit exitWithoutFile() {
    int code = holderKilled ? KILLED : ownExitValue();
    if (SessionFolder.exitOf(code) instanceof Exit.Signal signal) {
      folder.writeExit(code);
      return signal;
    }
    if (!identity.bootId().equals(table.bootId())) {
      return new Exit.Unknown("the machine was restarted while it ran");
    }
    if (Files.exists(folder.exit())) {
      return new Exit.Unknown(NO_SPACE);
    }
    String said = errorTail(500).strip();
    return new Exit.Unknown(
        "its processes were killed before they could write the exit code"
            + (said.isEmpty() ? "" : "; the last error output is: " + said));
  }

  /** How the holder ended if it is our own child; 0 when that is not known. */
  private int ownExitValue() {
    Process own = process;
    try {
      return own != null && own.waitFor(5, TimeUnit.SECONDS) ? own.exitValue() : 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}

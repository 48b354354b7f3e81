package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes of branches by one {@code git update-ref} of a repository that is kept for the next
 * change, instead of a git for each. It ends by itself when it has not been asked for a while, when
 * the repository's configuration has changed, and with the daemon, however that ends.
 *
 * <p>INVARIANT: what it says is not done may have been done all the same; whoever asks then does it
 * by a git of its own, in a way that finds it done. Thread-safe.
 */
final class RefUpdates {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int MOST = 8;
  private static final String END = "";

  private final Git git;
  private final Duration idle;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Kept> kept = new HashMap<>(); // guarded by lock

  private record Kept(
      Process process, OutputStream in, BlockingQueue<String> said, Stamps of, long usedNanos) {
    Kept usedNow() {
      return new Kept(process, in, said, of, System.nanoTime());
    }

    boolean serves(Stamps now) {
      return process.isAlive() && of.equals(now);
    }
  }

  RefUpdates(Git git) {
    this(git, IDLE);
  }

  /**
   * @param idle how long it is kept without being asked
   */
  RefUpdates(Git git, Duration idle) {
    this.git = git;
    this.idle = idle;
  }

  /** Makes a branch that is not there. */
  boolean created(Path repository, String branch, String commit) {
    return done(repository, "create " + Refs.ref(branch) + " " + commit);
  }

  /** Drops a branch that stands on the commit. */
  boolean deleted(Path repository, String branch, String commit) {
    return done(repository, "delete " + Refs.ref(branch) + " " + commit);
  }

  /** Whether the change is known to be done. */
  private boolean done(Path repository, String change) {
    lock.lock();
    try {
      Kept asked = keptOf(repository);
      boolean isDone = false;
      try {
        String words = "start\noption no-deref\n" + change + "\ncommit\n";
        asked.in().write(words.getBytes(StandardCharsets.UTF_8));
        asked.in().flush();
        isDone = hears(asked, "start: ok") && hears(asked, "commit: ok");
      } finally {
        if (!isDone) {
          drop(repository, asked);
        }
      }
      return isDone;
    } catch (IOException | WorkspaceException cannot) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private static boolean hears(Kept asked, String answer) throws InterruptedException {
    return answer.equals(asked.said().poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
  }

  private Kept keptOf(Path repository) {
    Stamps now = stamps(repository);
    Kept before = kept.get(repository);
    if (before != null && before.serves(now)) {
      Kept used = before.usedNow();
      kept.put(repository, used);
      return used;
    }
    if (before != null) {
      drop(repository, before);
    }
    if (kept.size() >= MOST) {
      Map.copyOf(kept).forEach(this::drop);
    }
    Process process =
        git.start(
            List.of(
                "-C", repository.toString(), "--git-dir=" + repository, "update-ref", "--stdin"),
            ProcessBuilder.Redirect.DISCARD);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    Thread.ofPlatform().name("git-refs").daemon().start(() -> listen(process, said));
    Kept fresh = new Kept(process, process.getOutputStream(), said, now, System.nanoTime());
    kept.put(repository, fresh);
    Executor later = CompletableFuture.delayedExecutor(idle.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(() -> endIfIdle(repository, process));
    return fresh;
  }

  private Stamps stamps(Path repository) {
    Stamps files = Stamps.of(ConfigFiles.files(repository, git.environment()));
    return files.and(Stamps.ofFolders(List.of(repository)));
  }

  /** Its answers, until it ends. */
  private static void listen(Process process, BlockingQueue<String> said) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
    } catch (IOException gone) {
      // as at its end
    }
    said.add(END);
  }

  private void endIfIdle(Path repository, Process process) {
    lock.lock();
    try {
      Kept now = kept.get(repository);
      if (now == null || now.process() != process) {
        return;
      }
      long left = idle.toNanos() - (System.nanoTime() - now.usedNanos());
      if (left <= 0) {
        drop(repository, now);
      } else {
        CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS)
            .execute(() -> endIfIdle(repository, process));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The end of its input is its end; an open change is given up by it. */
  private void drop(Path repository, Kept gone) {
    kept.remove(repository, gone);
    try {
      gone.in().close();
    } catch (IOException ended) {
      // it reads no more
    }
    gone.process().destroy();
  }
}

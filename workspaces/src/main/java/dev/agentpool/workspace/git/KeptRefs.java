package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One repository's {@code git update-ref}. It ends by itself when it has not been asked for a
 * while, when the repository's configuration has changed, and with the daemon, however that ends.
 * Thread-safe; one change at a time.
 */
final class KeptRefs {
  private static final String END = "";

  private final Git git;
  private final Path repository;
  private final Duration idle;
  private final Duration patience;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Running running; // set under the lock
  private long usedNanos; // guarded by lock

  private record Running(Process process, OutputStream in, BlockingQueue<String> said, Stamps of) {
    boolean serves(Stamps now) {
      return process.isAlive() && of.equals(now);
    }

    boolean hears(String answer, Duration patience) throws InterruptedException {
      return answer.equals(said.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The end of its input is its end; an open change is given up by it. */
    void end() {
      try {
        in.close();
      } catch (IOException ended) {
        // it reads no more
      }
      process.destroy();
    }
  }

  /**
   * @param patience for each answer
   */
  KeptRefs(Git git, Path repository, Duration idle, Duration patience, LongSupplier nanos) {
    this.git = git;
    this.repository = repository;
    this.idle = idle;
    this.patience = patience;
    this.nanos = nanos;
  }

  /** Whether the change is known to be done. */
  boolean done(String change) {
    lock.lock();
    try {
      Running asked = running();
      boolean isDone = false;
      try {
        String words = "start\noption no-deref\n" + change + "\ncommit\n";
        asked.in().write(words.getBytes(StandardCharsets.UTF_8));
        asked.in().flush();
        isDone = asked.hears("start: ok", patience) && asked.hears("commit: ok", patience);
      } finally {
        usedNanos = nanos.getAsLong();
        if (!isDone) {
          end();
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

  private Running running() {
    Stamps now = stamps();
    Running before = running;
    if (before != null && before.serves(now)) {
      return before;
    }
    end();
    Process process =
        git.start(
            List.of(
                "-C", repository.toString(), "--git-dir=" + repository, "update-ref", "--stdin"),
            ProcessBuilder.Redirect.DISCARD);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    Thread.ofPlatform().name("git-refs").daemon().start(() -> listen(process, said));
    Running fresh = new Running(process, process.getOutputStream(), said, now);
    running = fresh;
    lookIn(idle.toNanos(), fresh);
    return fresh;
  }

  private Stamps stamps() {
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

  private void lookIn(long wait, Running which) {
    CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS).execute(() -> endIfIdle(which));
  }

  private void endIfIdle(Running which) {
    lock.lock();
    try {
      if (running != which) {
        return;
      }
      long left = idle.toNanos() - (nanos.getAsLong() - usedNanos);
      if (left <= 0) {
        end();
      } else {
        lookIn(left, which);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isIdle() {
    lock.lock();
    try {
      return running == null;
    } finally {
      lock.unlock();
    }
  }

  /** Unless a change is under way at this moment. */
  void endUnlessAsked() {
    if (lock.tryLock()) {
      try {
        end();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Also in the middle of a change, which is then not known to be done. */
  void endAtOnce() {
    Running now = running;
    if (now != null) {
      now.end();
    }
  }

  private void end() {
    Running gone = running;
    running = null;
    if (gone != null) {
      gone.end();
    }
  }
}
